import { evidenceFor, indexEvidence } from '../../../../src/reasoning/research/judge/evidence-index';
import { judgeByRules, type RuleVerdict } from '../../../../src/reasoning/research/judge/judge-by-rules';
import { statementOf } from '../../../../src/reasoning/research/judge/statement';

/** A page by its title and text. */
export type Page = readonly [title: string, text: string];

/** What rules say of a claim over pages of one language. */
export function judged(language: string, claim: string, pages: readonly Page[]): RuleVerdict {
  const index = indexEvidence(
    pages.map(([title, text], number) => ({ page: String(number).padStart(64, '0'), title, text, language })),
  );
  const statement = statementOf(claim, language);
  return judgeByRules(statement, evidenceFor(statement, index), index.weightOf, index.told);
}
