import type { EvidencePage } from '../../reasoning/research/judge/evidence';
import type { ReportClaim } from '../../reasoning/research/report';
import { inTurns } from './in-turns';
import type { PagePassage, Reading } from './reading';

/** Text of which every sentence is looked at: some seconds of work. */
const wholeCharacters = 80_000;
/** Passages that are looked at for one claim where there is more than that, and those of one page. */
const perClaim = { most: 8, perPage: 3 };

/**
 * The pages in which evidence for claims is looked for. Where all of them are too much to compare sentence by sentence,
 * they hold the passages that speak of the claims or are cited by them, at their places, and blanks for the rest.
 */
export async function evidencePages(
  { pages, passages, ranking }: Reading,
  claims: readonly Pick<ReportClaim, 'text' | 'cites'>[],
): Promise<EvidencePage[]> {
  const all = pages.reduce((sum, { characters }) => sum + characters, 0);
  if (all <= wholeCharacters) return pages.map(({ hash, text, ...rest }) => evidence(hash, text, rest));
  const rank = await ranking();
  const found = await inTurns(claims, ({ text }) => rank(text, perClaim).map(({ passage }) => passage));
  const places = claims.flatMap(({ cites }) => cites);
  const cited = passages.filter((passage) =>
    places.some(
      ({ page, start, end }) => page === passage.page && start < passage.end && passage.start < end,
    ),
  );
  const kept = new Set([...found.flat(), ...cited]);
  const byPage = new Map(pages.map(({ hash }): [string, PagePassage[]] => [hash, []]));
  for (const passage of kept) byPage.get(passage.page)?.push(passage);
  return pages.flatMap(({ hash, text, ...rest }) => {
    const own = byPage.get(hash) ?? [];
    return own.length > 0 ? [evidence(hash, alone(own, text.length), rest)] : [];
  });
}

function evidence(
  page: string,
  text: string,
  { title, language }: Pick<EvidencePage, 'title' | 'language'>,
): EvidencePage {
  return { page, text, title, language };
}

/** Passages at their places, and between them what parts paragraphs. */
function alone(passages: readonly PagePassage[], length: number): string {
  let text = '';
  for (const passage of [...passages].sort((a, b) => a.start - b.start)) {
    text += '\n'.repeat(passage.start - text.length) + passage.text;
  }
  return text + '\n'.repeat(length - text.length);
}
