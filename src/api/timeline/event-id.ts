import { createHash } from 'node:crypto';

/** A UUID (version 5) that is always the same for a name within a space, such as an event's number within its run. */
export function eventId(space: string, name: string | number): string {
  const hex = createHash('sha1').update(`${space} ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
