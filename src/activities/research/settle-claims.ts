import type { ClaimVerdicts, PageText, VerdictsInput, VerdictsResult } from '../../contract/research';
import { combineVerdicts, type ModelVerdict } from '../../reasoning/research/judge/combine-verdicts';
import { withSources } from '../../reasoning/research/judge/count-sources';
import type { EvidenceQuote } from '../../reasoning/research/judge/evidence';
import { rightSources } from '../../reasoning/research/judge/right-sources';
import { statementOf } from '../../reasoning/research/judge/statement';
import { quoteFinder } from '../../text/find-quote';
import type { ActivityDeps } from '../deps';
import { batchOf } from './cite-report';
import { byCode } from './by-code';
import { keepBatches, type AskedClaim } from './claim-batches';
import { keptOutput } from './house-step';
import { inTurns } from './in-turns';
import type { KeptBatch, KeptClaims, KeptVerdicts, SettledClaim } from './kept-claims';
import { doOnce, type Done } from './once';
import type { ReadPages } from './reading';
import { evidenceOf } from './take-claims';

/**
 * Makes the verb that joins the verdicts of rules and model. A quote that does not stand in its page is refused, and
 * the verdict with it. Throws `Task.Ended`, and the store's error.
 */
export function createSettleClaims(deps: ActivityDeps, readPages: ReadPages) {
  return async function settleClaims(input: VerdictsInput): Promise<VerdictsResult> {
    return doOnce(deps, input, { kind: 'house' }, () => settle(deps, input, readPages));
  };
}

async function settle(
  deps: ActivityDeps,
  input: VerdictsInput,
  readPages: ReadPages,
): Promise<Done<VerdictsResult>> {
  const { taskId } = input;
  const [kept, reading] = await Promise.all([keptOutput(deps, taskId, input.claims), readPages(taskId)]);
  const { claims } = kept as unknown as KeptClaims;
  const { pages, passages, sourceOf } = reading;
  const verdicts = await modelVerdicts(deps, input, pages);
  const settled = await inTurns(claims, ({ rules, known, ...claim }): SettledClaim => {
    if (known) return { ...claim, judged: known };
    const statement = statementOf(claim.text, claim.language);
    const join = () => withSources(combineVerdicts(statement, rules, verdicts.get(claim.id)), sourceOf);
    return { ...claim, judged: byCode(deps, 'Joining verdicts', join) };
  });
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const open = settled.filter(({ judged }) => judged.verdict !== 'supported');
  const asked = open.map((claim): AskedClaim => {
    const own = byId.get(claim.id);
    return { claim, note: `(${claim.judged.reason})`, evidence: own ? evidenceOf(own) : claim.cites };
  });
  const toMend = await keepBatches(deps, input, asked, { size: input.batch, passages });
  const count = (verdict: string) => settled.filter(({ judged }) => judged.verdict === verdict).length;
  const result: VerdictsResult = {
    supported: count('supported'),
    contradicted: count('contradicted'),
    undecided: count('undecided'),
    toMend,
    miscited: settled.filter((claim) => rightSources(claim, sourceOf) !== undefined).length,
  };
  const output: KeptVerdicts = { settled };
  return { result, output };
}

/** What a model said of claims, by their ids, with quotes that stand in a page. */
async function modelVerdicts(
  deps: ActivityDeps,
  { taskId, judged }: VerdictsInput,
  pages: readonly PageText[],
): Promise<ReadonlyMap<number, ModelVerdict>> {
  const finders = new Map(pages.map(({ hash, text }) => [hash, quoteFinder(text)]));
  const found = new Map<number, ModelVerdict>();
  for (const step of judged) {
    const { verdicts } = (await keptOutput(deps, taskId, step))['value'] as ClaimVerdicts;
    const batch = (await keptOutput(deps, taskId, batchOf(step))) as unknown as KeptBatch;
    for (const { claim: number, verdict, confidence, reason, ...said } of verdicts) {
      const claim = batch.claims.find((one) => one.number === number);
      if (!claim || found.has(claim.id)) continue;
      const quote = quoteIn(batch, said, finders);
      found.set(claim.id, { verdict, confidence, reason, ...(quote && { quote }) });
    }
  }
  return found;
}

/** Where a quote stands: in the page of the passage that was named, else in that of another that was shown. */
export function quoteIn(
  { passages }: KeptBatch,
  { passage, quote }: { readonly passage: string; readonly quote: string },
  finders: ReadonlyMap<string, ReturnType<typeof quoteFinder>>,
): EvidenceQuote | undefined {
  if (quote.trim() === '') return undefined;
  const named = Object.hasOwn(passages, passage) ? passages[passage] : undefined;
  const shown = new Set([...(named ? [named.page] : []), ...Object.values(passages).map(({ page }) => page)]);
  for (const page of shown) {
    const span = finders.get(page)?.(quote);
    if (span) return { page, ...span };
  }
  return undefined;
}
