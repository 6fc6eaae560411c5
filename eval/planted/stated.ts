/** A sentence that is known to state one thing of one subject. */
export interface Stated {
  /** Subject and field. */
  readonly key: string;
  /** The value in its first writing, by which values are told apart. */
  readonly value: string;
  readonly text: string;
}

/** The name of what can be said of a subject. */
export function keyOf(subject: string, field: string): string {
  return `${subject}|${field}`;
}

/** A sentence from its template; its first letter is a capital one. */
export function say(template: string, subject: string, value = ''): string {
  const text = template.replaceAll('{s}', subject).replaceAll('{x}', value);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
