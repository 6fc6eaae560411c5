/** The sentence denied, or no longer denied where it was; undefined where that is not simple. */
export function deny(sentence: string): string | undefined {
  const denied = /\b(is|was|are|were|has|have|had|does|did|do|can) not (?!only|just|necessarily|always)/.exec(
    sentence,
  );
  if (denied) return sentence.replace(denied[0], `${denied[1] ?? ''} `);
  const verb = / (is|was|are|were|has been|had been|have been) /.exec(sentence);
  if (!verb || isOpen(sentence.slice(0, verb.index))) return undefined;
  const [first = '', ...rest] = (verb[1] ?? '').split(' ');
  return `${sentence.slice(0, verb.index)} ${[first, 'not', ...rest].join(' ')} ${sentence.slice(verb.index + verb[0].length)}`;
}

/** Whether what stands before the verb makes the denial say something else, such as "some are not". */
function isOpen(before: string): boolean {
  return /[,;(]|\b(?:which|that|who|where|when|if|as|not|never|no|only|some|many|most|few|several|all|each|although|while)\b/i.test(
    before,
  );
}
