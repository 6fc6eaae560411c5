import { z } from 'zod';
import type { ApprovalSettings } from './approvals';
import { ApiError } from './errors';
import { limits } from './limits';
import type { ModelTier } from './mode';
import { researchRequestOf } from './research/request';
import type { ResearchRequest, ResearchSettings } from './research/settings';
import {
  contextSettings,
  ineffectiveContextKeys,
  researchSettingNames,
  sharedSettings,
  stepSettingNames,
  unavailableContextKeys,
  type Budget,
  type ResponseFormat,
} from './settings';
import { SessionId, type JsonObject } from './task';
import { checkJson } from './json';
import type { ReasoningParams, ReasoningPattern } from './reasoning';
import { firstViolation } from './violation';
import type { Webhook } from './webhook';

const modes = ['simple', 'standard', 'complex', 'supervisor'] as const;
const modeError = `Invalid mode (allowed: ${modes.join(', ')})`;

/** Body of `POST /api/v1/tasks`: reference, section 1.1, and contract, section 3. Unknown fields are kept aside. */
export const SubmitRequest = z
  .looseObject(
    {
      query: z
        .string({
          error: (issue) => (issue.input === undefined ? 'Query is required' : 'query must be a string'),
        })
        .refine((query) => query.trim() !== '', 'Query is required')
        .refine(
          (query) => [...query].length <= limits.queryCharacters,
          `Query is too long (at most ${limits.queryCharacters} characters)`,
        ),
      session_id: SessionId.nullish(),
      context: z
        .looseObject({ ...sharedSettings, ...contextSettings }, { error: 'context must be an object' })
        .nullish(),
      mode: z
        .string({ error: modeError })
        .transform((mode) => mode.trim().toLowerCase())
        .pipe(z.enum(modes, { error: modeError }))
        .nullish(),
      skill: z.string({ error: 'skill must be a string' }).nullish(),
      ...sharedSettings,
    },
    { error: 'Invalid request body: it must be a JSON object' },
  )
  .meta({ id: 'SubmitRequest' });
export type SubmitRequest = z.infer<typeof SubmitRequest>;

/** What a submission asks for, with top level and `context` merged and defaults left open. */
export interface Submission {
  readonly query: string;
  readonly sessionId: string | undefined;
  /** The submitted context with the top-level settings written into it, as the status shows it. */
  readonly context: JsonObject;
  readonly settings: TaskSettings;
  /** Who is to be told of the task; in no other part of this. */
  readonly webhook: Webhook | undefined;
  /** The mode that the client chose. */
  readonly mode: (typeof modes)[number] | undefined;
  /** What it asks of research; undefined where it asks for none. */
  readonly research: ResearchRequest | undefined;
  /** Whether the client set a limit of time: else the mode's own counts. */
  readonly hasTimeout: boolean;
  /** Settings that were accepted and have no effect, for `message`. */
  readonly withoutEffect: readonly string[];
  /** Settings that have an effect on tasks of several steps only. */
  readonly stepSettings: readonly string[];
  /** Top-level fields that nobody defines, for `message`. */
  readonly unknownFields: readonly string[];
}

/** The settings that a task obeys; durations in seconds as the wire has them. */
export interface TaskSettings {
  readonly modelTier?: ModelTier;
  readonly modelOverride?: string;
  readonly providerOverride?: string;
  readonly timeoutSeconds: number;
  readonly budget?: { readonly maxCostUsd?: number; readonly maxTokens?: number };
  /** Where a budget, its own or one that was set, covers no further call it pauses in the place of ending. */
  readonly pausesOnBudget?: boolean;
  readonly responseFormat?: ResponseFormat;
  readonly systemPrompt?: string;
  readonly temperature?: number;
  readonly maxTokens?: number;
  readonly historyMessages: number;
  /** The session was made for this task: it has no earlier turns. */
  readonly isNewSession?: boolean;
  /** Its earlier turns may not fit the window of the models: what does not is summed up first. */
  readonly hasLongSession?: boolean;
  readonly conversation: readonly { readonly role: 'user' | 'assistant'; readonly content: string }[];
  /** Tools by name: those that may be used (absent: all that cannot harm), and those that may not. */
  readonly tools?: readonly string[];
  readonly disabledTools?: readonly string[];
  /** Whether tools that can harm stay on offer after text of strangers was read. */
  readonly allowDangerousTools?: boolean;
  /** Turns of one agent, agents at once, steps of a plan. */
  readonly maxIterations?: number;
  readonly maxConcurrentAgents?: number;
  readonly maxSteps?: number;
  readonly reasoning?: ReasoningPattern;
  readonly reasoningParams?: ReasoningParams;
  /** Why it runs in this mode, where the client did not choose it; and whether what ran may correct it. */
  readonly modeReason?: string;
  readonly isModeDoubtful?: boolean;
  /** Why it reasons in this way; and whether it is planned first, and why. Decided once, when it is submitted. */
  readonly reasoningReason?: string;
  readonly plan?: { readonly needed: boolean; readonly reason: string };
  /** Set where the task is research. */
  readonly research?: ResearchSettings;
  /** When a person is asked for approval, how long for, and whether a step goes on that is denied a tool. */
  readonly approval?: ApprovalSettings;
  readonly approvalSeconds?: number;
  readonly goesOnDenied?: boolean;
  /** Set where a person reviews the plan before it is carried out: seconds that it waits. */
  readonly reviewSeconds?: number;
}

