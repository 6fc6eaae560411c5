import { z } from 'zod';
import { bounds } from '../bounds';

/** What a page's JSON-LD says of the page, in the words of schema.org. */
export interface LinkedFacts {
  readonly title?: unknown;
  readonly published?: unknown;
  readonly language?: unknown;
  readonly authors: readonly string[];
  readonly publisher: string | undefined;
  readonly isFree: boolean;
}

const Node = z.record(z.string(), z.unknown());
type Node = z.infer<typeof Node>;

const written = /(Article|Posting|Report|Thesis|Chapter|Book|Review|Dataset)$/;
const page = /Page$/;
const mostNodes = 500;

/** Reads the JSON-LD texts of a page; undefined where none tells of a written work or a page. Never throws. */
export function readLinkedData(texts: readonly string[]): LinkedFacts | undefined {
  const nodes = texts.flatMap((text) => nodesOf(parsed(text), 0)).slice(0, mostNodes);
  const isOf = (pattern: RegExp) => (node: Node) =>
    listOf(node['@type']).some((type) => typeof type === 'string' && pattern.test(type));
  const work = nodes.find(isOf(written)) ?? nodes.find(isOf(page));
  if (!work) return undefined;
  const byId = new Map(nodes.map((node) => [node['@id'], node]));
  const names = (value: unknown) => listOf(value).flatMap((entry) => nameOf(entry, byId) ?? []);
  return {
    title: work['headline'] ?? work['name'],
    published: work['datePublished'],
    language: work['inLanguage'],
    authors: names(work['author']).slice(0, bounds.authors),
    publisher: names(work['publisher'])[0],
    isFree: !/^false$/i.test(String(work['isAccessibleForFree'])),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Pages are full of it; what else they say is as good.
    return undefined;
  }
}

function nodesOf(value: unknown, depth: number): Node[] {
  if (depth > 3) return [];
  return listOf(value).flatMap((entry) => {
    const node = Node.safeParse(entry);
    if (!node.success) return [];
    return [node.data, ...nodesOf(node.data['@graph'] ?? node.data['mainEntity'] ?? [], depth + 1)];
  });
}

/** A name, or that of a node, which may stand elsewhere under its id. */
function nameOf(value: unknown, byId: ReadonlyMap<unknown, Node>): string | undefined {
  if (typeof value === 'string') return /^https?:/i.test(value) ? undefined : value;
  const node = Node.safeParse(value);
  if (!node.success) return undefined;
  const name = node.data['name'] ?? byId.get(node.data['@id'])?.['name'];
  return typeof name === 'string' ? name : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
