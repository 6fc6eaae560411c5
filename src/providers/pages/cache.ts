import { LRUCache } from 'lru-cache';
import { bounds } from './bounds';
import type { Page } from './port';

/** Pages that were read lately, by address; a text that several have is kept once, by its hash. */
export class PageCache {
  private readonly pages: LRUCache<string, Omit<Page, 'url' | 'text'>>;
  private readonly texts = new LRUCache<string, string>({
    maxSize: bounds.cachedCharacters,
    sizeCalculation: ({ length }) => length + 1,
  });

  /** Takes how long a page is kept, in milliseconds. */
  constructor(ageMs: number = bounds.cacheMs) {
    this.pages = new LRUCache({ max: bounds.cachedPages, ttl: ageMs });
  }

  /** The page of an address, if it is not too old. */
  get(url: string): Page | undefined {
    const facts = this.pages.get(url);
    const text = facts && this.texts.get(facts.hash);
    return facts && text !== undefined ? { url, ...facts, text } : undefined;
  }

  /** Keeps a page under the address that was asked for. */
  set({ url, text, ...facts }: Page): void {
    this.texts.set(facts.hash, text);
    this.pages.set(url, facts);
  }
}
