import { runInNewContext } from 'node:vm';
import type { ResponseFormat } from '../contract/settings';
import { answerProblem } from '../reasoning/answer-format';

const checkMs = 2_000;

/**
 * Checks an answer's form as `answerProblem` does, for two seconds at most: a client's schema may hold a pattern
 * that backtracks for ever, and only the engine of the language can stop that.
 */
export function boundedAnswerProblem(text: string, format: ResponseFormat): string | undefined {
  try {
    return runInNewContext(
      'check()',
      { check: () => answerProblem(text, format) },
      { timeout: checkMs },
    ) as ReturnType<typeof answerProblem>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return 'It could not be checked against the schema in time.';
  }
}
