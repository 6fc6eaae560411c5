/** One message that a model reads; the same shape as the model port's. */
export interface ConversationMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** An earlier turn of a session. */
export interface Turn {
  readonly query: string;
  readonly result: string;
}

/** What a SIMPLE task asks its model. */
export interface ConversationParts {
  /** Earlier turns of the session, newest first. */
  readonly turns: readonly Turn[];
  /** Messages that the client brought itself, oldest first; they stand after the session's. */
  readonly brought: readonly ConversationMessage[];
  readonly query: string;
  /** What was wrong with an earlier answer, where it is asked again. */
  readonly repair?: { readonly answer: string; readonly reason: string };
}

/**
 * Puts the messages of a call together: as many of the newest earlier messages as fit into `tokens`, whole turns
 * only for the session's own, then the question. `count` gives a text's tokens. What was brought and had to be cut
 * begins with a question: many models refuse a conversation that begins with an answer.
 */
export function buildConversation(
  parts: ConversationParts,
  most: { readonly messages: number; readonly tokens: number },
  count: (text: string) => number,
): ConversationMessage[] {
  const earlier: ConversationMessage[] = [];
  let tokensLeft = most.tokens;
  const take = (messages: readonly ConversationMessage[]): boolean => {
    const tokens = messages.reduce((sum, message) => sum + count(message.content), 0);
    if (tokens > tokensLeft || earlier.length + messages.length > most.messages) return false;
    tokensLeft -= tokens;
    earlier.unshift(...messages);
    return true;
  };
  const broughtFits = [...parts.brought].reverse().every((message) => take([message]));
  if (!broughtFits) {
    const first = earlier.findIndex(({ role }) => role === 'user');
    earlier.splice(0, first < 0 ? earlier.length : first);
  } else {
    parts.turns.every((turn) =>
      take([
        { role: 'user', content: turn.query },
        { role: 'assistant', content: turn.result },
      ]),
    );
  }
  return [...earlier, { role: 'user', content: parts.query }, ...repairMessages(parts.repair)];
}

function repairMessages(repair: ConversationParts['repair']): ConversationMessage[] {
  if (!repair) return [];
  const again: ConversationMessage = {
    role: 'user',
    content: `That answer cannot be used: ${repair.reason} Answer the question again, and mend exactly that.`,
  };
  return repair.answer.trim() === '' ? [again] : [{ role: 'assistant', content: repair.answer }, again];
}
