/** Every cap of searches and of the corpus, with its reason. */
export const bounds = {
  /** One slow provider must not use up the tool's own 30 s. */
  requestMs: 12_000,
  /** Documented answers of 20 hits are well below 200 KB. */
  responseBytes: 2 * 1024 * 1024,
  /** Entries of an answer that are looked at; providers may send more than was asked. */
  entries: 100,
  urlCharacters: 2_048,
  titleCharacters: 300,
  snippetCharacters: 600,
  sourceCharacters: 100,
  /** Rank fusion: the usual constant, which keeps one first place from beating two second ones. */
  fusionConstant: 60,
  /** Least time between two looks at the corpus folder. */
  corpusLookMs: 1_000,
  /** A folder that takes long to walk is walked less often: at most this share of the time. */
  corpusLookShare: 0.1,
  /** A first index of a large corpus goes on after a search has given up on it. */
  corpusWaitMs: 25_000,
  corpusFiles: 50_000,
  corpusDocuments: 100_000,
  /** The index takes about ten bytes of memory a character. */
  corpusCharacters: 60_000_000,
  corpusDepth: 32,
  /** Larger files are skipped; a collection of documents may be larger, as it is read line by line. */
  fileBytes: 20 * 1024 * 1024,
  /** A page is made text in one go, which takes about a second for so much. */
  htmlBytes: 2 * 1024 * 1024,
  /** The time for it grows with the square of the depth; written pages stay far below. */
  htmlDepth: 500,
  collectionBytes: 1024 * 1024 * 1024,
  lineBytes: 8 * 1024 * 1024,
  frontMatterCharacters: 16 * 1024,
  /** One document is indexed in one go: this much holds others up for well below a second. */
  documentCharacters: 400_000,
  /** Books of 2,000 pages take most of it; each is read in a thread of its own. */
  pdfMs: 60_000,
  /** Text that is indexed before others get their turn. */
  sliceCharacters: 50_000,
  /** Texts of documents that were read lately, kept for snippets and page reads. */
  cachedCharacters: 8_000_000,
} as const;
