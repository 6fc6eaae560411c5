import { z } from 'zod';
import { limits } from './limits';
import type { ModelTier } from './mode';
import { ReasoningParams, ReasoningPattern } from './reasoning';
import { ResearchStrategy } from './research/settings';
import { ToolName } from './tools';
import { Webhook } from './webhook';

/** Providers that a client may name (reference, section 1.1). */
export const providerNames = [
  'openai',
  'anthropic',
  'google',
  'groq',
  'xai',
  'deepseek',
  'qwen',
  'zai',
  'kimi',
  'minimax',
  'ollama',
  'mistral',
  'cohere',
] as const;

const oneOf = <const T extends readonly [string, ...string[]]>(name: string, allowed: T) =>
  z.enum(allowed, { error: `Invalid ${name} (allowed: ${allowed.join(', ')})` });

const within = (name: string, least: number, most: number) => {
  const error = `${name} out of range (${least}..${most})`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** A flag: clients that only speak strings write `"true"` (contract, section 2). */
const flag = (name: string) =>
  z
    .union([z.boolean(), z.enum(['true', 'false'])], { error: `${name} must be true or false` })
    .transform((value) => value === true || value === 'true');

const positive = (name: string) =>
  z.number({ error: `${name} must be a positive number` }).positive(`${name} must be a positive number`);

/** What a task may spend at most; a call that could exceed it is not made. */
export const Budget = z
  .strictObject(
    {
      max_cost_usd: positive('budget.max_cost_usd').nullish(),
      max_tokens: positive('budget.max_tokens').int('budget.max_tokens must be a whole number').nullish(),
      on_budget: oneOf('budget.on_budget', ['finish', 'pause'])
        .nullish()
        .describe('when a budget covers no further call: end with what there is (the default), or pause'),
    },
    { error: 'budget must be an object with max_cost_usd, max_tokens, on_budget' },
  )
  .meta({ id: 'Budget' });
export type Budget = z.infer<typeof Budget>;

const formatError =
  'response_format must be {"type": "json_object"} or {"type": "json_schema", "json_schema": {"name", "schema"}}';

/** The form that the answer must have; checked, asked again once, else the task fails. */
export const ResponseFormat = z
  .discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('json_object') }),
      z.strictObject({
        type: z.literal('json_schema'),
        json_schema: z.strictObject(
          {
            name: z.string({ error: formatError }).min(1).max(64),
            schema: z.record(z.string(), z.unknown(), {
              error: 'response_format.json_schema.schema must be an object',
            }),
            description: z.string().max(1_000).optional(),
            strict: z.boolean().nullish(),
          },
          { error: formatError },
        ),
      }),
    ],
    { error: formatError },
  )
  .meta({ id: 'ResponseFormat' });
export type ResponseFormat = z.infer<typeof ResponseFormat>;

/** One earlier message that the client brings itself, oldest first. */
export const ConversationMessage = z.object({
  role: z.enum(['user', 'assistant'], {
    error: 'context.conversation_history takes the roles user and assistant',
  }),
  content: z.string({ error: 'context.conversation_history: content must be a string' }),
});

const seconds = limits.timeoutSeconds;

const tiers = ['small', 'medium', 'large'] as const satisfies readonly ModelTier[];

/** Settings that stand at top level or in `context`; top level wins (contract, section 3). */
export const sharedSettings = {
  model_tier: oneOf('model_tier', tiers).nullish(),
  model_override: z
    .string({ error: 'model_override must be a string' })
    .trim()
    .min(1, 'model_override must not be empty')
    .max(200, 'model_override must be at most 200 characters')
    .nullish(),
  provider_override: z
    .string({ error: 'provider_override must be a string' })
    .transform((name) => name.trim().toLowerCase())
    .refine((name) => providerNames.some((known) => known === name), {
      error: (issue) =>
        `Invalid provider_override: ${String(issue.input).slice(0, 64)} (allowed: ${providerNames.join(', ')})`,
    })
    .nullish(),
  research_strategy: ResearchStrategy.nullish(),
  max_iterations: within('max_iterations', 1, 50).nullish(),
  max_concurrent_agents: within('max_concurrent_agents', 1, 20).nullish(),
  enable_verification: flag('enable_verification').nullish(),
  enable_fact_extraction: flag('enable_fact_extraction').nullish(),
  enable_citations: flag('enable_citations').nullish(),
  force_research: flag('force_research').nullish(),
  require_review: flag('require_review').nullish(),
  require_approval: z
    .union([flag('require_approval'), z.array(z.string().min(1))], {
      error: 'require_approval must be true, false or a list of tool names',
    })
    .nullish(),
  review_plan: oneOf('review_plan', ['manual', 'auto']).nullish(),
  review_timeout: within('review_timeout', 1, limits.reviewSeconds.most).nullish(),
  approval_timeout: within('approval_timeout', 1, limits.approvalSeconds.most).nullish(),
  on_denial: oneOf('on_denial', ['fail', 'continue']).nullish(),
  timeout_seconds: within('timeout_seconds', seconds.least, seconds.most).nullish(),
  budget: Budget.nullish(),
  response_format: ResponseFormat.nullish(),
  webhook: Webhook.nullish(),
} as const;

