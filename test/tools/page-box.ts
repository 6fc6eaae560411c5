import { createSearch } from '../../src/providers/search/create-search';
import { createPages, type PagesOptions } from '../../src/providers/pages/create-pages';
import { createToolBox } from '../../src/providers/tools/box';
import { webFetch } from '../../src/providers/tools/web/web-fetch';
import type { ToolOutcome } from '../../src/contract/tools';

/** What a page read of a test is made with, where it differs from reading loopback only. */
export interface PageBoxOptions {
  readonly allow?: readonly string[];
  readonly obeyRobots?: boolean;
  readonly resolve?: PagesOptions['resolve'];
  readonly readMs?: number;
  readonly corpus?: string;
}

/** The tool `web_fetch` in a box of its own. */
export interface PageBox {
  call(url: string, more?: object, signal?: AbortSignal): Promise<ToolOutcome>;
  /** The output of a call that worked; throws with its sentence else. */
  output(url: string, more?: object): Promise<Record<string, unknown> & { text: string }>;
  /** What broke down in a way that no caller can act on. */
  readonly defects: object[];
  close(): Promise<void>;
}

const none = { serperKey: undefined, tavilyKey: undefined, braveKey: undefined, exaKey: undefined };

/** Makes a box that may read loopback addresses, unless told otherwise. */
export function pageBox(options: PageBoxOptions = {}): PageBox {
  const { allow = ['127.0.0.1'], obeyRobots = false, resolve, readMs, corpus } = options;
  const search = { ...none, searxngUrl: undefined, keyless: false };
  const { corpusPage } = createSearch({ search, corpus }, { log: { warn: () => undefined } });
  const pages = createPages(
    { allow, obeyRobots },
    {
      corpusPage,
      userAgent: 'Holdfast/1.2.3',
      ...(resolve && { resolve }),
      ...(readMs !== undefined && { readMs }),
    },
  );
  const defects: object[] = [];
  const box = createToolBox([{ list: () => [webFetch(pages.reader)] }], {
    error: (fields) => defects.push(fields),
  });
  let calls = 0;
  const call = (url: string, more: object = {}, signal = new AbortController().signal) =>
    // A session each, since calls of one are kept apart in time.
    box.call(
      'web_fetch',
      { url, ...more },
      { tenant: 't', sessionId: `s${(calls += 1)}`, signal, callKey: 'k' },
    );
  return {
    call,
    output: async (url, more) => {
      const outcome = await call(url, more);
      if (!outcome.ok) throw new Error(outcome.error);
      return outcome.output as Record<string, unknown> & { text: string };
    },
    defects,
    close: () => pages.close(),
  };
}
