import type { Verdict } from '../../src/contract/research';
import type { Draw } from '../random';
import type { Making } from '../task';
import { changeDate } from './change-date';
import { changeNumber } from './change-number';
import { deny } from './deny';
import type { NamesByKind } from './names-by-kind';
import { oppose } from './oppose';
import { reformat } from './reformat';
import { reorder } from './reorder';
import { reword } from './reword';
import { shorten } from './shorten';
import { swapName } from './swap-name';

/** What making claims needs besides a sentence. */
export interface Workshop {
  readonly names: NamesByKind;
  readonly draw: Draw;
}

/** A claim that was made out of a sentence. */
export interface Made {
  readonly text: string;
  readonly making: Making;
  readonly label: Verdict;
}

type Make = (sentence: string, subject: string, shop: Workshop) => string | undefined;
type Ways = Readonly<Partial<Record<Making, Make>>>;

const keeping: Ways = {
  reordered: (sentence) => reorder(sentence),
  reworded: (sentence, _, { draw }) => reword(sentence, draw),
  shortened: (sentence) => shorten(sentence),
  format: (sentence) => reformat(sentence),
};

const changing: Ways = {
  number: (sentence, _, { draw }) => changeNumber(sentence, draw),
  date: (sentence, _, { draw }) => changeDate(sentence, draw),
  name: (sentence, subject, { names, draw }) => swapName(sentence, subject, names, draw),
  negation: (sentence) => deny(sentence),
  opposite: (sentence, _, { draw }) => oppose(sentence, draw),
};

/** A claim that says what the sentence says, in one or two ways differently where there are any, else word for word. */
export function keepMeaning(sentence: string, subject: string, shop: Workshop): Made {
  const made = waysOf(keeping, sentence, subject, shop);
  if (made.length === 0) return { making: 'verbatim', text: sentence, label: 'supported' };
  const { making, text } = shop.draw.one(made);
  const more = waysOf(keeping, text, subject, shop).filter((other) => other.making !== making);
  const again = more.length > 0 && shop.draw.number() < 0.5 ? shop.draw.one(more).text : text;
  return { making, text: again, label: 'supported' };
}

/** A claim that the sentence contradicts, in every second case also reworded; undefined where there is no way. */
export function changeMeaning(sentence: string, subject: string, shop: Workshop): Made | undefined {
  const reworded = shop.draw.number() < 0.5 ? keepMeaning(sentence, subject, shop).text : sentence;
  const made = waysOf(changing, reworded, subject, shop);
  const particular = made.filter(({ making }) => making !== 'negation');
  // Nearly every sentence can be denied: without this there would be little else.
  const usable = particular.length > 0 && shop.draw.number() < 0.9 ? particular : made;
  return usable.length === 0 ? undefined : { ...shop.draw.one(usable), label: 'contradicted' };
}

function waysOf(
  ways: Ways,
  sentence: string,
  subject: string,
  shop: Workshop,
): { making: Making; text: string }[] {
  return Object.entries(ways).flatMap(([making, make]) => {
    const text = make(sentence, subject, shop);
    return text === undefined || text === sentence ? [] : [{ making: making as Making, text }];
  });
}
