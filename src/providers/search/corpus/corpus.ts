import { setImmediate as others } from 'node:timers/promises';
import { ToolError } from '../../tools/tool-error';
import { bounds } from '../bounds';
import { earliest } from '../dates';
import type { SearchHit, SearchLog, SearchProvider, SearchQuery } from '../port';
import { isOfSite } from '../url';
import { readDocument, readDocuments, type DocumentFacts, type DocumentPlace } from './documents';
import { snippetOf } from './snippet';
import { CorpusStore, type Found, type IndexedDocument } from './store';
import { walk, type FileMark } from './walk';

/** A document of the corpus with its whole text. */
export interface CorpusPage extends DocumentFacts {
  readonly text: string;
}

/** A folder of documents that searches and page reads are answered from. */
export class Corpus implements SearchProvider {
  readonly name = 'corpus';
  readonly isLocal = true;
  private readonly store = new CorpusStore();
  private files = new Map<string, FileMark>();
  private update: Promise<void> | undefined;
  private nextLook = 0;

  /** Takes the folder, and who is told of files that cannot be read. */
  constructor(
    private readonly folder: string,
    private readonly log: SearchLog,
    private readonly waitMs: number = bounds.corpusWaitMs,
  ) {}

  costUsd(): number {
    return 0;
  }

  /**
   * Finds documents by the words of a query, as the folder is now. With a recency, documents without a date are left out;
   * a language is ignored. Throws `ToolError` while a first index takes too long, or where the folder cannot be read.
   */
  async search(query: SearchQuery, signal: AbortSignal): Promise<SearchHit[]> {
    await this.ready(signal);
    const since = query.recency && earliest(query.recency, new Date());
    const passes = ({ url, published }: IndexedDocument) =>
      (query.site === undefined || isOfSite(url, query.site)) &&
      (since === undefined || (published !== null && published >= since));
    const hits: SearchHit[] = [];
    for (const found of this.store.find(query.query, passes)) {
      signal.throwIfAborted();
      const snippet = await this.snippet(found);
      const { url, title, published, source } = found.document;
      if (snippet !== undefined)
        hits.push({ url, title, snippet, published, source, provider: this.name, rank: hits.length + 1 });
      if (hits.length >= query.count) break;
    }
    return hits;
  }

  /** The whole document of an address; undefined where the corpus has none. Throws as a search does. */
  async page(url: string, signal: AbortSignal): Promise<CorpusPage | undefined> {
    await this.ready(signal);
    const document = this.store.byAddress(url);
    const text = document && (await this.text(document));
    if (!document || text === undefined) return undefined;
    const { title, source, published } = document;
    return { url: document.url, title, source, published, text };
  }

  private async snippet({ document, terms }: Found): Promise<string | undefined> {
    const text = await this.text(document);
    return text === undefined ? undefined : snippetOf(text, terms);
  }

  /** A document's text; undefined where its file has changed since it was indexed. */
  private async text(document: IndexedDocument): Promise<string | undefined> {
    const read = async (place: DocumentPlace) => {
      const again = await readDocument(this.folder, place);
      if (again.url !== document.url) throw new Error('another document stands in its place');
      return again.text;
    };
    try {
      return await this.store.textOf(document, read);
    } catch (error) {
      this.log.warn(
        { path: document.place.path, reason: reasonOf(error) },
        'a corpus document is no longer there',
      );
      return undefined;
    }
  }

  /** Waits until the index is as the folder was a moment ago. An index that takes long goes on without its waiters. */
  private async ready(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.update && performance.now() < this.nextLook) return;
    this.update ??= this.refresh().finally(() => (this.update = undefined));
    const wait = waitFor(this.waitMs, signal);
    const outcome = await Promise.race([this.update, wait.late])
      .catch((cause: unknown) => {
        throw new ToolError('The corpus folder cannot be read.', { cause });
      })
      .finally(wait.end);
    signal.throwIfAborted();
    if (outcome === 'late') {
      const sentence = `The corpus is still being indexed (${this.store.size} documents so far); try again in a minute.`;
      throw new ToolError(sentence, { isRetryable: true });
    }
  }

  private async refresh(): Promise<void> {
    const startedAt = performance.now();
    const now = await walk(this.folder, this.log);
    const walkedMs = performance.now() - startedAt;
    const gone = [...this.files.keys()].filter((path) => !now.has(path));
    for (const path of gone) this.forget(path);
    // In order, so that of two documents with one address the same stands after each start.
    const changed = [...now].filter(([path, mark]) => this.files.get(path) !== mark).sort();
    for (const [path, mark] of changed) {
      this.forget(path);
      await this.take(path);
      // Also one that cannot be read is not tried again before it changes.
      this.files.set(path, mark);
    }
    this.nextLook = performance.now() + Math.max(bounds.corpusLookMs, walkedMs / bounds.corpusLookShare);
  }

  private forget(path: string): void {
    this.store.drop(path);
    this.files.delete(path);
  }

  private async take(path: string): Promise<void> {
    let characters = 0;
    try {
      for await (const document of readDocuments(this.folder, path, this.log)) {
        if (!this.store.add(document)) {
          this.log.warn({ path, documents: this.store.size }, 'the corpus has more than is indexed');
          return;
        }
        characters += document.text.length;
        if (characters < bounds.sliceCharacters) continue;
        characters = 0;
        await others();
      }
    } catch (error) {
      this.log.warn({ path, reason: reasonOf(error) }, 'a corpus file cannot be read and is left out');
    }
    await others();
  }
}

/** Resolves when the time is over or the signal aborts. */
function waitFor(ms: number, signal: AbortSignal): { late: Promise<'late'>; end: () => void } {
  let end: () => void = () => undefined;
  const late = new Promise<'late'>((resolve) => {
    end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve('late');
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
  return { late, end };
}

/** Why a file cannot be read, without the machine's paths that messages of the file system carry. */
function reasonOf(error: unknown): string {
  const { code, name, message } = error as { code?: unknown; name?: unknown; message?: unknown };
  if (typeof code === 'string') return code;
  return `${String(name)}: ${String(message).slice(0, 200)}`;
}
