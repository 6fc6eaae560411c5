import type { Draw } from '../random';

/** Words that stand for one another's opposite in nearly every sentence that has them. */
const pairs =
  `largest smallest, smallest largest, highest lowest, lowest highest, longest shortest, oldest youngest,
northern southern, southern northern, eastern western, western eastern, northernmost southernmost, northeast southwest,
increased decreased, increase decrease, increases decreases, won lost, victory defeat, male female, female male,
always never, often rarely, frequently seldom, upper lower, lower upper, above below, below above, inside outside,
positive negative, negative positive, ancient modern, modern ancient, public private, private public, major minor,
minor major, warm cold, cold warm, rich poor, dry wet, maximum minimum, minimum maximum, winter summer, summer winter,
king queen, father mother, mother father, son daughter, daughter son, brother sister, legal illegal, successful
unsuccessful, hot cold, heavy light, weak strong, strong weak, rural urban, urban rural, import export, earliest latest,
majority minority, permanent temporary, temporary permanent, active inactive, natural artificial, popular unpopular`
    .split(',')
    .map((pair) => pair.trim().split(/\s+/) as [string, string]);

/** The sentence with one word replaced by its opposite; undefined where it has none that surely turns it around. */
export function oppose(sentence: string, draw: Draw): string | undefined {
  const usable = pairs.filter(
    ([word, other]) =>
      new RegExp(String.raw`(?<![\w-]|[A-Z]\w+ )${word}(?![\w-])`).test(sentence) &&
      !sentence.includes(` ${other}`),
  );
  if (usable.length === 0) return undefined;
  const [word, other] = draw.one(usable);
  return sentence.replace(new RegExp(String.raw`(?<![\w-])${word}(?![\w-])`), other);
}
