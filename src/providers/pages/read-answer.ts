import { ToolError } from '../tools/tool-error';
import { bounds } from './bounds';
import { decodeText } from './reading/charset';
import { firstLine, nothingSaid, plainText, type Extracted } from './reading/extracted';
import { readHtml } from './reading/html';
import { readPdf } from './reading/pdf';
import { readBody } from './web/body';
import { isBinary, kindFrom, kindOf, mediaTypeOf, type Kind } from './web/kind';
import { discard, valueOf, type Answer } from './web/open';

/** The bytes of an answer, and how they are to be read. */
export interface Received {
  readonly kind: Kind;
  readonly contentType: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

const mostBytes = {
  html: bounds.htmlBytes,
  pdf: bounds.pdfBytes,
  text: bounds.textBytes,
  unsaid: bounds.pdfBytes,
};

/** Reads the body of an answer as far as its kind allows. Throws `ToolError` for kinds that are no text. */
export async function receive({ url, headers, body }: Answer): Promise<Received> {
  const contentType = valueOf(headers['content-type']);
  const mediaType = mediaTypeOf(contentType);
  const said = kindOf(mediaType);
  if (said === undefined) {
    discard(body);
    throw notText(url, mediaType);
  }
  const { bytes, isCut } = await readBody(body, valueOf(headers['content-encoding']), mostBytes[said]);
  const kind = said === 'unsaid' ? kindFrom(bytes) : said;
  if (kind === 'pdf' && isCut)
    throw new ToolError(`The PDF is larger than ${bounds.pdfBytes / 1024 / 1024} MB, which is not read.`);
  const most = mostBytes[kind];
  const usual = kind === 'html' ? 'text/html' : kind === 'pdf' ? 'application/pdf' : 'text/plain';
  return {
    kind,
    contentType,
    mediaType: said === 'unsaid' ? usual : mediaType,
    bytes: bytes.subarray(0, most),
    isCut: isCut || bytes.length > most,
  };
}

/** Makes text of what was received. Throws `ToolError` for bytes that are no text, `ReadingFailed`, or the signal's reason. */
export async function extract(received: Received, url: URL, signal: AbortSignal): Promise<Extracted> {
  const { kind, contentType, mediaType, bytes } = received;
  if (kind === 'pdf') return readPdf(new Uint8Array(bytes), bounds.pdfMs, signal);
  const decoded = decodeText(bytes, contentType);
  if (isBinary(decoded)) throw notText(url, mediaType);
  const read = kind === 'html' ? await readHtml(decoded, url, signal) : readText(decoded, mediaType);
  return { ...read, isCut: read.isCut || received.isCut };
}

function readText(decoded: string, mediaType: string): Extracted {
  const heading = /markdown/.test(mediaType) ? /^#{1,2}[ \t]+(\S.*)$/m.exec(decoded)?.[1] : null;
  return { ...nothingSaid, title: firstLine(bounds.titleCharacters, heading), ...plainText(decoded) };
}

function notText(url: URL, mediaType: string): ToolError {
  const kind = firstLine(100, mediaType) ?? 'of no known kind';
  const readable = 'web pages, PDF, plain text, Markdown, JSON and XML are';
  return new ToolError(`What is at ${url.href} is ${kind}, and no text that can be read; ${readable}.`);
}
