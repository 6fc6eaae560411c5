import fc from 'fast-check';
import type { Piece } from './hostile-report';
import { mark, noise } from './marks';

/** Where a sentence puts what it cites: at its word, its end, behind its stop. Each holds the word that names it. */
const frames: readonly ((word: string, inside: string, behind: string) => string)[] = [
  (word, inside, behind) => `${word} grew by 12 percent in 2020 ${inside}, and fell again ${behind}.`,
  (word, inside, behind) => `${word} grew${inside} by 12 percent. ${behind}`,
  (word, inside, behind) => `${word} was “first of its kind ${inside}”.${behind}`,
  (word, inside, behind) => `${word}は2020年に12%増えた${inside}。その後は減った${behind}。`,
  (word, inside, behind) => `${word}在2020年增长了百分之十二${inside}，随后下降。${behind}`,
  (word, inside, behind) => `${word}은 2020년에 12퍼센트 늘었다 ${inside}. 그 뒤 줄었다${behind}.`,
  (word, inside, behind) => `${word} نما بنسبة 12 في المئة عام 2020 ${inside} ثم انخفض ${behind}.`,
  (word, inside, behind) =>
    `${word} wuchs 2020 um 12 Prozent (z. B. im Mai) ${inside} und fiel dann${behind}.`,
  (word, inside, behind) => `- ${word} is an item ${inside}\n  - and a part of it ${behind}`,
  (word, inside, behind) => `1. ${word} is **bold ${inside}** and *slanted*${behind}`,
  (word, inside, behind) => `> ${word} is quoted ${inside}\n> on two lines ${behind}`,
  (word, inside, behind) => `### ${word} heads ${inside}\n\nText under it ${behind}`,
  (word, inside, behind) =>
    `| ${word} | count |\n| --- | ---: |\n| of this ${inside} | 12 |\n| ${behind} | 13 |`,
  (word, inside, behind) => `${word} is told [in this paper ${inside}](https://x.example/paper) ${behind}`,
  (word, inside, behind) => `${word} says so\n${inside}\nand goes on ${behind}`,
  (word, inside, behind) => `${word} 🎉${inside}é${behind}!`,
];

/** Ways of a sentence that begins with what it cites. */
const openings: readonly ((word: string, first: string) => string)[] = [
  (word, first) => `${word}\n${first} opens its line.`,
  (word, first) => `${word}:\n- ${first} opens an item.`,
  (word, first) => `${word}\n\n1. ${first} opens a number.`,
];

/** Code that names passages and numbers, none of them a citation. */
const blocks = [
  '```python\nx = a[3]  # [p1]\ny = b[1][2]\n```',
  '~~~\n[p2] [4]\n```\n~~~',
  '````\n```\n[p3]\n```\nz[5]\n````',
  '- item\n  ```js\n  list[2] = [1]\n  ```',
];

/** A sentence of some language with citations and what looks like them; `word` stands in for its name. */
export const sentence: fc.Arbitrary<(word: string) => Piece> = fc.oneof(
  { weight: 8, arbitrary: framed() },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...openings), mark).map(([put, first]) => opened(put, first)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(...blocks)
      .map((block) => (word: string) => ({ text: `${word}\n\n${block}\n`, cites: [] })),
  },
);

function framed(): fc.Arbitrary<(word: string) => Piece> {
  const some = fc.array(fc.oneof({ weight: 3, arbitrary: mark }, { weight: 2, arbitrary: noise }), {
    maxLength: 3,
  });
  return fc.tuple(fc.constantFrom(...frames), some, some).map(([frame, inside, behind]) => (word) => ({
    text: frame(word, together(inside), together(behind)),
    cites: [...inside, ...behind].flatMap((piece) => piece.cites),
  }));
}

function opened(put: (word: string, first: string) => string, first: Piece): (word: string) => Piece {
  return (word) => ({ text: put(word, first.text), cites: first.cites });
}

/** Pieces behind each other, apart by a word, since what two of them say together is another thing. */
function together(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join(' and ');
}
