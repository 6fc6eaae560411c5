/** Where the head of a document says how it is encoded; the standard looks at the first 1,024 bytes, pages are laxer. */
const headBytes = 4_096;

/**
 * Decodes a text by, in this order: its byte order mark, the charset of its content type, what its own head declares
 * (HTML or XML), UTF-8 where it is valid, and Windows-1252, which can be read from any bytes. What is said and cannot be
 * true is passed over: UTF-8 of bytes that are none, an encoding of one byte a character of bytes that are UTF-8. Never
 * throws.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const mark = markOf(bytes);
  if (mark !== undefined) return decode(bytes, mark);
  const isUtf8 = decodesAsUtf8(bytes);
  const said = [charsetOf(contentType), declared(bytes)].map(known).find((label) => {
    if (label === undefined) return false;
    return label === 'utf-8' ? isUtf8 || isMostlyUtf8(bytes) : !(isUtf8 && oneByte.test(label));
  });
  return decode(bytes, said ?? (isUtf8 ? 'utf-8' : 'windows-1252'));
}

/** Encodings of one byte a character: what is written in them is next to never valid UTF-8, if it is more than ASCII. */
const oneByte = /^(?:windows-\d+|iso-8859-\d+|koi8-[ru]|macintosh)/;

function decodesAsUtf8(bytes: Uint8Array): boolean {
  try {
    // As a part of a stream, since a text that was cut may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether bytes hold more characters of UTF-8 beyond ASCII than bytes that are none: a text with a few broken places. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  let [good, broken] = [0, 0];
  for (const character of decode(bytes, 'utf-8').match(/[^\0-\x7f]/gu) ?? []) {
    if (character === '\ufffd') broken += 1;
    else good += 1;
  }
  return good >= broken;
}

function decode(bytes: Uint8Array, label: string): string {
  return new TextDecoder(label).decode(bytes, { stream: true });
}

function markOf(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1];
}

function declared(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headBytes)).toString(
    'latin1',
  );
  const label =
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  // What could be read so far is no UTF-16.
  return label !== undefined && /^utf-?16/i.test(label) ? 'utf-8' : label;
}

/** The label, if there is such an encoding. */
function known(label: string | undefined): string | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
