import type { Behaviour, ModelCall } from './model-server';

/** What a call is for, as its prompt shows: a value by its schema's name, a text by what its system prompt says. */
export function purposeOf({ body }: ModelCall): string {
  const format = body['response_format'] as { json_schema?: { name?: string } } | undefined;
  if (format?.json_schema?.name) return format.json_schema.name;
  const system = body.messages?.find(({ role }) => role === 'system')?.content ?? '';
  const known: [string, string][] = [
    ['You do one step', 'step'],
    ['Do the task that', 'whole'],
    ['You keep the memory of a conversation', 'sum_up'],
    ['Several agents have worked', 'join'],
    ['Answer the task as well', 'draft'],
    ['Write the answer anew', 'rewrite'],
    ['Solve the task step by step', 'think'],
    ['You argue for this position', 'argue'],
    ['You have moderated', 'moderate'],
    ['Work the most promising', 'conclude'],
    ['Write a report that answers', 'report'],
    ['Write one section of a report', 'section'],
    ['Write the opening of a report', 'opening'],
  ];
  return known.find(([words]) => system.includes(words))?.[1] ?? 'other';
}

/** What the last message of the user says. */
export function askedOf({ body }: ModelCall): string {
  return body.messages?.findLast(({ role }) => role === 'user')?.content ?? '';
}

/** Text of the system prompt. */
export function systemOf({ body }: ModelCall): string {
  return body.messages?.find(({ role }) => role === 'system')?.content ?? '';
}

/** Results of tools that a call shows. */
export function toolResultsOf({ body }: ModelCall): string[] {
  return (body.messages ?? []).filter(({ role }) => role === 'tool').map(({ content }) => content);
}

/** Names of the tools that a call offers. */
export function offeredOf({ body }: ModelCall): string[] {
  const tools = (body['tools'] ?? []) as { function: { name: string } }[];
  return tools.map((tool) => tool.function.name).sort();
}

/** A model that answers by what a call is for; a purpose without a rule fails loudly. */
export function brain(
  rules: Readonly<Record<string, Behaviour | ((call: ModelCall, index: number) => Behaviour)>>,
): (call: ModelCall, index: number) => Behaviour {
  return (call, index) => {
    const purpose = purposeOf(call);
    const rule = rules[purpose];
    if (rule === undefined)
      return { error: { status: 400, body: { error: { message: `No rule for ${purpose}` } } } };
    return typeof rule === 'function' ? rule(call, index) : rule;
  };
}

/** A value as a model writes it. */
export function value(json: unknown): Behaviour {
  return { text: JSON.stringify(json) };
}

/** A step of a plan as a model writes it. */
export function planStep(
  id: string,
  needs: readonly string[] = [],
  tools: readonly string[] = [],
): { id: string; purpose: string; needs: readonly string[]; tools: readonly string[]; tier: string } {
  return { id, purpose: `Do ${id}`, needs, tools, tier: 'small' };
}
