import { limits } from '../contract/limits';
import type { AskInput, PromptOrder } from '../contract/orders';
import type { TaskSettings } from '../contract/submission';
import type { ToolFacts } from '../contract/tools';
import { valueJsonSchema } from '../contract/values';
import type { ModelMessage, ModelRequest, ModelTarget, ModelTool } from '../providers/models/port';
import { agentConversation, type KeptResult, type KeptTurn } from '../reasoning/agent-conversation';
import { formatInstruction } from '../reasoning/answer-format';
import { buildConversation, type Turn } from '../reasoning/conversation';
import { artifactReadName, offeredTools } from '../reasoning/tool-choice';
import type { KeptStep, TaskRow } from '../store';
import { formatFor, formatOption, isAnswerPrompt } from './answer-form';
import { isValuePrompt } from './ask-value';
import { gatherTexts } from './compose';
import type { ActivityDeps } from './deps';
import { fittedPrompt } from './fitted-prompt';
import { giveByRules, type Given } from './given';
import { sessionTurns } from './session-turns';
import { chooseTargets } from './stream-answer';

/** A prompt, ready for any of its targets. */
export interface GatheredPrompt {
  readonly targets: readonly ModelTarget[];
  /** Whether what it shows may be written by strangers: so may be what comes of it. */
  readonly isForeign: boolean;
  /** Names of the tools on offer. */
  readonly toolNames: readonly string[];
  readonly tools: readonly ToolFacts[];
  readonly requestFor: (target: ModelTarget) => ModelRequest;
  /** Set where no call is needed. */
  readonly given?: Given;
}

const artifactTool: ModelTool = {
  name: artifactReadName,
  description: 'Reads on in a long text that a tool gave, by its handle.',
  parameters: {
    type: 'object',
    properties: {
      handle: { type: 'string' },
      start: { type: 'integer', minimum: 0, description: 'character to begin at' },
      length: { type: 'integer', minimum: 1, maximum: limits.artifactPartCharacters },
    },
    required: ['handle'],
    additionalProperties: false,
  },
};

/** Gathers what a call shows its model: texts of earlier steps, the agent's own turns, the tools on offer. */
export async function gatherPrompt(
  deps: ActivityDeps,
  input: AskInput,
  row: TaskRow,
): Promise<GatheredPrompt> {
  const { isNewSession, hasLongSession } = row.settings;
  const [targets, texts, turns, all, failed, session, messages] = await Promise.all([
    chooseTargets(deps, row.settings, input.tier),
    gatherTexts(deps, input.taskId, input.uses),
    earlierTurns(deps, input),
    input.turn || input.prompt.name === 'plan' || input.prompt.name === 'replan' ? deps.tools.list() : [],
    input.repair ? deps.store.steps.output(input.taskId, input.repair.step) : undefined,
    isAboutTheTask(input) && !isNewSession ? sessionTurns(deps, input, hasLongSession === true) : [],
    input.messages === undefined ? [] : deps.store.messages.first(input.taskId, input.messages),
  ]);
  const isWeak = targets[0]?.canCallTools === false;
  const given = await giveByRules(deps, input, row, isWeak);
  const hasReadForeign = input.turn?.hasReadForeign === true || texts.some((text) => text.isForeign);
  const order = { ...(input.turn?.tools && { tools: input.turn.tools }), hasReadForeign };
  const tools = isWeak ? [] : offeredTools(all, row.settings, order);
  const built = fittedPrompt(deps, input.prompt, { row, texts, tools, targets, messages });
  const answer = typeof failed?.['text'] === 'string' ? failed['text'] : '';
  const isForeign = hasReadForeign || turns.some(hasForeign);
  return {
    targets,
    isForeign,
    toolNames: tools.map(({ name }) => name),
    tools,
    ...(given && { given }),
    requestFor: (target) => ({
      ...formOf(input, row.settings, built.system),
      ...lengthOf(input, row.settings, target),
      messages: [
        ...conversation(deps, input, target, {
          asked: built.user,
          turns,
          earlier: earlierMessages(deps, input, row.settings, target, session),
        }),
        ...repairMessages(answer, input.repair?.reason),
      ],
      ...toolsFor(input, target, tools),
    }),
  };
}

/** Whether a call must understand the task itself; a planned step's purpose and what is to be compared stand alone. */
function isAboutTheTask({ prompt }: AskInput): boolean {
  return prompt.name === 'work' ? prompt.isWhole : !standingAlone.has(prompt.name);
}

const standingAlone: ReadonlySet<PromptOrder['name']> = new Set([
  ...(['sum_up', 'replan', 'group', 'argue'] as const),
  ...(['cover', 'judge_claims', 'mend', 'facts'] as const),
]);

/** What was said in the session before, as far as its share of the model's window reaches. */
function earlierMessages(
  deps: ActivityDeps,
  input: AskInput,
  settings: TaskSettings,
  target: ModelTarget,
  turns: readonly Turn[],
): readonly ModelMessage[] {
  if (!isAboutTheTask(input)) return [];
  const most = {
    messages: settings.historyMessages,
    tokens: target.contextWindow * limits.innerHistoryShare,
  };
  const parts = { turns, brought: settings.conversation, query: '' };
  return buildConversation(parts, most, (text) => deps.models.countTokens(text)).slice(0, -1);
}

