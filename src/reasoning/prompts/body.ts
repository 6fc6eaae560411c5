/** What a model is told to do, and what it is given. */
export interface Body {
  readonly instruction: string;
  readonly request: string;
}

/** Puts what there is of a prompt's parts under each other. */
export function joined(...parts: readonly (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join('\n\n');
}

/** A list under its head; nothing where it is empty. */
export function listed(head: string, items: readonly string[]): string {
  return items.length > 0 ? `${head}\n${items.map((item) => `- ${item}`).join('\n')}` : '';
}
