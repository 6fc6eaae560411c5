import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ModelTier } from '../../contract/mode';

/** Vendors that this house has an adapter for, in the order in which they are tried. */
export const VendorName = z.enum(['openai', 'anthropic', 'google']);
export type VendorName = z.infer<typeof VendorName>;

const tierModels = z.partialRecord(ModelTier, z.string().min(1));

/** The configuration of models: which one serves a tier, what it costs, in which order vendors are tried. */
export const ModelsFile = z.strictObject({
  default_tier: ModelTier.optional().describe('tier of a task that asks for none'),
  fallback_order: z
    .array(VendorName)
    .min(1)
    .refine((names) => new Set(names).size === names.length, 'names a provider twice')
    .optional()
    .describe('a configured provider that is left out is used only when a task asks for it by name'),
  tiers: z.partialRecord(VendorName, tierModels).optional(),
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
    .describe('tokens by model name; they win over the maintained table'),
});
export type ModelsFile = z.infer<typeof ModelsFile>;

/** The configuration in force. */
export interface ModelsConfig {
  readonly default_tier: ModelTier;
  readonly fallback_order: readonly VendorName[];
  readonly tiers: Readonly<Partial<Record<VendorName, Readonly<Partial<Record<ModelTier, string>>>>>>;
  readonly prices: NonNullable<ModelsFile['prices']>;
  readonly limits: NonNullable<ModelsFile['limits']>;
}

/**
 * The shipped configuration: present-day models of each vendor that the maintained table prices (a test holds it).
 * A task that asks for no tier gets `small`: a SIMPLE task is one call without tools, which small models do well, and
 * nobody should pay for more than was asked. Google has no stable model above its newest Flash.
 */
const shipped: ModelsConfig = {
  default_tier: 'small',
  fallback_order: VendorName.options,
  tiers: {
    openai: { small: 'gpt-6-luna', medium: 'gpt-6-sol', large: 'gpt-6-astra' },
    anthropic: { small: 'claude-haiku-4-5', medium: 'claude-sonnet-5', large: 'claude-opus-5-5' },
    google: { small: 'gemini-3.5-flash-lite', medium: 'gemini-3.8-flash', large: 'gemini-3.8-flash' },
  },
  prices: {},
  limits: {},
};

/**
 * Reads the configuration: the shipped one, with what the given file says in its place, entry by entry.
 * Throws an error that names the file and the field that is wrong.
 */
export function readModelsConfig(path?: string): ModelsConfig {
  const own = path === undefined ? {} : readFile(path);
  const tiersOf = (vendor: VendorName) => ({ ...shipped.tiers[vendor], ...own.tiers?.[vendor] });
  return {
    default_tier: own.default_tier ?? shipped.default_tier,
    fallback_order: own.fallback_order ?? shipped.fallback_order,
    tiers: Object.fromEntries(VendorName.options.map((vendor) => [vendor, tiersOf(vendor)])),
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
