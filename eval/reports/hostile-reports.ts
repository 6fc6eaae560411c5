import fc from 'fast-check';
import type { StoredPage } from '../../src/contract/research/pages';
import { ending } from './endings';
import { pageOfPassage, passagesOf, type HostileReport, type Piece } from './hostile-report';
import { hostilePages } from './pages';
import { sentence } from './sentences';

type Sentence = (word: string) => Piece;

interface Written {
  readonly heading: string | undefined;
  readonly sentences: readonly Sentence[];
  readonly ending: string;
}

const language = fc.constantFrom('en', 'de', 'ja', 'zh', 'zh-Hant', 'ko', 'ar', 'und');
const heading = fc.constantFrom(undefined, 'Growth', '人口 [p1]', 'Part [3]', '`code[3]`', 'نمو');
const section: fc.Arbitrary<Written> = fc.record({
  heading,
  sentences: fc.array(sentence, { minLength: 1, maxLength: 6 }),
  ending,
});

/** Reports of one to four sections, each of a writer with passages of its own. */
const textReport = fc
  .tuple(fc.array(section, { minLength: 1, maxLength: 4 }), hostilePages, language)
  .map(([sections, pages, of]) => ofText(sections, pages, of));

/** Answers in JSON whose string values cite. */
const jsonReport = fc
  .tuple(fc.array(sentence, { minLength: 1, maxLength: 8 }), hostilePages, language, fc.boolean())
  .map(([sentences, pages, of, isIndented]) => ofJson(sentences, pages, of, isIndented));

/** A report as a careless or hostile writer could give it: for a property, or to draw many from. */
export const hostileReport: fc.Arbitrary<HostileReport> = fc.oneof(
  { weight: 4, arbitrary: textReport },
  { weight: 1, arbitrary: jsonReport },
);

/** So many hostile reports, the same for one seed. */
export function hostileReports(count: number, seed: number): HostileReport[] {
  return fc.sample(hostileReport, { numRuns: count, seed });
}

function ofText(sections: readonly Written[], pages: readonly StoredPage[], of: string): HostileReport {
  const expected: Record<string, readonly string[]> = {};
  const written = sections.map((one, writer) => {
    const texts = one.sentences.map((put, index) => {
      const name = `zq${writer}x${index}z`;
      const piece = put(name);
      expected[name] = sourcesOf(piece, writer, pages);
      return piece.text;
    });
    return {
      ...(one.heading !== undefined && { heading: one.heading }),
      // What follows begins with the word of the next piece, so nothing is said of it by this one.
      text: `${texts.join('\n\n')}\n\nzqend${one.ending}`,
      passages: passagesOf(writer, pages),
    };
  });
  return { sections: written, isJson: false, language: of, pages, sourceOf: sourceNames(pages), expected };
}

function ofJson(
  sentences: readonly Sentence[],
  pages: readonly StoredPage[],
  of: string,
  isIndented: boolean,
): HostileReport {
  const expected: Record<string, readonly string[]> = {};
  const texts = sentences.map((put, index) => {
    const name = `zq0x${index}z`;
    const piece = put(name);
    expected[name] = sourcesOf(piece, 0, pages);
    return piece.text;
  });
  const value = {
    answer: texts[0],
    '[p1]': 'zqend',
    '[3]': [3],
    numbers: [1, [2], [[3]]],
    rest: { deep: texts.slice(1) },
  };
  return {
    sections: [{ text: JSON.stringify(value, null, isIndented ? 2 : 0), passages: passagesOf(0, pages) }],
    isJson: true,
    language: of,
    pages,
    sourceOf: sourceNames(pages),
    expected,
  };
}

/** The sources that a piece cites; none where its page was never stored. */
function sourcesOf({ cites }: Piece, writer: number, pages: readonly StoredPage[]): string[] {
  const names = sourceNames(pages);
  const hashes = cites.map((id) => pages[pageOfPassage(id, writer, pages.length)]?.hash ?? '');
  return [...new Set(hashes.map((hash) => names[hash] ?? hash))].sort();
}

/** Pages whose titles begin alike are one source (`hostilePages`). */
function sourceNames(pages: readonly StoredPage[]): Record<string, string> {
  const first = new Map<string, string>();
  return Object.fromEntries(
    pages.map((page) => {
      const name = page.publisher;
      if (!first.has(name)) first.set(name, page.hash);
      return [page.hash, first.get(name) ?? page.hash];
    }),
  );
}
