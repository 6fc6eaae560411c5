import type { Draw } from '../random';
import { month } from './month-names';

const words = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const digits =
  /(?<![\w.,/±–—-])[$€£]?(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w,.]\w|[-–—/]|\d|st|nd|rd|th|s\b| ±)/g;
const spelled = new RegExp(String.raw`\b(?:${words.join('|')})\b(?!-)`, 'g');
/** After these a number is a bound or a part of something, and another one may be as right. */
const bounds =
  /(?:more than|over|at least|less than|under|fewer than|up to|about|around|nearly|almost|approximately|least|to|between|and|one of(?: the)?)\s+$|[-–—(]$/i;
const afterMonth = new RegExp(`${month} $`);
const isDate = new RegExp(`^ (?:${month}|BC|AD|BCE|CE)\\b`);

/**
 * The sentence with one of its numbers changed so much that no rounding explains it; undefined where it has none that
 * can be. Years are left alone, and numbers that are bounds, parts of a range or a name, or another unit in parentheses.
 */
export function changeNumber(sentence: string, draw: Draw): string | undefined {
  const inDigits = [...sentence.matchAll(digits)].map((match) => {
    const old = match[1] ?? '';
    return { at: match.index + match[0].length - old.length, old };
  });
  const inWords = [...sentence.matchAll(spelled)].map((match) => ({ at: match.index, old: match[0] }));
  const usable = [...inDigits, ...inWords].filter(({ at, old }) => {
    const [before, after] = [sentence.slice(0, at), sentence.slice(at + old.length)];
    if (/^[12]\d{3}$/.test(old) || bounds.test(before) || afterMonth.test(before) || isDate.test(after))
      return false;
    return (
      !/[A-Z][\w.]*\s$/.test(before) &&
      !/^ \([\d.,]/.test(after) &&
      !/^ (?:km|mi|m|ft|kg|lb)2? \(/.test(after)
    );
  });
  if (usable.length === 0) return undefined;
  const { at, old } = draw.one(usable);
  return sentence.slice(0, at) + changed(old, draw) + sentence.slice(at + old.length);
}

function changed(old: string, draw: Draw): string {
  const spelledAt = words.indexOf(old);
  if (spelledAt >= 0)
    return draw.one(words.filter((word, index) => word !== old && Math.abs(index - spelledAt) <= 4));
  const value = Number(old.replace(/,/g, ''));
  const places = (old.split('.')[1] ?? '').length;
  const isSmall = value < 12 && places === 0;
  const next = isSmall
    ? value + draw.one([1, 2, 3])
    : value * draw.one([0.4, 0.6, 0.75, 0.85, 1.15, 1.3, 1.6, 2.2]);
  const text = next.toFixed(places);
  return old.includes(',') ? Number(text).toLocaleString('en-US', { minimumFractionDigits: places }) : text;
}
