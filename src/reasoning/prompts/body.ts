import type { Revised } from '../../contract/review';
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

/** What a reviewer wants changed in a plan, where one has seen it. */
export function revision(revised: Revised | undefined): string | undefined {
  if (!revised) return undefined;
  const said = revised.feedback.map((text) => `- ${text}`).join('\n');
  return `The plan so far:\n${revised.plan}\n\nA person has reviewed it, the last word last:\n${said}\nMake the plan anew as that person wants it; what nobody spoke of stays.`;
}
