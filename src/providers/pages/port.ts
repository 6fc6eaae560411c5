/** A page as it was read. All of it but the addresses, the hash and the times is text of strangers. */
export interface Page {
  /** The address that was asked for. */
  readonly url: string;
  /** Where redirects led. */
  readonly finalUrl: string;
  /** The address that the page gives itself; other than the two above it is a claim of strangers. */
  readonly canonicalUrl: string | null;
  /** HTTP status; null for a document of the corpus. */
  readonly status: number | null;
  readonly title: string;
  /** Who publishes it, else its host. */
  readonly publisher: string;
  readonly author: string | null;
  /** ISO date, such as 2026-03-04. */
  readonly published: string | null;
  /** Language tag, such as de or pt-BR. */
  readonly language: string | null;
  /** Media type, such as text/html. */
  readonly contentType: string;
  /** Markdown for web pages, else as it was written. */
  readonly text: string;
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  readonly hash: string;
  /** ISO time. */
  readonly retrievedAt: string;
  /** Whether the text ends before the page does. */
  readonly isCut: boolean;
  /** Whether the page says that it is not free to read: the text may be its beginning only. */
  readonly isPaywalled: boolean;
}

/** Whatever reads pages. */
export interface PageReader {
  /** The page of an address. Throws `ToolError` with a sentence, else the signal's reason. */
  read(url: string, options: { readonly signal: AbortSignal }): Promise<Page>;
}
