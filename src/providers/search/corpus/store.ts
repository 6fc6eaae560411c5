import { LRUCache } from 'lru-cache';
import MiniSearch from 'minisearch';
import { normaliseUrl } from '../../../text/normalise-url';
import { isDenseTerm, tokenize } from '../../../text/tokens';
import { bounds } from '../bounds';
import type { CorpusDocument, DocumentFacts, DocumentPlace } from './documents';

/** A document as the index knows it. */
export interface IndexedDocument extends DocumentFacts {
  readonly id: number;
  readonly characters: number;
  readonly place: DocumentPlace;
}

/** A document that was found, and its terms that the query met. */
export interface Found {
  readonly document: IndexedDocument;
  readonly terms: readonly string[];
}

/** What is known of all documents: an index of their words (BM25), their facts and places, not their texts. */
export class CorpusStore {
  private readonly documents = new Map<number, IndexedDocument>();
  private readonly ofFile = new Map<string, number[]>();
  /** By what addresses of one page have in common; the first document with an address answers to it. */
  private readonly byUrl = new Map<string, Set<number>>();
  private nextId = 1;
  private characters = 0;
  private readonly texts = new LRUCache<number, string>({
    maxSize: bounds.cachedCharacters,
    sizeCalculation: ({ length }) => length + 1,
  });
  private readonly index = new MiniSearch<{ id: number; title: string; text: string }>({
    fields: ['title', 'text'],
    storeFields: [],
    tokenize,
    // Terms are folded already.
    processTerm: (term) => term,
    searchOptions: {
      boost: { title: 2.5 },
      // A plural or an ending is found by its stem; pairs of dense scripts are whole as they are.
      prefix: (term) => term.length >= 4 && !isDenseTerm(term),
    },
  });

  get size(): number {
    return this.documents.size;
  }

  /** Adds a document of a file. Returns false when the index is full. */
  add({ text, ...rest }: CorpusDocument): boolean {
    const characters = text.length;
    if (this.documents.size >= bounds.corpusDocuments) return false;
    if (this.characters + characters > bounds.corpusCharacters) return false;
    this.characters += characters;
    const document: IndexedDocument = { ...rest, id: this.nextId++, characters };
    const { id, url, title, place } = document;
    this.documents.set(id, document);
    this.index.add({ id, title, text });
    listIn(this.ofFile, place.path, () => []).push(id);
    listIn(this.byUrl, normaliseUrl(url), () => new Set<number>()).add(id);
    return true;
  }

  /** Forgets all documents of a file. */
  drop(path: string): void {
    for (const id of this.ofFile.get(path) ?? []) {
      const document = this.documents.get(id);
      const key = normaliseUrl(document?.url ?? '');
      this.characters -= document?.characters ?? 0;
      const same = this.byUrl.get(key);
      same?.delete(id);
      if (same?.size === 0) this.byUrl.delete(key);
      this.documents.delete(id);
      this.texts.delete(id);
      this.index.discard(id);
    }
    this.ofFile.delete(path);
  }

  /** The documents that a query meets and that pass, best first. */
  *find(query: string, passes: (document: IndexedDocument) => boolean): Generator<Found> {
    for (const { id, terms } of this.index.search(query)) {
      const document = this.documents.get(id as number);
      if (document && passes(document)) yield { document, terms };
    }
  }

  /** The document of an address. */
  byAddress(url: string): IndexedDocument | undefined {
    const [id] = this.byUrl.get(normaliseUrl(url)) ?? [];
    return id === undefined ? undefined : this.documents.get(id);
  }

  /** A document's text, from memory where it was read lately. Throws what `read` throws. */
  async textOf(
    { id, place }: IndexedDocument,
    read: (place: DocumentPlace) => Promise<string>,
  ): Promise<string> {
    const known = this.texts.get(id);
    if (known !== undefined) return known;
    const text = await read(place);
    if (this.documents.has(id)) this.texts.set(id, text);
    return text;
  }
}

function listIn<K, V>(map: Map<K, V>, key: K, fresh: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const value = fresh();
  map.set(key, value);
  return value;
}
