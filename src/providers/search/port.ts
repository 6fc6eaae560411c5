/** How far back a search looks. */
export type Recency = 'day' | 'week' | 'month' | 'year';

/** What is searched for. */
export interface SearchQuery {
  readonly query: string;
  /** Hits wanted, 1 to 20. */
  readonly count: number;
  /** Language tag such as `de` or `pt-BR`; providers without such a choice ignore it. */
  readonly language?: string | undefined;
  readonly recency?: Recency | undefined;
  /** Host name; its subdomains count too. */
  readonly site?: string | undefined;
}

/** One page that a provider found. The text is of strangers, on one line each, and bounded. */
export interface SearchHit {
  readonly url: string;
  readonly title: string;
  readonly snippet: string;
  /** ISO date, such as 2026-03-04. */
  readonly published: string | null;
  /** Publisher, else the host. */
  readonly source: string;
  /** Who found it; several are separated by a comma. */
  readonly provider: string;
  /** From 1. */
  readonly rank: number;
}

/** One way to search. */
export interface SearchProvider {
  readonly name: string;
  /** It asks nobody else, so that its searches need not be kept apart. */
  readonly isLocal?: boolean;
  /** US dollars that one such query costs by the provider's published prices. */
  readonly costUsd: (query: SearchQuery) => number;
  /** The hits, best first. Throws `ToolError` with a sentence that names the provider, else the signal's reason. */
  readonly search: (query: SearchQuery, signal: AbortSignal) => Promise<SearchHit[]>;
}

/** What a provider that is reached over HTTP is made with. */
export interface RemoteOptions {
  /** Where it is, without a slash at the end; absent: its public address. */
  readonly baseUrl?: string | undefined;
  /** Longest time of one request. */
  readonly timeoutMs?: number | undefined;
}

/** What searches report oddities to. */
export interface SearchLog {
  warn(fields: object, message: string): void;
}
