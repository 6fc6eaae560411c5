/** Scripts that write words without spaces, or with particles joined to them. */
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々〆]+/gu;
const isDense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const isHan = /^\p{Script=Han}$/u;
const words = /[\p{L}\p{N}\p{M}_]+/gu;
/** A longer "word" is data, such as base64. */
const longest = 64;
const pieceLength = 512;

/** Letters that decomposition leaves whole. */
const folds: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };

// Nothing else of such a text changes, and most texts have long stretches of it.
// eslint-disable-next-line no-control-regex
const isAscii = /^[\x00-\x7f]*$/;

/** A text without case, diacritics of Latin, Greek and Cyrillic, and widths: what is compared. */
export function fold(text: string): string {
  if (isAscii.test(text)) return text.toLowerCase();
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      // Only these marks: the voiced sound marks of kana make other letters.
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC')
      .replace(/[ßæœøłđðþı]/g, (letter) => folds[letter] ?? letter)
  );
}

/** Whether a term is of a script that is compared as part of a text, not as a word of it. */
export function isDenseTerm(term: string): boolean {
  return isDense.test(term) || unspaced.test(term);
}

/**
 * The words of a text that stand alone, folded. One with umlauts comes a second time as it is written without them, so
 * that Müller is found by Mueller.
 */
export function* plainWords(text: string): Generator<string> {
  for (const [word] of text.matchAll(words)) {
    if (isDenseTerm(word)) continue;
    yield* variants(word);
  }
}

/** The words that the segmenter sees in the parts of a text that are written without spaces, folded, in order. */
export function* denseWords(text: string): Generator<string> {
  for (const [run] of text.matchAll(dense)) yield* segments(fold(run));
}

/** Cuts a text into the terms that an index compares. The same terms come of a document and of a query. */
export function tokenize(text: string): string[] {
  return [...termsOf(text)];
}

function* termsOf(text: string): Generator<string> {
  for (const [word] of text.matchAll(words)) {
    if (isDense.test(word)) yield* mixedTerms(fold(word));
    else if (unspaced.test(word)) yield* segments(fold(word));
    else yield* variants(word);
  }
}

function* variants(word: string): Generator<string> {
  if (word.length > longest) return;
  const folded = fold(word);
  yield folded;
  const composed = word.normalize('NFC').toLowerCase();
  if (!/[äöü]/.test(composed)) return;
  const spelled = fold(composed.replace(/[äöü]/g, (letter) => umlauts[letter] ?? letter));
  if (spelled !== folded) yield spelled;
}

/** A run such as `GPT4を使う`: its dense parts by words and pairs, the rest as words. */
function* mixedTerms(run: string): Generator<string> {
  let end = 0;
  for (const match of run.matchAll(dense)) {
    yield* plainPart(run.slice(end, match.index));
    yield* denseTerms(match[0]);
    end = match.index + match[0].length;
  }
  yield* plainPart(run.slice(end));
}

function* plainPart(part: string): Generator<string> {
  if (part !== '' && part.length <= longest) yield part;
}

/**
 * The words that the segmenter sees, and all pairs of characters. Where a word ends depends on what is around it, so the
 * words of a query can differ from those of a document; the pairs agree.
 */
function* denseTerms(run: string): Generator<string> {
  for (const word of segments(run)) if ([...word].length > 2 || isHan.test(word)) yield word;
  let last = '';
  for (const character of run) {
    if (last !== '') yield last + character;
    last = character;
  }
  // A single character of kana is no word to the segmenter's eye; what was asked for counts all the same.
  if (last === run && !isHan.test(run)) yield run;
}

let segmenter: Intl.Segmenter | undefined;

function* segments(run: string): Generator<string> {
  segmenter ??= new Intl.Segmenter('ja', { granularity: 'word' });
  // Its time grows with the square of the length; a cut costs one word, whose pairs are there still.
  for (let at = 0; at < run.length; at += pieceLength) {
    for (const { segment, isWordLike } of segmenter.segment(run.slice(at, at + pieceLength).toWellFormed())) {
      if (isWordLike === true && segment.length <= longest) yield segment;
    }
  }
}
