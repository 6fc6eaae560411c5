import type { ToolSettings } from '../../contract/tool-settings';
import type { CorpusPage } from '../search/corpus/corpus';
import { bounds } from './bounds';
import { readAllowList } from './guard/allow-list';
import { guardedAgent, type Resolve } from './guard/connector';
import type { PageReader } from './port';
import { WebPages } from './web-pages';
import type { Client } from './web/open';
import { Robots } from './web/robots';

/** What page reads need besides settings. */
export interface PagesOptions {
  /** The corpus document of an address, if there is one. */
  readonly corpusPage: (url: string, signal: AbortSignal) => Promise<CorpusPage | undefined>;
  readonly userAgent: string;
  /** How names are resolved; absent: as the system does. */
  readonly resolve?: Resolve;
  /** Longest time until a page is here, in milliseconds; absent: as `bounds` says. */
  readonly readMs?: number;
}

/** Page reads, as they are configured, and what is to be closed with them. */
export interface Pages {
  readonly reader: PageReader;
  close(): Promise<void>;
}

/** Makes the reader of pages. Throws an error with a sentence where the allow-list has an entry that cannot be read. */
export function createPages({ allow, obeyRobots }: ToolSettings['fetch'], options: PagesOptions): Pages {
  const allowed = readAllowList(allow);
  const agent = guardedAgent(
    { allowed, connectMs: bounds.connectMs, resolve: options.resolve },
    {
      headersTimeout: bounds.silenceMs,
      bodyTimeout: bounds.silenceMs,
      maxResponseSize: bounds.packedBytes,
    },
  );
  const client: Client = { agent, allowed, userAgent: options.userAgent };
  const robots = obeyRobots ? new Robots(client) : undefined;
  const { corpusPage, readMs = bounds.readMs } = options;
  const reader = new WebPages({ client, robots, corpusPage, readMs });
  return { reader, close: () => agent.destroy() };
}
