/** How a page is read. */
export type Kind = 'html' | 'pdf' | 'text';

const html = /^(text\/html|application\/xhtml\+xml)$/;
const pdf = /^application\/(x-)?pdf$/;
const text =
  /^(text\/.+|application\/(.+\+)?(json|xml)|application\/(x-)?(ndjson|yaml|toml|javascript|markdown)|application\/jsonl)$/;
/** What servers say of files that they know nothing of. */
const unsaid = /^(|application\/(octet-stream|x-download|force-download|download)|binary\/octet-stream)$/;

/** The media type of a content type, such as text/html. */
export function mediaTypeOf(contentType: string): string {
  return contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}

/** How a media type is read: undefined where it is none that can be, `unsaid` where the bytes must tell. */
export function kindOf(mediaType: string): Kind | 'unsaid' | undefined {
  if (unsaid.test(mediaType)) return 'unsaid';
  if (html.test(mediaType)) return 'html';
  if (pdf.test(mediaType)) return 'pdf';
  return text.test(mediaType) ? 'text' : undefined;
}

/** How bytes are read of which nothing is said. */
export function kindFrom(bytes: Buffer): Kind {
  const head = bytes.toString('latin1', 0, 1_024);
  if (head.includes('%PDF-')) return 'pdf';
  return /^\W*<(!doctype\s+html|html)[\s>]/i.test(head) ? 'html' : 'text';
}

/** Whether a decoded text is none, but a picture, an archive or a program. */
export function isBinary(decoded: string): boolean {
  return decoded.slice(0, 4_096).includes('\0');
}
