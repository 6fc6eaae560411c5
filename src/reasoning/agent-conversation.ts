/** A turn of an agent as it is kept. */
export interface KeptTurn {
  readonly text: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly args: unknown }[];
  /** What each call gave, in their order; undefined for one that left nothing. */
  readonly results: readonly (KeptResult | undefined)[];
}

/** What a tool call gave, as it is kept. */
export interface KeptResult {
  readonly ok: boolean;
  readonly text: string;
  /** Names the whole text where `text` is only its beginning. */
  readonly handle?: string;
  readonly characters: number;
  /** Whether strangers may have written it. */
  readonly isForeign: boolean;
}

/** A message of an agent's conversation; the shape of the model port's. */
export interface AgentMessage {
  readonly role: 'user' | 'assistant' | 'tool';
  readonly content: string;
  readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly args: unknown }[];
  readonly results?: readonly { readonly id: string; readonly name: string; readonly text: string }[];
}

/**
 * An agent's conversation so far: what it was asked, its turns, what its tools gave. The newest results are whole as
 * far as `tokens` reach after what the agent itself said; of others is said that they were left out. `count` gives a
 * text's tokens.
 */
export function agentConversation(
  asked: string,
  turns: readonly KeptTurn[],
  tokens: number,
  count: (text: string) => number,
  last?: string,
): AgentMessage[] {
  // What was asked, said and called is always there: a provider refuses results without their calls.
  const always = [asked, last ?? '', ...turns.flatMap(saidIn)];
  let left = always.reduce((room, text) => room - count(text), tokens);
  const later: AgentMessage[] = [];
  for (const turn of [...turns].reverse()) {
    const results = turn.calls.map(({ id, name }, index) => {
      const text = shown(turn.results[index], name);
      const cost = count(text);
      const fits = cost <= left;
      left -= fits ? cost : 0;
      return { id, name, text: fits ? text : 'Left out here: the conversation has become too long.' };
    });
    later.unshift(
      { role: 'assistant', content: turn.text, toolCalls: turn.calls },
      { role: 'tool', content: '', results },
    );
  }
  const now: AgentMessage[] = last === undefined ? [] : [{ role: 'user', content: last }];
  return [{ role: 'user', content: asked }, ...later, ...now];
}

/** What a turn takes of a conversation besides its results. */
function saidIn({ text, calls }: KeptTurn): string[] {
  return [text, ...calls.map(({ args }) => JSON.stringify(args ?? {}))];
}

/** A result as the model reads it: what strangers may have written is marked as data, and cannot end its mark. */
function shown(result: KeptResult | undefined, tool: string): string {
  if (!result) return 'The tool left no result.';
  const more = result.handle
    ? `\n[${result.characters} characters in all; read on with artifact_read, handle ${result.handle}]`
    : '';
  const text = result.isForeign ? asData(result.text, tool) : result.text;
  return (result.ok ? text : `The tool failed: ${text}`) + more;
}

/** What opens or ends a mark of four letters, in whatever width or style they are, with nothing seen between them. */
const maybeMark = /[<＜﹤]([\s\p{Cf}/／]*)((?:[^\s\p{Cf}<＜﹤>]\p{Cf}*){4})(?=(.?))/gsu;

function isMarkName(name: string, next: string): boolean {
  const read = name
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase();
  return read === 'data' && !/^[\p{L}\p{N}_]/u.test(next.normalize('NFKC'));
}

/** Marks text as data that gives no orders: nothing in it can end the mark or open another, in any spelling. */
export function asData(text: string, source: string): string {
  const safe = text.replaceAll(maybeMark, (mark, before: string, name: string, next: string) =>
    isMarkName(name, next) ? `‹${before}${name}` : mark,
  );
  return `<data source="${source.replaceAll(/["<>\s]+/g, ' ')}">\n${safe}\n</data>`;
}
