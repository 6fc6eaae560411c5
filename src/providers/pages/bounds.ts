/** Every cap of page reads, with its reason. */
export const bounds = {
  /** From the first request to the last byte, all redirects and robots.txt included; the tool's own limit is above. */
  readMs: 30_000,
  connectMs: 10_000,
  /** A server that is silent for so long will not answer a reader in time. */
  silenceMs: 15_000,
  robotsMs: 8_000,
  /** Browsers follow twenty; pages that are worth reading need one to three. */
  redirects: 8,
  /** What a page may have after it is unpacked: reports in PDF reach this, pages of text do not. */
  pdfBytes: 20 * 1024 * 1024,
  textBytes: 4 * 1024 * 1024,
  /** To read more takes seconds; what is behind is cut, and said. */
  htmlBytes: 2 * 1024 * 1024,
  /** What the standard asks crawlers to read at least. */
  robotsBytes: 512 * 1024,
  /** Packed, for bodies that unpack into nothing and so never reach the other caps. */
  packedBytes: 24 * 1024 * 1024,
  encodings: 2,
  /** Reading one document in its thread; a page that takes longer is read again in a simpler way. */
  htmlMs: 8_000,
  pdfMs: 20_000,
  pdfPages: 2_000,
  /** As much as a document of the corpus has at most. */
  textCharacters: 400_000,
  titleCharacters: 300,
  nameCharacters: 200,
  authors: 10,
  /** A page is the same for so long that a model that reads on does not fetch again; news are not older. */
  cacheMs: 10 * 60_000,
  cachedPages: 1_000,
  cachedCharacters: 8_000_000,
  robotsCacheMs: 60 * 60_000,
  robotsRetryMs: 60_000,
  robotsCached: 1_000,
} as const;