interface Said {
  readonly asked: string;
  readonly turns: readonly KeptTurn[];
  readonly earlier: readonly ModelMessage[];
}

function conversation(
  deps: ActivityDeps,
  { turn, repair }: AskInput,
  target: ModelTarget,
  { asked, turns, earlier }: Said,
): readonly ModelMessage[] {
  const now = turn?.answerNow === undefined ? undefined : `${turn.answerNow} Answer now, without tools.`;
  const count = (text: string) => deps.models.countTokens(text);
  const before = earlier.reduce((sum, { content }) => sum + count(content), 0);
  const room = Math.max(0, (target.contextWindow - target.maxOutputTokens) * limits.agentShare - before);
  if (turns.length > 0) return [...earlier, ...agentConversation(asked, turns, room, count, now)];
  // Some models refuse two messages of the user in a row; a try that is repeated is told so after its answer.
  const first = now === undefined || repair ? asked : `${asked}\n\n${now}`;
  return [...earlier, ...agentConversation(first, turns, room, count)];
}

/** Turns are called with the tools that they were called with: some providers refuse a conversation otherwise. */
function toolsFor(
  { turn }: AskInput,
  { canCallTools }: ModelTarget,
  tools: readonly ToolFacts[],
): Pick<ModelRequest, 'tools' | 'toolChoice'> {
  if (!turn || tools.length === 0 || canCallTools === false) return {};
  const offered = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return {
    tools: [...offered, artifactTool],
    ...(turn.answerNow !== undefined && { toolChoice: 'none' as const }),
  };
}

function formOf(
  { prompt, temperature, turn }: AskInput,
  settings: TaskSettings,
  system: string,
): Pick<ModelRequest, 'system' | 'temperature' | 'responseFormat'> {
  const degrees = temperature ?? settings.temperature;
  const warmth = degrees === undefined ? {} : { temperature: degrees };
  if (isValuePrompt(prompt)) {
    const schema = valueJsonSchema(prompt.name);
    const told = `Answer with JSON and nothing else. It must follow this JSON schema: ${JSON.stringify(schema)}`;
    return { ...warmth, system: `${system}\n\n${told}`, responseFormat: { name: prompt.name, schema } };
  }
  const format = formatFor(prompt, settings);
  if (!format) return { ...warmth, system };
  // With tools a promised form would forbid the calls: there it is only told.
  const promised = turn ? {} : formatOption(format);
  return { ...warmth, ...promised, system: `${system}\n\n${formatInstruction(format)}` };
}

/** An answer that may be the task's is as long as the client wants; one that only the house reads has a limit. */
function lengthOf(
  { prompt }: AskInput,
  { maxTokens, responseFormat }: TaskSettings,
  target: ModelTarget,
): Pick<ModelRequest, 'maxOutputTokens'> {
  const mayBeTheAnswer = isAnswerPrompt(prompt);
  // A chain of thought is the answer where that needs no form; as long as the client wants then, if it says so.
  const isChain = prompt.name === 'think' && !responseFormat && maxTokens !== undefined;
  const isReport = prompt.name === 'write' && maxTokens === undefined;
  if ((!mayBeTheAnswer && !isChain) || isReport)
    return { maxOutputTokens: Math.min(limits.innerAnswerTokens, target.maxOutputTokens) };
  return maxTokens === undefined ? {} : { maxOutputTokens: maxTokens };
}

/** The agent's own turns before this one: a step's key names its turns `agent/1`, their calls `agent/1.0`. */
async function earlierTurns(deps: ActivityDeps, input: AskInput): Promise<KeptTurn[]> {
  if (!input.turn || input.turn.number === 1) return [];
  const prefix = `${input.step.slice(0, input.step.lastIndexOf('/'))}/`;
  const kept = new Map(
    (await deps.store.steps.find(input.taskId, { prefix })).map((step) => [step.step, step]),
  );
  return Array.from({ length: input.turn.number - 1 }, (_, index) =>
    turnOf(`${prefix}${index + 1}`, kept),
  ).filter(({ calls }) => calls.length > 0);
}

function turnOf(name: string, kept: ReadonlyMap<string, KeptStep>): KeptTurn {
  const output = kept.get(name)?.output;
  const calls = (output?.['toolCalls'] ?? []) as KeptTurn['calls'];
  return {
    text: typeof output?.['text'] === 'string' ? output['text'] : '',
    calls,
    results: calls.map(
      (_, index) => kept.get(`${name}.${index}`)?.output?.['result'] as KeptResult | undefined,
    ),
  };
}

function hasForeign({ results }: KeptTurn): boolean {
  return results.some((result) => result?.isForeign === true);
}

function repairMessages(answer: string, reason: string | undefined): ModelMessage[] {
  if (reason === undefined) return [];
  const again: ModelMessage = {
    role: 'user',
    content: `That answer cannot be used: ${reason} Mend exactly that.`,
  };
  return answer.trim() === '' ? [again] : [{ role: 'assistant', content: answer }, again];
}