/** Settings of tasks of several steps; on a SIMPLE task they are named in `message` as without effect. */
export const stepSettingNames = [
  'max_iterations',
  'max_concurrent_agents',
  'max_steps',
  'disabled_tools',
  'allow_dangerous_tools',
  'reasoning_params',
] as const;

const toolNames = (name: string) =>
  z
    .array(ToolName, { error: `context.${name} must be a list of tool names` })
    .max(100, `context.${name} must have at most 100 names`);

/** Settings that only `context` has. */
export const contextSettings = {
  system_prompt: z.string({ error: 'context.system_prompt must be a string' }).nullish(),
  temperature: z
    .number({ error: 'context.temperature must be a number from 0 to 2' })
    .min(0, 'context.temperature must be a number from 0 to 2')
    .max(2, 'context.temperature must be a number from 0 to 2')
    .nullish(),
  max_tokens: within('context.max_tokens', 1, 1_000_000).nullish(),
  history_window_size: within(
    'context.history_window_size',
    limits.historyMessages.least,
    limits.historyMessages.most,
  ).nullish(),
  tools: toolNames('tools').nullish(),
  disabled_tools: toolNames('disabled_tools').nullish(),
  allow_dangerous_tools: flag('context.allow_dangerous_tools').nullish(),
  max_steps: within('context.max_steps', 1, limits.planSteps.most).nullish(),
  reasoning: ReasoningPattern.nullish(),
  reasoning_params: ReasoningParams.nullish(),
  iterative_research_enabled: flag('context.iterative_research_enabled').nullish(),
  iterative_max_iterations: within('context.iterative_max_iterations', 1, 5).nullish(),
  gap_filling_enabled: flag('context.gap_filling_enabled').nullish(),
  gap_filling_max_gaps: within('context.gap_filling_max_gaps', 1, 10).nullish(),
  gap_filling_max_iterations: within('context.gap_filling_max_iterations', 1, 5).nullish(),
  conversation_history: z
    .array(ConversationMessage, { error: 'context.conversation_history must be a list of messages' })
    .max(limits.historyMessages.most, 'context.conversation_history must have at most 200 messages')
    .nullish(),
} as const;

/** Keys of `context` that ask for what no task has yet; anything but false, null or empty is refused. */
export const unavailableContextKeys = [
  'agent',
  'agent_input',
  'attachments',
  'disable_ai',
  'force_swarm',
  'prompt_params',
  'role',
  'skill',
  'skill_version',
  'template',
  'template_name',
  'template_version',
] as const;

/** Settings of research; on other tasks they are named in `message` as without effect. */
export const researchSettingNames = [
  'research_strategy',
  'enable_verification',
  'enable_fact_extraction',
  'enable_citations',
  'iterative_research_enabled',
  'iterative_max_iterations',
  'gap_filling_enabled',
  'gap_filling_max_gaps',
  'gap_filling_max_iterations',
] as const;

/** Settings that shape what is not built yet: accepted, and named in `message` as without effect. */
export const ineffectiveContextKeys = [
  'use_case_preset',
  'primers_count',
  'recents_count',
  'compression_trigger_ratio',
  'compression_target_ratio',
  'gap_filling_check_citations',
  'react_max_iterations',
  'lead_model_override',
  'lead_provider_override',
  'agent_model_override',
  'agent_provider_override',
  'force_p2p',
  'skip_synthesis',
  'token_budget_per_agent',
  'budget_agent_min',
  'budget_max',
] as const;
