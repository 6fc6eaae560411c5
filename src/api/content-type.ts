import { extname } from 'node:path';

/** The types that clients of the reference get by a file's ending, and those of usual binary files. */
const byEnding: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.json': 'application/json',
  '.yaml': 'text/yaml',
  '.yml': 'text/yaml',
  '.txt': 'text/plain',
  '.log': 'text/plain',
  '.csv': 'text/csv',
  '.py': 'text/x-python',
  '.go': 'text/x-go',
  '.rs': 'text/x-rust',
  '.js': 'text/javascript',
  '.ts': 'text/typescript',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.css': 'text/css',
  '.xml': 'text/xml',
  '.sh': 'text/x-shellscript',
  '.toml': 'text/toml',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.gz': 'application/gzip',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * The content type of a file, such as `text/csv`: by its ending, and where that says nothing by whether it is text.
 * What is called text and is none is `application/octet-stream`.
 */
export function contentTypeOf(path: string, isText: boolean): string {
  const ending = extname(path).toLowerCase();
  const named = Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined;
  if (named === undefined) return isText ? 'text/plain' : 'application/octet-stream';
  return isTextType(named) && !isText ? 'application/octet-stream' : named;
}

/** Whether a file of this type travels as text; all others travel as base64 (reference, section 7). */
export function isTextType(contentType: string): boolean {
  return contentType.startsWith('text/') || /^application\/(json|xml)$/.test(contentType);
}
