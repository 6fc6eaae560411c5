import { search, type JSONValue } from '@jmespath-community/jmespath';
import { JobError, jobTimes, mostAnswerCharacters, type Done } from './job';
import { timed } from './timed';

/** Finds in JSON what a JMESPath expression names; nothing found is null. Throws `JobError` with a sentence. */
export function queryJson(expression: string, data: string): Done {
  const value = JSON.parse(data, bare) as JSONValue;
  const sentence = 'The query was stopped after 2 s: ask for something smaller.';
  const text = timed(() => textOf(value, expression), jobTimes.queryMs, sentence);
  if (text.length > mostAnswerCharacters) {
    throw new JobError(
      `The result is longer than ${mostAnswerCharacters} characters: select less, for example with [0:20] or by naming fields.`,
    );
  }
  return { kind: 'done', text, output: JSON.parse(text) };
}

function textOf(value: JSONValue, expression: string): string {
  try {
    return JSON.stringify((search(value, expression) as JSONValue | undefined) ?? null);
  } catch (error) {
    if (error instanceof RangeError)
      throw new JobError('The query asks for too much at once.', { cause: error });
    const message =
      error instanceof Error ? error.message.slice(0, 300).toWellFormed() : 'it is not understood';
    throw new JobError(`The JMESPath expression cannot be used: ${message}.`, { cause: error });
  }
}

/** Objects have only their own keys: `constructor` is none of them. */
function bare(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.setPrototypeOf(value, null)
    : value;
}
