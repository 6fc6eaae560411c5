import { pipeline, type Readable, type Transform } from 'node:stream';
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ToolError } from '../../tools/tool-error';
import { bounds } from '../bounds';
import { discard } from './open';

/** The start of a body, unpacked. */
export interface Body {
  readonly bytes: Buffer;
  /** Whether there is more of it. */
  readonly isCut: boolean;
}

/** As browsers do: what was received of a body that breaks off is read. */
const lenient = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };

/**
 * Reads at most so many bytes of a body, counted after it is unpacked, and stops unpacking there: a few packed bytes can
 * hold thousands of millions. Throws `ToolError` for a packing that is not known, else what the stream fails with.
 */
export async function readBody(body: Readable, encoding: string, most: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let room = most;
  try {
    for await (const chunk of unpacked(body, encoding) as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, room));
      room -= chunk.length;
      if (room < 0) break;
    }
  } finally {
    discard(body);
  }
  return { bytes: Buffer.concat(chunks), isCut: room < 0 };
}

function unpacked(body: Readable, encoding: string): Readable {
  const names = encoding.toLowerCase().split(',');
  const packings = names.map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  if (packings.length > bounds.encodings) throw new ToolError('The page is packed too many times.');
  if (packings.length === 0) return body;
  const stages = packings.reverse().map(unpackerOf);
  // Whoever reads the last stage gets the error, and leaving it ends the others.
  return pipeline([body, ...stages], () => undefined) as unknown as Readable;
}

function unpackerOf(packing: string): Transform {
  if (packing === 'gzip' || packing === 'x-gzip') return createGunzip(lenient);
  if (packing === 'deflate') return createInflate(lenient);
  if (packing === 'br') return createBrotliDecompress();
  throw new ToolError(`The page is packed as ${JSON.stringify(packing.slice(0, 20))}, which is not known.`);
}
