import { limits } from '../contract/limits';
import type { PromptOrder } from '../contract/orders';
import type { ModelTarget } from '../providers/models/port';
import { fitTexts } from '../reasoning/fit-texts';
import type { BuiltPrompt, PromptParts } from '../reasoning/prompts/build';
import type { TaskRow } from '../store';
import { promptFor, type Texts } from './compose';
import type { ActivityDeps } from './deps';

/** What a prompt is fitted for. */
interface Fitting {
  readonly row: TaskRow;
  readonly texts: Texts;
  readonly tools: PromptParts['tools'];
  readonly messages?: readonly string[];
  /** The models that may be asked: the smallest window counts. */
  readonly targets: readonly ModelTarget[];
}

/** Builds a prompt whose texts are cut so that it fits, with its answer, into the window of every model of the chain. */
export function fittedPrompt(
  { models }: Pick<ActivityDeps, 'models'>,
  order: PromptOrder,
  { row, texts, tools, targets, messages }: Fitting,
): BuiltPrompt {
  if (texts.length === 0) return promptFor(order, row, texts, tools, messages);
  const count = (text: string) => models.countTokens(text);
  const bare = promptFor(
    order,
    row,
    texts.map((text) => ({ ...text, text: '' })),
    tools,
    messages,
  );
  const prompt = count(bare.system) + count(bare.user);
  const room = Math.min(...targets.map((target) => roomOf(target, row))) - prompt;
  return promptFor(order, row, fitTexts(texts, Math.max(0, room), count), tools, messages);
}

/** Tokens of a prompt beside its answer and what is said of the session; a part is kept free, as tokenizers differ. */
function roomOf({ contextWindow, maxOutputTokens }: ModelTarget, { settings }: TaskRow): number {
  const answer = Math.min(settings.maxTokens ?? maxOutputTokens, maxOutputTokens, contextWindow / 2);
  const history = settings.isNewSession ? 0 : limits.innerHistoryShare;
  return Math.floor((contextWindow - answer) * (limits.promptShare - history));
}
