import { createHash } from 'node:crypto';
import { encodeTime } from 'ulid';

/** Crockford's alphabet, in which a ULID is written. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomCharacters = 16;

/**
 * Id of the task that a firing of a schedule is: a ULID of the time for which it was due, and in the place of chance the
 * schedule's id. The same firing is the same task, however often it is made.
 */
export function runTaskId(scheduleId: string, firedAt: Date): string {
  const hash = createHash('sha256').update(`${scheduleId} ${firedAt.toISOString()}`).digest();
  // Five bits of each byte: sixteen characters hold the eighty bits that a ULID has for chance.
  const place = [...hash.subarray(0, randomCharacters)].map((byte) => alphabet[byte % alphabet.length]);
  return `task_${encodeTime(firedAt.getTime())}${place.join('')}`;
}
