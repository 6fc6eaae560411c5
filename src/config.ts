import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import type { ApprovalPolicy } from './contract/approvals';
import { limits } from './contract/limits';
import type { ProviderSettings } from './contract/providers';
import type { ScheduleBounds } from './contract/schedules';
import type { ToolSettings } from './contract/tool-settings';

/** Raised when environment variables are malformed; lists every one of them, by name, in `problems`. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Malformed environment: ${problems.join('; ')}.`);
    this.name = 'ConfigError';
  }
}

const integer = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `must be a whole number from ${least} to ${most}`)
    .default(fallback);
const port = (fallback: number) => integer(1, 65_535, fallback);
const text = z.string().trim().min(1).optional();
const dollars = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be an amount of US dollars, such as 0.5')
  .transform(Number)
  .optional();
/** A key that no HTTP header can carry would fail each call, with a text that repeats it. */
const secret = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, 'must be one word of plain characters')
  .optional();
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine((url) => !/\/\/[^/?#]*@/.test(url), 'must not hold a user name or password')
  .optional();

/** The environment, one entry a variable: the single list that `loadConfig` reads and the README's table names. */
export const Environment = z.object({
  PORT: port(8080),
  HOST: z.string().trim().min(1).default('127.0.0.1'),
  HOLDFAST_HOME: text,
  HOLDFAST_CACHE: text,
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8088),
  TEMPORAL_ADDRESS: text,
  TEMPORAL_NAMESPACE: text,
  TEMPORAL_CLI_PATH: text,
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// or postgresql:// URL' })
    .optional(),
  OPENAI_API_KEY: secret,
  OPENAI_BASE_URL: httpUrl,
  OPENAI_MODEL: text,
  ANTHROPIC_API_KEY: secret,
  ANTHROPIC_BASE_URL: httpUrl,
  GOOGLE_GENERATIVE_AI_API_KEY: secret,
  GOOGLE_GENERATIVE_AI_BASE_URL: httpUrl,
  HOLDFAST_MODELS: text,
  HOLDFAST_MODEL_CONCURRENCY: integer(1, 1_000, 50).optional(),
  HOLDFAST_RETENTION_DAYS: integer(1, 3_650, 90),
  HOLDFAST_SWEEP_SECONDS: integer(1, 3_600, 5),
  HOLDFAST_GRACE_SECONDS: integer(1, 3_600, 10),
  HOLDFAST_CACHED_WORKFLOWS: integer(0, 100_000, 50),
  HOLDFAST_BUILD_ID: text,
  SERPER_API_KEY: secret,
  TAVILY_API_KEY: secret,
  BRAVE_API_KEY: secret,
  EXA_API_KEY: secret,
  SEARXNG_URL: httpUrl,
  HOLDFAST_KEYLESS_SEARCH: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  HOLDFAST_CORPUS: text,
  HOLDFAST_FETCH_ALLOW: text,
  HOLDFAST_ROBOTS: z.enum(['obey', 'ignore'], { error: 'must be obey or ignore' }).default('obey'),
  HOLDFAST_WEBHOOK_ALLOW: text,
  HOLDFAST_WORKSPACES: text,
  HOLDFAST_WORKSPACE_MB: integer(1, 100_000, 100),
  HOLDFAST_MCP: text,
  HOLDFAST_APPROVE_TOOLS: text,
  HOLDFAST_APPROVE_CALL_USD: dollars,
  HOLDFAST_APPROVE_SESSION_USD: dollars,
  HOLDFAST_RATE_LIMITS: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  HOLDFAST_TENANT_TASKS: integer(1, 1_000_000, limits.tenantTasks),
  SCHEDULE_MAX_PER_USER: integer(0, 10_000, 50),
  SCHEDULE_MIN_INTERVAL_MINS: integer(1, 10_080, 60),
  SCHEDULE_MAX_BUDGET_USD: integer(1, 1_000_000, 10),
  CORS_ALLOWED_ORIGINS: z.string().trim().min(1).default('*'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Everything that Holdfast takes from its environment, checked. Durations carry their unit in the name. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Folder that keeps tasks, histories and keys; absolute. */
  readonly home: string;
  /** Folder for what is fetched once for all clones (engine, local model); absolute. */
  readonly cache: string;
  readonly temporal: {
    /** Address of an engine that somebody else runs; absent: the embedded dev server. */
    readonly address: string | undefined;
    readonly namespace: string | undefined;
    readonly port: number;
    readonly uiPort: number;
    readonly cliPath: string | undefined;
    readonly buildId: string | undefined;
  };
  /** Connection URL of a Postgres that somebody else runs; absent: the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly providers: ProviderSettings;
  readonly tools: ToolSettings;
  /** Hosts and ranges of one's own network that webhooks may be sent to. */
  readonly webhookAllow: readonly string[];
  /** Model that serves all tiers of an OpenAI-compatible server (`OPENAI_BASE_URL`); absent: the configured tiers. */
  readonly openaiModel: string | undefined;
  /** Path of a file that replaces the shipped tiers and adds prices. */
  readonly modelsFile: string | undefined;
  /** Model calls at once of one worker; absent: 50, or 1 with the local model alone. */
  readonly modelConcurrency: number | undefined;
  /** Folders in which programs are looked for. */
  readonly searchPath: readonly string[];
  readonly retentionDays: number;
  readonly sweepMs: number;
  readonly graceMs: number;
  readonly cachedWorkflows: number;
  /** When people are asked for approval though the task did not ask for that. */
  readonly approvalPolicy: ApprovalPolicy;
  readonly schedules: ScheduleBounds;
  /** Whether requests count against the limits of their keys. */
  readonly areRequestsLimited: boolean;
  /** Tasks of one tenant that may run at once. */
  readonly tenantTasks: number;
  readonly corsOrigins: string;
  readonly logLevel: z.infer<typeof Environment>['LOG_LEVEL'];
}

/**
 * Reads and checks the environment once. An empty variable counts as unset.
 * Throws `ConfigError` that names every malformed variable; values are never part of the message.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, cwd = process.cwd()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`));
  }
  const e = parsed.data;
  return {
    port: e.PORT,
    host: e.HOST,
    home: resolve(cwd, e.HOLDFAST_HOME ?? '.holdfast'),
    cache: resolve(cwd, e.HOLDFAST_CACHE ?? defaultCache(env)),
    temporal: {
      address: e.TEMPORAL_ADDRESS,
      namespace: e.TEMPORAL_NAMESPACE,
      port: e.TEMPORAL_PORT,
      uiPort: e.TEMPORAL_UI_PORT,
      cliPath: e.TEMPORAL_CLI_PATH,
      buildId: e.HOLDFAST_BUILD_ID,
    },
    databaseUrl: e.DATABASE_URL,
    providers: {
      openai: { apiKey: e.OPENAI_API_KEY, baseUrl: e.OPENAI_BASE_URL },
      anthropic: { apiKey: e.ANTHROPIC_API_KEY, baseUrl: e.ANTHROPIC_BASE_URL },
      google: { apiKey: e.GOOGLE_GENERATIVE_AI_API_KEY, baseUrl: e.GOOGLE_GENERATIVE_AI_BASE_URL },
    },
    tools: toolSettings(e, cwd),
    webhookAllow: listOf(e.HOLDFAST_WEBHOOK_ALLOW),
    openaiModel: e.OPENAI_MODEL,
    modelsFile: e.HOLDFAST_MODELS,
    modelConcurrency: e.HOLDFAST_MODEL_CONCURRENCY,
    searchPath: (env['PATH'] ?? '').split(delimiter).filter(Boolean),
    retentionDays: e.HOLDFAST_RETENTION_DAYS,
    sweepMs: e.HOLDFAST_SWEEP_SECONDS * 1_000,
    graceMs: e.HOLDFAST_GRACE_SECONDS * 1_000,
    cachedWorkflows: e.HOLDFAST_CACHED_WORKFLOWS,
    approvalPolicy: approvalPolicy(e),
    schedules: {
      mostPerUser: e.SCHEDULE_MAX_PER_USER,
      leastIntervalMinutes: e.SCHEDULE_MIN_INTERVAL_MINS,
      mostBudgetUsd: e.SCHEDULE_MAX_BUDGET_USD,
    },
    areRequestsLimited: e.HOLDFAST_RATE_LIMITS === 'on',
    tenantTasks: e.HOLDFAST_TENANT_TASKS,
    corsOrigins: e.CORS_ALLOWED_ORIGINS,
    logLevel: e.LOG_LEVEL,
  };
}

/** `dangerous` among the names stands for every tool that can harm. */
function approvalPolicy(e: z.output<typeof Environment>): ApprovalPolicy {
  const names = listOf(e.HOLDFAST_APPROVE_TOOLS);
  return {
    tools: names.filter((name) => name !== 'dangerous'),
    dangerous: names.includes('dangerous'),
    ...(e.HOLDFAST_APPROVE_CALL_USD !== undefined && { callUsd: e.HOLDFAST_APPROVE_CALL_USD }),
    ...(e.HOLDFAST_APPROVE_SESSION_USD !== undefined && { sessionUsd: e.HOLDFAST_APPROVE_SESSION_USD }),
  };
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

function toolSettings(e: z.output<typeof Environment>, cwd: string): ToolSettings {
  const home = resolve(cwd, e.HOLDFAST_HOME ?? '.holdfast');
  return {
    search: {
      serperKey: e.SERPER_API_KEY,
      tavilyKey: e.TAVILY_API_KEY,
      braveKey: e.BRAVE_API_KEY,
      exaKey: e.EXA_API_KEY,
      searxngUrl: e.SEARXNG_URL,
      keyless: e.HOLDFAST_KEYLESS_SEARCH === 'on',
    },
    corpus: e.HOLDFAST_CORPUS && resolve(cwd, e.HOLDFAST_CORPUS),
    fetch: {
      allow: listOf(e.HOLDFAST_FETCH_ALLOW),
      obeyRobots: e.HOLDFAST_ROBOTS === 'obey',
    },
    workspaces: e.HOLDFAST_WORKSPACES ? resolve(cwd, e.HOLDFAST_WORKSPACES) : join(home, 'workspaces'),
    workspaceQuotaBytes: e.HOLDFAST_WORKSPACE_MB * 1024 * 1024,
    mcpFile: e.HOLDFAST_MCP && resolve(cwd, e.HOLDFAST_MCP),
  };
}

/** A variable of the environment that a file of the user names; undefined where it is not set. */
export function environmentVariable(name: string): string | undefined {
  return process.env[name];
}

/** Environment of a program that we start: our own, with additions. */
export function childEnvironment(additions: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...additions };
}

function defaultCache(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CACHE_HOME']?.trim() ? env['XDG_CACHE_HOME'] : join(homedir(), '.cache'), 'holdfast');
}