/**
 * Checks a request body against the contract and merges its settings.
 * Throws `ApiError` (400) with the first violation in a sentence; nothing asked for is ignored in silence.
 */
export function readSubmission(body: unknown): Submission {
  checkJson(body);
  const parsed = SubmitRequest.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  const request = parsed.data;
  const { query, session_id, mode, skill, context: given, ...rest } = request;
  const shared = Object.fromEntries(
    Object.keys(sharedSettings)
      .filter((name) => rest[name] !== undefined && rest[name] !== null)
      .map((name) => [name, rest[name]]),
  );
  // Where it goes and what it is signed with are secrets: no context, no history holds them.
  const { webhook, ...context } = { ...withoutNulls(given ?? {}), ...shared } as ContextSettings;
  refuseUnavailable({ ...context, skill: skill ?? context['skill'] });
  const settings = settingsOf(context);
  const research = researchRequestOf(context);
  // All of it travels in the workflow's input, some of it twice: as the client gave it, and as the task obeys it.
  if (bytesOf({ query, context, settings }) > limits.submissionBytes) {
    throw new ApiError(
      'badRequest',
      `The context is too large (at most ${limits.submissionBytes} bytes of JSON, prompts and conversations counting twice)`,
    );
  }
  return {
    query,
    sessionId: session_id ?? undefined,
    context,
    settings,
    webhook: webhook ?? undefined,
    mode: mode ?? undefined,
    research,
    hasTimeout: typeof context.timeout_seconds === 'number',
    withoutEffect: [...(research ? [] : researchSettingNames), ...ineffectiveContextKeys].filter((key) =>
      isAsked(context[key]),
    ),
    stepSettings: stepSettingNames.filter((key) => isAsked(context[key])),
    unknownFields: Object.keys(rest).filter((name) => !Object.hasOwn(sharedSettings, name)),
  };
}

type ContextSettings = NonNullable<SubmitRequest['context']>;

function settingsOf(context: ContextSettings): TaskSettings {
  const { budget } = context;
  return {
    timeoutSeconds: context.timeout_seconds ?? limits.timeoutSeconds.simple,
    historyMessages: context.history_window_size ?? limits.historyMessages.fallback,
    conversation: context.conversation_history ?? [],
    ...(context.model_tier && { modelTier: context.model_tier }),
    ...(context.model_override && { modelOverride: context.model_override }),
    ...(context.provider_override && { providerOverride: context.provider_override }),
    ...((budget?.max_cost_usd ?? budget?.max_tokens) && { budget: budgetOf(budget) }),
    ...(budget?.on_budget === 'pause' && { pausesOnBudget: true }),
    ...(context.response_format && { responseFormat: context.response_format }),
    ...(context.system_prompt && { systemPrompt: context.system_prompt }),
    ...(typeof context.temperature === 'number' && { temperature: context.temperature }),
    ...(context.max_tokens && { maxTokens: context.max_tokens }),
    ...stepsOf(context),
    ...peopleOf(context),
  };
}

/** Where people come in: of a plan that is reviewed no approval is asked besides. */
function peopleOf(context: ContextSettings): Partial<TaskSettings> {
  const { require_approval: asked, require_review, review_plan } = context;
  const isReviewed = require_review === true || review_plan === 'manual';
  const tools = Array.isArray(asked) ? asked : [];
  const plan = asked === true && !isReviewed;
  return {
    ...((plan || tools.length > 0) && { approval: { plan, tools } }),
    ...(context.approval_timeout && { approvalSeconds: context.approval_timeout }),
    ...(context.on_denial === 'continue' && { goesOnDenied: true }),
    ...(isReviewed && { reviewSeconds: context.review_timeout ?? limits.reviewSeconds.fallback }),
  };
}

function stepsOf(context: ContextSettings): Partial<TaskSettings> {
  return {
    ...(context.tools && context.tools.length > 0 && { tools: context.tools }),
    ...(context.disabled_tools && { disabledTools: context.disabled_tools }),
    ...(context.allow_dangerous_tools && { allowDangerousTools: true }),
    ...(context.max_iterations && { maxIterations: context.max_iterations }),
    ...(context.max_concurrent_agents && { maxConcurrentAgents: context.max_concurrent_agents }),
    ...(context.max_steps && { maxSteps: context.max_steps }),
    ...(context.reasoning && { reasoning: context.reasoning }),
    ...(context.reasoning_params && { reasoningParams: context.reasoning_params }),
  };
}

function budgetOf(budget: Budget): NonNullable<TaskSettings['budget']> {
  return {
    ...(budget.max_cost_usd && { maxCostUsd: budget.max_cost_usd }),
    ...(budget.max_tokens && { maxTokens: budget.max_tokens }),
  };
}

const whatRuns = 'this server runs simple, standard and complex tasks and research without it';

function refuseUnavailable(context: JsonObject): void {
  const asked = unavailableContextKeys.find((key) => isAsked(context[key]));
  if (asked) throw new ApiError('badRequest', `${asked} is not available yet; ${whatRuns}`);
}

/** Bytes of a value as JSON in UTF-8. */
function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Whether a setting asks for something: false, null, empty text, lists and objects do not (contract, section 3). */
function isAsked(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 'false' || value === '')
    return false;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return true;
}

function withoutNulls(context: JsonObject): JsonObject {
  const known = new Set<string>([...Object.keys(sharedSettings), ...Object.keys(contextSettings)]);
  return Object.fromEntries(
    Object.entries(context).filter(([key, value]) => !(known.has(key) && value === null)),
  );
}
