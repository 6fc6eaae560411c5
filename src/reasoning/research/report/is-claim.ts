import { isDenseTerm, tokenize } from '../../../text/tokens';
import { isAboutReport } from './about-report';

const leastWords = 3;
const leastDense = 2;
/** A question may end with a sign of its language, quotes and brackets. */
const question =
  /[?？؟⁇][*_"'”’»」』)\]）]*$|(?:ですか|ますか|でしょうか|だろうか|のか|습니까|입니까|인가|吗|呢)[。.]?$/u;
const leadsIn = /[:：][*_\s]*$/u;

/**
 * Whether a sentence states something that a page could bear out. It does not when it
 * - is a question,
 * - leads a list in (`:` at its end),
 * - speaks of the report itself, or says that nothing was found (`isAboutReport`),
 * - has fewer than three words (in Chinese, Japanese and Korean: two terms), or nothing but an address.
 */
export function isClaim(sentence: string): boolean {
  if (question.test(sentence) || leadsIn.test(sentence) || isAboutReport(sentence)) return false;
  const terms = tokenize(sentence.replaceAll(/<?\b(?:https?:\/\/|www\.)\S+/gi, ' '));
  const dense = terms.filter(isDenseTerm).length;
  return (
    dense >= leastDense || terms.length - dense >= leastWords || (dense > 0 && terms.length > leastDense)
  );
}
