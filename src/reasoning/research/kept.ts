import type { Place, StoredPage } from '../../contract/research';

/** A page that a search found, as the tool that searches gives it. */
export interface KeptHit {
  readonly url: string;
  readonly title: string;
  readonly snippet: string;
  /** ISO date, where the provider knows it. */
  readonly published: string | null;
  /** Publisher, else the host. */
  readonly source: string;
  /** From 1. */
  readonly rank: number;
}

/** What a step that searches keeps. */
export interface KeptSearch {
  readonly query: string;
  readonly hits: readonly KeptHit[];
  /** A sentence of each provider that did not answer, or of the search itself. */
  readonly failures: readonly string[];
}

/** What a step that chooses pages keeps: addresses, and why each. */
export interface KeptChoice {
  readonly question: string;
  readonly chosen: readonly { readonly url: string; readonly why: string }[];
  readonly shared: readonly string[];
}

/** What a step that reads a page keeps: where it stands, or why there is none. */
export interface KeptRead {
  readonly url: string;
  readonly page?: Pick<StoredPage, 'hash' | 'final_url' | 'canonical_url'>;
  readonly refused?: string;
}

/** What a step that picks passages keeps, in the shape of a text that prompts show. */
export interface KeptMaterial {
  readonly text: string;
  readonly isForeign: true;
  /** Places by the ids that the text names them by. */
  readonly passages: Readonly<Record<string, Place>>;
}
