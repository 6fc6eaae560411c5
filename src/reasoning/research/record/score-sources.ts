import type { PageText, Place } from '../../../contract/research/pages';
import type { JudgedClaim } from '../judge/combine-verdicts';
import type { EvidenceQuote } from '../judge/evidence';
import type { SourceFacts } from '../report/number-report';
import { credibilityOf } from '../sources/credibility';
import { hostGroupOf } from '../sources/host-group';
import { publisherOf } from '../sources/publisher';
import { qualityOf } from '../sources/quality';
import type { TimeFrame } from '../sources/signals/age';
import type { Entities } from '../sources/signals/primary';

/** What the pages of a task are scored by. */
export interface ScoreContext {
  readonly question: string;
  readonly timeFrame: TimeFrame;
  readonly entities: Entities;
  /** The passages that the report cites. */
  readonly cited: readonly Place[];
  readonly judged: readonly JudgedClaim[];
  readonly sourceOf: (page: string) => string;
}

/** A page's scores, and the reason of each part. */
export interface ScoredPage extends SourceFacts {
  readonly why: readonly string[];
}

/** Scores the pages that are cited by host, page and question, and by what others say of the same claims. */
export function scoreSources(
  pages: readonly PageText[],
  context: ScoreContext,
): ReadonlyMap<string, ScoredPage> {
  const { question, timeFrame, entities, cited } = context;
  const agreement = agreements(pages, context);
  const isCited = new Set(cited.map(({ page }) => page));
  return new Map(
    pages
      .filter(({ hash }) => isCited.has(hash))
      .map((page) => {
        const own = cited.filter((place) => place.page === page.hash);
        const passages = own.map(({ start, end }) => ({ text: page.text.slice(start, end) }));
        const said = agreement.get(page.hash);
        const credibility = credibilityOf(page, { entities, timeFrame, ...(said && { agreement: said }) });
        const quality = qualityOf(page, { question, timeFrame, ...(passages.length > 0 && { passages }) });
        const scored: ScoredPage = {
          credibility: credibility.score,
          quality: quality.score,
          publisher: publisherOf(page),
          why: [
            ...credibility.why.map((line) => `credibility: ${line}`),
            ...quality.why.map((line) => `quality: ${line}`),
          ],
        };
        return [page.hash, scored];
      }),
  );
}

interface Others {
  readonly agreeing: Set<string>;
  readonly disagreeing: Set<string>;
}

/** For each page the owners of other sources that say of its claims the same, or otherwise. */
function agreements(
  pages: readonly PageText[],
  { judged, sourceOf }: ScoreContext,
): ReadonlyMap<string, { readonly agreeing: number; readonly disagreeing: number }> {
  const owners = new Map(pages.map(({ hash, final_url }) => [hash, hostGroupOf(final_url)]));
  const others = new Map(
    pages.map(({ hash }): [string, Others] => [hash, { agreeing: new Set(), disagreeing: new Set() }]),
  );
  const note = (page: string, said: readonly EvidenceQuote[], kind: keyof Others) => {
    for (const { page: other } of said) {
      if (sourceOf(other) === sourceOf(page) || owners.get(other) === owners.get(page)) continue;
      others.get(page)?.[kind].add(owners.get(other) ?? other);
    }
  };
  for (const { supporting, conflicting } of judged) {
    for (const { page } of supporting) {
      note(page, supporting, 'agreeing');
      note(page, conflicting, 'disagreeing');
    }
    for (const { page } of conflicting) {
      note(page, conflicting, 'agreeing');
      note(page, supporting, 'disagreeing');
    }
  }
  return new Map(
    [...others].map(([page, { agreeing, disagreeing }]) => [
      page,
      { agreeing: agreeing.size, disagreeing: disagreeing.size },
    ]),
  );
}
