/** A place between two marks of quotation or brackets, marks included. */
interface Quoted {
  readonly start: number;
  readonly end: number;
}

const pairs: ReadonlyMap<string, string> = new Map([
  ['「', '」'],
  ['『', '』'],
  ['（', '）'],
  ['《', '》'],
  ['〈', '〉'],
  ['“', '”'],
]);
const marks = /[「」『』（）《》〈〉“”]/g;
/** Speech that is longer is read sentence by sentence. */
const longest = 160;
/** What goes on after quoted speech: particles, commas, and who says it. */
const goesOn =
  /^(?:[、，,：:；;]|と|って|など|は|が|を|に|で|も|の|や|だ|[\p{Script=Han}]{0,8}?(?:说|說|道|问|問|答|称|稱|表示|写道|寫道)(?![\p{Script=Han}]{8}))/u;

/** Marks that are open at once; what was opened before is taken for never closed. */
const deepest = 8;

/** Where a part of a text has short speech between East Asian quotation marks or brackets, by its end. */
export function* quotedSpeech(text: string, from: number, to: number): Generator<Quoted> {
  const piece = text.slice(from, to);
  const open: { readonly mark: string; readonly at: number }[] = [];
  for (const { 0: mark, index } of piece.matchAll(marks)) {
    if (pairs.has(mark)) {
      open.push({ mark, at: index });
      if (open.length > deepest) open.shift();
      continue;
    }
    // One that was never closed ends with the pair around it.
    const at = open.findLastIndex((opened) => pairs.get(opened.mark) === mark);
    const opened = open[at];
    if (!opened) continue;
    open.length = at;
    if (index - opened.at <= longest) yield { start: from + opened.at, end: from + index + 1 };
  }
}

/** Whether the sentence goes on after quoted speech that ends in a full stop. */
export function speechGoesOn(after: string): boolean {
  return goesOn.test(after);
}
