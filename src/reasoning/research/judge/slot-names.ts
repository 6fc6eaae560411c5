import { chineseSurname } from './particulars/surnames';
import type { NameMention } from './particulars/mention';

/** A name by its place in a sentence, and what it is of. */
export interface SlotName {
  readonly name: NameMention;
  readonly role: 'person' | 'place';
}

const hasHan = /\p{Script=Han}/u;
const isHan = /^\p{Script=Han}+$/u;
const hasKana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Words that end so say that a place follows, or who does something. */
const beforePlace = /[在于於从從自到至]$/u;
const beforeDoer = /^[由被]$/u;
const endOfPlace = /^[山岭嶺峰河江湖岛島县縣村镇鎮市省区區路港]$/u;
const grammar = /^[的了是在于於和与與从從自到至由被把以为為上下中里有也就都不没无一这那其]$/u;

let segmenter: Intl.Segmenter | undefined;

type Word = Intl.SegmentData | undefined;

/**
 * Words of Chinese that are likely names by where they stand: the one after 在, 由 and the like, and a surname with what
 * follows where that makes no word with it.
 */
export function slotNames(text: string): SlotName[] {
  if (!hasHan.test(text) || hasKana.test(text)) return [];
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words = [...segmenter.segment(text.toWellFormed())];
  const found: SlotName[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const more = givenName(words.slice(at - 1 < 0 ? 0 : at - 1, at), words.slice(at, at + 3));
    const role = more > 0 ? 'person' : roleAfter(words[at - 1], words[at]);
    if (role === undefined) continue;
    const last = at + (more > 0 ? more : endOfPlace.test(words[at + 1]?.segment ?? '') ? 1 : 0);
    found.push({ name: nameOf(text, words[at], words[last]), role });
    at = last;
  }
  return found;
}

/** How many words after a surname are of the name: 冯 is followed by 玉兰, 曹 by 雪 and 松. */
function givenName([before]: readonly Word[], [surname, first, second]: readonly Word[]): number {
  if (surname === undefined || !chineseSurname.test(surname.segment) || surname.segment === '于') return 0;
  const isSingle = (word: Word) =>
    word !== undefined && isHan.test(word.segment) && word.segment.length === 1;
  const isName = (word: Word) => isSingle(word) && !grammar.test(word?.segment ?? '');
  const isFree =
    before === undefined || !/\p{Script=Han}$/u.test(before.segment) || /[由是]$/u.test(before.segment);
  if (first?.segment.length === 2 && isHan.test(first.segment)) return isFree ? 1 : 0;
  if (!isName(first)) return 0;
  return isName(second) ? 2 : 1;
}

function roleAfter(before: Word, word: Word): SlotName['role'] | undefined {
  if (!word || !before || !isHan.test(word.segment) || word.segment.length < 2 || word.segment.length > 4)
    return undefined;
  if (beforePlace.test(before.segment)) return 'place';
  return beforeDoer.test(before.segment) ? 'person' : undefined;
}

function nameOf(text: string, first: Word, last: Word): NameMention {
  const start = first?.index ?? 0;
  const end = (last?.index ?? 0) + (last?.segment.length ?? 0);
  const name = text.slice(start, end);
  return { start, end, text: name, words: [name], isSure: false };
}
