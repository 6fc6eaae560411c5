import type { ClaimsInput, ClaimsResult, Place } from '../../contract/research';
import type { JudgedClaim } from '../../reasoning/research/judge/combine-verdicts';
import { evidenceFor, indexEvidence } from '../../reasoning/research/judge/evidence-index';
import { judgeByRules, type RuleVerdict } from '../../reasoning/research/judge/judge-by-rules';
import { statementOf } from '../../reasoning/research/judge/statement';
import { claimsOf } from '../../reasoning/research/report';
import type { ActivityDeps } from '../deps';
import { keepBatches } from './claim-batches';
import { keptOutput } from './house-step';
import type { KeptClaim, KeptClaims, KeptVerdicts } from './kept-claims';
import { doOnce, type Done } from './once';
import { readReport } from './read-report';
import { allPassages } from './shown-passages';

/** Evidence that is kept with a claim, best first. */
const mostConsidered = 6;

/**
 * Makes the verb that takes the claims of a report, looks for evidence for each in all pages of the task, and judges
 * them by rules; those that rules are not sure of are kept in steps for a model to judge. Claims that an earlier report
 * had in the same words keep their verdict. Throws `Task.Ended`, and the store's error.
 */
export function createTakeClaims(deps: ActivityDeps) {
  return async function takeClaims(input: ClaimsInput): Promise<ClaimsResult> {
    return doOnce(deps, input, { kind: 'house' }, () => take(deps, input));
  };
}

async function take(deps: ActivityDeps, input: ClaimsInput): Promise<Done<ClaimsResult>> {
  const { taskId } = input;
  const [report, pages, known] = await Promise.all([
    readReport(deps, taskId, input.report),
    deps.store.pages.texts(taskId),
    knownVerdicts(deps, input),
  ]);
  const index = indexEvidence(
    pages.map(({ hash: page, text, title, language }) => ({ page, text, title, language })),
  );
  const claims = claimsOf(report).map((claim): KeptClaim => {
    const earlier = known.get(claim.text);
    const statement = statementOf(claim.text, claim.language);
    const rules = judgeByRules(statement, evidenceFor(statement, index), index.weightOf);
    return { ...claim, rules: shortened(rules), ...(earlier && { known: earlier }) };
  });
  const open = claims.filter((claim) => !claim.known && !claim.rules.isSure);
  const asked = open.map((claim) => ({ claim, evidence: evidenceOf(claim) }));
  const batches = await keepBatches(deps, input, asked, { size: input.batch, passages: allPassages(pages) });
  const output: KeptClaims = { claims };
  return { result: { claims: claims.length, batches }, output };
}

async function knownVerdicts(
  deps: ActivityDeps,
  { taskId, known }: ClaimsInput,
): Promise<ReadonlyMap<string, JudgedClaim>> {
  if (known === undefined) return new Map();
  const { settled } = (await keptOutput(deps, taskId, known)) as unknown as KeptVerdicts;
  return new Map(settled.map(({ text, judged }) => [text, judged]));
}

/** What decides a claim: what it cites itself, then what was found. */
export function evidenceOf({ cites, rules }: KeptClaim): Place[] {
  return [...cites.slice(0, 2), ...rules.considered, ...rules.supporting, ...rules.conflicting];
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
