import { limits } from '../contract/limits';
import { ModelTier } from '../contract/mode';
import type { RecallRoom } from '../reasoning/recall';
import type { TaskRow } from '../store';
import type { ActivityDeps } from './deps';
import { chooseTargets } from './stream-answer';

/** Room for the earlier turns of a session in the window of a task's models. */
export interface Room extends RecallRoom {
  /** Its models are too weak to sum anything up. */
  readonly isWeak: boolean;
}

/**
 * The room that earlier turns have in each of the models that a task may ask first: what its calls give them, less what
 * the client brought itself. Throws the failure of a choice of models that cannot be served.
 */
export async function recallRoom(deps: ActivityDeps, row: TaskRow): Promise<Room> {
  const { settings, query } = row;
  const count = (text: string) => deps.models.countTokens(text);
  const brought = settings.conversation.reduce((sum, { content }) => sum + count(content), 0);
  const isOneCall = row.mode === 'EXECUTION_MODE_SIMPLE';
  const tiers = isOneCall ? [undefined] : ModelTier.options;
  const chains = await Promise.all(tiers.map((tier) => chooseTargets(deps, settings, tier)));
  const firsts = chains.flatMap((chain) => chain.slice(0, 1));
  const rooms = firsts.map(({ contextWindow, maxOutputTokens }) => {
    if (!isOneCall) return contextWindow * limits.innerHistoryShare;
    const always = count(`${settings.systemPrompt ?? ''}\n${query}`);
    return Math.min(contextWindow * limits.historyShare, contextWindow - maxOutputTokens - always);
  });
  return {
    messages: settings.historyMessages - settings.conversation.length,
    tokens: Math.floor(Math.min(...rooms) - brought),
    isWeak: firsts.some(({ canCallTools }) => canCallTools === false),
  };
}

/** Tokens of turns that the model may read which sums them up. */
export async function recallReader(deps: ActivityDeps, { settings }: TaskRow): Promise<number> {
  const targets = await chooseTargets(deps, settings, 'small');
  const rooms = targets.map(
    ({ contextWindow, maxOutputTokens }) => contextWindow - Math.min(maxOutputTokens, contextWindow / 2),
  );
  return Math.floor(Math.min(...rooms) * limits.recallShare);
}
