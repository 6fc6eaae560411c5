import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ModelTier } from '../../contract/mode';

/** Providers that this house has an adapter for, in the order in which they are tried. */
export const ProviderName = z.enum(['openai', 'anthropic', 'google', 'local']);
export type ProviderName = z.infer<typeof ProviderName>;

const tierModels = z.partialRecord(ModelTier, z.string().min(1));

/** The configuration of models: which one serves a tier, what it costs, in which order providers are tried. */
export const ModelsFile = z.strictObject({
  default_tier: ModelTier.optional(),
  fallback_order: z.array(ProviderName).optional(),
  tiers: z.partialRecord(ProviderName, tierModels).optional(),
  prices: z
    .record(
      z.string(),
      z.strictObject({
        input_per_million_usd: z.number().min(0),
        output_per_million_usd: z.number().min(0),
      }),
    )
    .optional()
    .describe('own prices by model name; they win over the maintained table'),
  limits: z
    .record(
      z.string(),
      z.strictObject({
        context_window: z.int().min(256).optional(),
        max_output_tokens: z.int().min(1).optional(),
      }),
    )
    .optional()
    .describe('tokens by model name, where the maintained table does not know them'),
});
export type ModelsFile = z.infer<typeof ModelsFile>;

/** The configuration in force. */
export interface ModelsConfig {
  readonly default_tier: ModelTier;
  readonly fallback_order: readonly ProviderName[];
  readonly tiers: NonNullable<ModelsFile['tiers']>;
  readonly prices: NonNullable<ModelsFile['prices']>;
  readonly limits: NonNullable<ModelsFile['limits']>;
}

/** The shipped configuration: present-day models of each provider that the maintained table prices. */
const shipped = {
  default_tier: 'small',
  fallback_order: ['openai', 'anthropic', 'google', 'local'],
  tiers: {
    openai: { small: 'gpt-5.4-nano', medium: 'gpt-5.4-mini', large: 'gpt-5.5' },
    anthropic: { small: 'claude-haiku-4-5', medium: 'claude-sonnet-4-6', large: 'claude-opus-4-8' },
    google: { small: 'gemini-3.5-flash-lite', medium: 'gemini-3.5-flash', large: 'gemini-3.8-flash' },
  },
  prices: {},
  limits: {},
} as const satisfies ModelsConfig;

/**
 * Reads the configuration: the shipped one, with what the given file says in its place, entry by entry.
 * Throws an error that names the file and the field that is wrong.
 */
export function readModelsConfig(path?: string): ModelsConfig {
  const own = path === undefined ? {} : readFile(path);
  return {
    default_tier: own.default_tier ?? shipped.default_tier,
    fallback_order: own.fallback_order ?? [...shipped.fallback_order],
    tiers: {
      ...shipped.tiers,
      ...Object.fromEntries(
        Object.entries(own.tiers ?? {}).map(([provider, tiers]) => [
          provider,
          { ...(shipped.tiers as ModelsConfig['tiers'])[provider as ProviderName], ...tiers },
        ]),
      ),
    },
    prices: own.prices ?? {},
    limits: own.limits ?? {},
  };
}

function readFile(path: string): ModelsFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`HOLDFAST_MODELS names a file that cannot be read: ${path}`, { cause: error });
  }
  try {
    return ModelsFile.parse(JSON.parse(text));
  } catch (error) {
    const reason =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`).join('; ')
        : 'it is not valid JSON';
    throw new Error(`HOLDFAST_MODELS (${path}) cannot be used: ${reason}`, { cause: error });
  }
}
