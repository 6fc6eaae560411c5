/** Who paused or resumed a schedule, when and why, in one text: the engine keeps it with the pause itself. */
export interface PauseNote {
  /** RFC 3339; null where the engine was told by others than the API. */
  readonly at: string | null;
  readonly reason: string | null;
}

/** Writes the note, for people who look into the engine too: the first line is ours, the rest is the reason. */
export function writePauseNote(isPaused: boolean, by: string, reason: string): string {
  const first = `${isPaused ? 'Paused' : 'Resumed'} at ${new Date().toISOString()} by ${by.replace(/\s+/g, ' ')}`;
  return reason === '' ? first : `${first}\n${reason}`;
}

/** Reads the note of a pause; a note in other words is its reason. */
export function readPauseNote(note: string): PauseNote {
  const [first = '', ...rest] = note.split('\n');
  const at = /^Paused at (\d{4}-\d\d-\d\dT[\d:.]+Z) by /.exec(first)?.[1];
  if (at === undefined) return { at: null, reason: note || null };
  return { at, reason: rest.join('\n') || null };
}
