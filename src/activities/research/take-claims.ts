import type { ClaimsInput, ClaimsResult, Place } from '../../contract/research';
import { bearOut } from '../../reasoning/research/judge/bear-out';
import { evidenceFor, indexEvidenceInTurns } from '../../reasoning/research/judge/evidence-index';
import { judgeByRules, type RuleVerdict } from '../../reasoning/research/judge/judge-by-rules';
import { statementOf } from '../../reasoning/research/judge/statement';
import { claimsOf } from '../../reasoning/research/report';
import type { ActivityDeps } from '../deps';
import { byCode } from './by-code';
import { keepBatches } from './claim-batches';
import { evidencePages } from './evidence-pages';
import { keptOutput } from './house-step';
import { inTurns, turn } from './in-turns';
import type { KeptClaim, KeptClaims, KeptVerdicts, SettledClaim } from './kept-claims';
import { doOnce, type Done } from './once';
import { readReport } from './read-report';
import type { ReadPages } from './reading';

/** Evidence that is kept with a claim, best first. */
const mostConsidered = 6;

/**
 * Makes the verb that takes the claims of a report, looks for evidence for each in all pages of the task, and judges
 * them by rules; those that rules are not sure of are kept in steps for a model to judge. Claims that an earlier report
 * had in the same words keep their verdict. Throws `Task.Ended`, and the store's error.
 */
export function createTakeClaims(deps: ActivityDeps, readPages: ReadPages) {
  return async function takeClaims(input: ClaimsInput): Promise<ClaimsResult> {
    return doOnce(deps, input, { kind: 'house' }, () => take(deps, input, readPages));
  };
}

async function take(
  deps: ActivityDeps,
  input: ClaimsInput,
  readPages: ReadPages,
): Promise<Done<ClaimsResult>> {
  const { taskId } = input;
  const [report, reading, known] = await Promise.all([
    readReport(deps, taskId, input.report),
    readPages(taskId),
    knownVerdicts(deps, input),
  ]);
  const taken = byCode(deps, 'Taking the claims', () => claimsOf(report));
  const fresh = taken.filter(({ text }) => !known.has(text));
  const index = await indexEvidenceInTurns(await evidencePages(reading, fresh), turn);
  const claims = await inTurns(taken, (claim): KeptClaim => {
    const earlier = known.get(claim.text);
    if (earlier) return { ...claim, known: earlier.judged, bornOutBy: earlier.bornOutBy ?? [] };
    const statement = statementOf(claim.text, claim.language);
    const judge = () => judgeByRules(statement, evidenceFor(statement, index), index.weightOf, index.told);
    const cited = claim.cites.map(({ page }) => page);
    const bornOutBy = byCode(deps, 'Looking into cited pages', () => bearOut(statement, cited, index));
    return { ...claim, rules: shortened(byCode(deps, 'Judging by rules', judge)), bornOutBy };
  });
  const open = claims.filter(({ rules }) => rules?.isSure === false);
  const asked = open.map((claim) => ({ claim, evidence: evidenceOf(claim) }));
  const { passages } = reading;
  const batches = await keepBatches(deps, input, asked, { size: input.batch, passages });
  const output: KeptClaims = { claims };
  return { result: { claims: claims.length, batches }, output };
}

async function knownVerdicts(
  deps: ActivityDeps,
  { taskId, known }: ClaimsInput,
): Promise<ReadonlyMap<string, SettledClaim>> {
  if (known === undefined) return new Map();
  const { settled } = (await keptOutput(deps, taskId, known)) as unknown as KeptVerdicts;
  return new Map(settled.map((claim) => [claim.text, claim]));
}

/** What decides a claim: what it cites itself, then what was found. */
export function evidenceOf({ cites, rules, known }: KeptClaim): Place[] {
  const { supporting, conflicting } = rules ?? known;
  return [...cites.slice(0, 2), ...(rules?.considered ?? []), ...supporting, ...conflicting];
}

function shortened(rules: RuleVerdict): RuleVerdict {
  const { supporting, conflicting, considered } = rules;
  return {
    ...rules,
    supporting: supporting.slice(0, mostConsidered),
    conflicting: conflicting.slice(0, mostConsidered),
    considered: considered.slice(0, mostConsidered),
  };
}
