import { combineVerdicts, type JudgedClaim } from '../../src/reasoning/research/judge/combine-verdicts';
import { evidenceFor, indexEvidence } from '../../src/reasoning/research/judge/evidence-index';
import { judgeByRules, type RuleVerdict } from '../../src/reasoning/research/judge/judge-by-rules';
import { statementOf, type Statement } from '../../src/reasoning/research/judge/statement';
import type { EvalTask } from '../task';

/** A claim of a task, what the rules say of it, and what comes of that without a model. */
export interface Ruled {
  readonly statement: Statement;
  readonly rules: RuleVerdict;
  readonly judged: JudgedClaim;
}

/** Judges every claim of a task by the rules over all of its pages, as the workflow does. */
export function ruleTask({
  pages,
  claims,
  language,
}: Pick<EvalTask, 'pages' | 'claims' | 'language'>): Ruled[] {
  const index = indexEvidence(pages);
  return claims.map(({ text }) => {
    const statement = statementOf(text, language);
    const rules = judgeByRules(statement, evidenceFor(statement, index), index.weightOf, index.told);
    return { statement, rules, judged: combineVerdicts(statement, rules) };
  });
}

/** How many quotes of verdicts there are, and how many of them stand in their page at their place, word for word. */
export function quotesThatStand(
  { pages }: EvalTask,
  ruled: readonly Ruled[],
): { all: number; standing: number } {
  const texts = new Map(pages.map(({ page, text }) => [page, text]));
  const quotes = ruled.flatMap(({ judged }) => [...judged.supporting, ...judged.conflicting]);
  const standing = quotes.filter(({ page, start, end, text }) => texts.get(page)?.slice(start, end) === text);
  return { all: quotes.length, standing: standing.length };
}
