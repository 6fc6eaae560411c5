import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPages } from '../../src/providers/pages/create-pages';
import type { PageReader } from '../../src/providers/pages/port';
import { createSearch } from '../../src/providers/search/create-search';
import type { Tool } from '../../src/providers/tools/port';
import { webFetch } from '../../src/providers/tools/web/web-fetch';

/** A document of a corpus: what it says of itself, and its text. */
export interface CorpusDocument {
  readonly url: string;
  readonly title: string;
  readonly source?: string;
  readonly published?: string;
  readonly text: string;
}

/** A web that is a corpus of the test's own, and pages on loopback: its tools, and what reads its pages. */
export interface CorpusWeb {
  /** Where its documents are. */
  readonly folder: string;
  readonly tools: readonly Tool[];
  readonly pages: PageReader;
  close(): Promise<void>;
}

const none = { serperKey: undefined, tavilyKey: undefined, braveKey: undefined, exaKey: undefined };

/** Writes the documents down and makes the real tools over them: `web_search` and `web_fetch`. */
export function openCorpusWeb(documents: readonly CorpusDocument[]): CorpusWeb {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-web-'));
  writeFileSync(
    join(folder, 'documents.jsonl'),
    documents.map((document) => JSON.stringify(document)).join('\n'),
  );
  const search = { ...none, searxngUrl: undefined, keyless: false };
  const found = createSearch({ search, corpus: folder }, { log: { warn: () => undefined } });
  const pages = createPages(
    { allow: ['127.0.0.1'], obeyRobots: false },
    { corpusPage: found.corpusPage, userAgent: 'Holdfast/test' },
  );
  return {
    folder,
    tools: [...(found.tool ? [found.tool] : []), webFetch(pages.reader)],
    pages: pages.reader,
    close: async () => {
      await pages.close();
      rmSync(folder, { recursive: true });
    },
  };
}
