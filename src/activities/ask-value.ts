import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import { limits } from '../contract/limits';
import type { AskInput, AskResult, PromptOrder, WantedTool } from '../contract/orders';
import type { TaskSettings } from '../contract/submission';
import { valueSchemas, type Plan, type Replan, type ValuePrompt } from '../contract/values';
import type { ModelAnswer, ModelToolCall } from '../providers/models/port';
import { planProblem } from '../reasoning/plan';
import { reportProblem, researchProblem } from '../reasoning/research/problem';
import { formatFor } from './answer-form';
import { boundedAnswerProblem } from './bounded-check';

/** What an answer comes to: text, tools that are wanted, a value, or nothing that can be used. */
export type Read =
  | { readonly kind: 'text' }
  | { readonly kind: 'tools'; readonly calls: readonly WantedTool[] }
  | { readonly kind: 'unusable'; readonly reason: string }
  | { readonly kind: 'kept'; readonly value: object }
  | { readonly kind: 'value'; readonly value: Extract<AskResult, { kind: 'value' }>['value'] };

/** Reads an answer as its prompt wants it: text, tool calls, or a value that follows its schema. */
export function readValue(
  input: AskInput,
  settings: TaskSettings,
  answer: ModelAnswer,
  tools: readonly string[],
): Read {
  const { prompt, turn } = input;
  if (isValuePrompt(prompt)) return valueOf(prompt, answer.text, tools);
  if (answer.toolCalls.length > 0 && turn && turn.answerNow === undefined) {
    return { kind: 'tools', calls: answer.toolCalls.map(wanted) };
  }
  if (answer.text.trim() === '') return { kind: 'unusable', reason: 'It was empty.' };
  const format = formatFor(prompt, settings);
  const problem = (format && boundedAnswerProblem(answer.text, format)) ?? reportProblem(prompt, answer.text);
  return problem === undefined ? { kind: 'text' } : { kind: 'unusable', reason: problem };
}

/** Whether a prompt asks for a value rather than for text. */
export function isValuePrompt(order: PromptOrder): order is PromptOrder & { name: ValuePrompt } {
  return Object.hasOwn(valueSchemas, order.name);
}

function valueOf(prompt: PromptOrder & { name: ValuePrompt }, text: string, tools: readonly string[]): Read {
  let json: unknown;
  try {
    json = JSON.parse(bare(text));
  } catch {
    return { kind: 'unusable', reason: 'It is not valid JSON; answer with JSON alone.' };
  }
  const parsed = valueSchemas[prompt.name].safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      kind: 'unusable',
      reason: `It does not follow the schema: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.slice(
        0,
        500,
      ),
    };
  }
  const problem = problemOf(prompt, parsed.data, tools);
  if (problem !== undefined) return { kind: 'unusable', reason: problem };
  return givenValue(prompt, parsed.data);
}

/** A value that can be used, as it travels: to the workflow, or to the store alone. */
export function givenValue({ name }: PromptOrder, value: object): Read {
  if (keptPrompts.has(name)) return { kind: 'kept', value };
  return { kind: 'value', value: value as Extract<AskResult, { kind: 'value' }>['value'] };
}

/** Prompts whose values are many and only read in the store: they do not travel through the workflow. */
const keptPrompts: ReadonlySet<PromptOrder['name']> = new Set(['judge_claims', 'mend', 'facts']);

/** What a schema cannot say of a value. */
function problemOf(prompt: PromptOrder, value: object, tools: readonly string[]): string | undefined {
  if (prompt.name === 'plan') return planProblem(value as Plan, { maxSteps: prompt.maxSteps, tools });
  if (prompt.name === 'replan') {
    const added = (value as Replan).add.map((step) => ({ ...step, needs: [] }));
    return planProblem({ steps: added }, { maxSteps: added.length, tools });
  }
  if (prompt.name === 'value' && 'values' in value) {
    const { length } = value.values as readonly number[];
    return length === prompt.paths.length
      ? undefined
      : `It has ${length} values for ${prompt.paths.length} lines of thought.`;
  }
  return researchProblem(prompt, value);
}

/** Models put JSON into a fence now and then. */
function bare(text: string): string {
  return /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/.exec(text)?.[1] ?? text;
}

function wanted({ name, args }: ModelToolCall): WantedTool {
  const hash = createHash('sha256')
    .update(`${name} ${signed(args)}`)
    .digest('hex');
  return { name: name.slice(0, limits.toolNameCharacters), signature: hash.slice(0, 16) };
}

function signed(args: unknown): string {
  try {
    return canonicalize(args);
  } catch {
    return String(args);
  }
}
