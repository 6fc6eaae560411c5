import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { readPdf } from '../../pages/reading/pdf';
import { bounds } from '../bounds';
import { isoDate } from '../dates';
import type { SearchLog } from '../port';
import { plainLine } from '../text';
import { hostOf, webUrl } from '../url';
import { readHtml, type Extracted } from './page-text';

/** A document of the corpus without its text. */
export interface DocumentFacts {
  readonly url: string;
  readonly title: string;
  readonly source: string;
  readonly published: string | null;
}

/** Where a document's text is read again. */
export interface DocumentPlace {
  /** Relative to the corpus folder. */
  readonly path: string;
  /** The document's line, in a file of many, with its place in bytes; absent: the whole file. */
  readonly line?: { readonly number: number; readonly start: number; readonly bytes: number };
}

/** A document as it was read. */
export interface CorpusDocument extends DocumentFacts {
  readonly text: string;
  readonly place: DocumentPlace;
}

const Fields = z.looseObject({
  url: z.unknown().optional(),
  title: z.unknown().optional(),
  source: z.unknown().optional(),
  published: z.unknown().optional(),
  text: z.string().optional(),
});

/**
 * Reads the documents of a file, in order. A line of a collection that is malformed is left out, and logged once a file;
 * throws where the file as a whole cannot be read.
 */
export async function* readDocuments(
  folder: string,
  path: string,
  log: SearchLog,
): AsyncGenerator<CorpusDocument> {
  if (isCollection(path)) yield* collectionOf(folder, path, log);
  else yield await wholeFile(folder, path);
}

/** Reads one document again. Throws where its file has changed so that it is no longer there. */
export async function readDocument(folder: string, place: DocumentPlace): Promise<CorpusDocument> {
  const { path, line } = place;
  if (!line) return wholeFile(folder, path);
  const file = await open(join(folder, path));
  try {
    const buffer = Buffer.alloc(line.bytes);
    const { bytesRead } = await file.read(buffer, 0, line.bytes, line.start);
    return fromLine(buffer.toString('utf8', 0, bytesRead), place);
  } finally {
    await file.close();
  }
}

function isCollection(path: string): boolean {
  return /\.(jsonl|ndjson)$/i.test(path);
}

async function wholeFile(folder: string, path: string): Promise<CorpusDocument> {
  const file = join(folder, path);
  const kind = extname(path).toLowerCase();
  const isHtml = kind === '.html' || kind === '.htm';
  const { size } = await stat(file);
  if (size > (isHtml ? bounds.htmlBytes : bounds.fileBytes)) throw new Error(`too large: ${size} bytes`);
  const bytes = await readFile(file);
  if (kind === '.pdf') return documentOf(await readPdf(new Uint8Array(bytes), bounds.pdfMs), { path });
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (isHtml) return documentOf(await readHtml(text), { path });
  return documentOf(kind === '.txt' ? { text } : readMarkdown(text), { path });
}

/** Splits a YAML front matter off a markdown text. Throws where it is malformed. */
function readMarkdown(whole: string): Extracted {
  const match = /^---[ \t]*\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(
    whole.slice(0, bounds.frontMatterCharacters),
  );
  const front: unknown = match ? parseYaml(match[1] ?? '') : null;
  // Prose between two rules is no front matter.
  const text = match && typeof front !== 'string' ? whole.slice(match[0].length) : whole;
  const fields = Fields.parse(typeof front === 'string' ? {} : (front ?? {}));
  const heading = /^#{1,2}[ \t]+(\S.*)$/m.exec(text.slice(0, bounds.frontMatterCharacters))?.[1];
  return { ...fields, title: fields.title ?? heading, text };
}

async function* collectionOf(folder: string, path: string, log: SearchLog): AsyncGenerator<CorpusDocument> {
  const { size } = await stat(join(folder, path));
  if (size > bounds.collectionBytes) throw new Error(`too large: ${size} bytes`);
  let malformed = 0;
  for await (const { text, ...line } of linesOf(join(folder, path))) {
    if (text !== undefined && text.trim() === '') continue;
    try {
      if (text === undefined) throw new Error('too long a line');
      yield fromLine(text, { path, line });
    } catch {
      malformed += 1;
    }
  }
  if (malformed > 0)
    log.warn({ path, lines: malformed }, 'lines of a corpus file are malformed and left out');
}

function fromLine(line: string, place: DocumentPlace): CorpusDocument {
  const { text, ...fields } = Fields.parse(JSON.parse(line.replace(/^\ufeff/, '')));
  if (text === undefined) throw new Error('no text');
  return documentOf({ ...fields, text }, place);
}

/** Lines with their places in bytes; the text of one that is too long is missing. */
async function* linesOf(
  file: string,
): AsyncGenerator<{ text: string | undefined; number: number; start: number; bytes: number }> {
  let [number, start, bytes, parts] = [1, 0, 0, [] as Buffer[]];
  const line = () => ({
    text: bytes > bounds.lineBytes ? undefined : Buffer.concat(parts).toString('utf8'),
    number,
    start,
    bytes,
  });
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      if (bytes <= bounds.lineBytes) parts.push(chunk.subarray(from, end));
      bytes += end - from;
      yield line();
      number += 1;
      start += bytes + 1;
      [from, bytes, parts] = [end + 1, 0, []];
    }
    if (bytes <= bounds.lineBytes) parts.push(chunk.subarray(from));
    bytes += chunk.length - from;
  }
  if (bytes > 0) yield line();
}

function documentOf(read: Extracted, place: DocumentPlace): CorpusDocument {
  const url = addressOf(read.url) ?? corpusUrl(place);
  const name = basename(place.path, extname(place.path));
  return {
    url,
    title: plainLine(textOf(read.title), bounds.titleCharacters) || name,
    source: plainLine(textOf(read.source), bounds.sourceCharacters) || hostOf(url) || 'corpus',
    published: isoDate(textOf(read.published), new Date()),
    text: read.text.slice(0, bounds.documentCharacters).toWellFormed(),
    place,
  };
}

function addressOf(url: unknown): string | undefined {
  if (typeof url !== 'string' || url.length > bounds.urlCharacters) return undefined;
  if (url.startsWith('corpus:///')) return url;
  return webUrl(url) ? url : undefined;
}

/** The address of a document that has none: its path, and in a file of many its line. */
function corpusUrl({ path, line }: DocumentPlace): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `corpus:///${encoded}${line ? `#line-${line.number}` : ''}`;
}

/** Titles and dates that YAML or JSON give as numbers are meant as text. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
