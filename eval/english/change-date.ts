import type { Draw } from '../random';
import { month, months } from './month-names';

const years = new RegExp(
  String.raw`(?<![\d.,–—-])(1\d{3}|20[0-2]\d)(?![\d,.]\d|\d|[-–]|s\b| (?:people|species|years|[kc]?m\b|kilo|cent|metres|meters|miles|feet|ft|islands))`,
  'g',
);
const named = new RegExp(String.raw`\b${month}\b(?= \d| of \d)`, 'g');
const days = new RegExp(String.raw`\b\d{1,2}(?= ${month}\b)`, 'g');
/** After these four digits are a year, and no bound, of which another might be as right. */
const beforeYear = new RegExp(
  String.raw`(?:\b(?:[Ii]n|of|the|an?|late|early|mid|year|during|its)|${month}|\d,?|\p{L},|\() $|\($`,
  'u',
);

/** The sentence with a year, a month or a day of it changed; undefined where it has none that can be. */
export function changeDate(sentence: string, draw: Draw): string | undefined {
  const found = [
    ...places(sentence, years, (old) =>
      String(Number(old) + draw.one([-19, -10, -7, -3, -1, 1, 2, 5, 9, 12])),
    ),
    ...places(sentence, named, (old) => draw.one(months.filter((other) => other !== old))),
    ...places(sentence, days, (old) => String((Number(old) % 28) + 1)),
  ].filter(({ at, old }) => old.length < 4 || !/^\d/.test(old) || beforeYear.test(sentence.slice(0, at)));
  if (found.length === 0) return undefined;
  const { at, old, next } = draw.one(found);
  return sentence.slice(0, at) + next + sentence.slice(at + old.length);
}

function places(
  sentence: string,
  pattern: RegExp,
  change: (old: string) => string,
): { at: number; old: string; next: string }[] {
  return [...sentence.matchAll(pattern)].map(({ 0: old, index: at }) => ({ at, old, next: change(old) }));
}
