import { z } from 'zod';
import { bounds } from '../bounds';
import { firstDate, firstLanguage, firstLine, nothingSaid, plainText, type Extracted } from './extracted';
import { readInThread } from './threads';

const Gathered = z.object({
  title: z.string().nullable(),
  author: z.string().nullable(),
  created: z.string().nullable(),
  language: z.string().nullable(),
  text: z.string(),
  isCut: z.boolean(),
});

/**
 * Reads a PDF's text and what it says of itself; its date is the day it was made. Throws `ReadingFailed` where it is none, is
 * protected, or takes longer than `timeoutMs`, else the signal's reason.
 */
export async function readPdf(
  bytes: Uint8Array,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Extracted> {
  const { pdfPages: mostPages, textCharacters: mostCharacters } = bounds;
  const answer = await readInThread({ kind: 'pdf', bytes, mostPages, mostCharacters }, timeoutMs, signal);
  const gathered = Gathered.parse(answer);
  const plain = plainText(gathered.text);
  return {
    ...nothingSaid,
    title: firstLine(bounds.titleCharacters, gathered.title),
    author: firstLine(bounds.nameCharacters, gathered.author),
    published: firstDate(gathered.created),
    language: firstLanguage(gathered.language),
    text: plain.text,
    isCut: gathered.isCut || plain.isCut,
  };
}
