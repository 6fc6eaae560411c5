import { ApiError } from './contract/errors';
import { limits } from './contract/limits';
import { ModelTier } from './contract/mode';
import type { ToolBox } from './contract/tools';
import { ModelChoiceError, type Models } from './providers/models/port';
import type { Webhooks } from './providers/webhooks/port';
import type { BudgetShare } from './store';

/** A model as a submission asks for it. */
interface ModelChoice {
  readonly tier?: string;
  readonly model?: string;
  readonly provider?: string;
}

/** What a submission is checked with against the models and tools that are here. */
export interface SubmissionChecks {
  readonly checkModelChoice: (choice: ModelChoice) => Promise<void>;
  readonly promptRoom: (choice: ModelChoice) => Promise<number>;
  readonly findUnknownTool: (names: readonly string[]) => Promise<string | undefined>;
  readonly checkWebhook: (url: string) => void;
  readonly leastCall: (choice: ModelChoice, prompt: LeastPrompt) => Promise<BudgetShare>;
}

/** What of a submission its first call shows at least. */
interface LeastPrompt {
  readonly query: string;
  readonly system?: string;
}

/** Makes the checks that whoever takes submissions needs: the API, and a worker for its schedules. */
export function createSubmissionChecks(
  models: Models,
  tools: ToolBox,
  webhooks: Pick<Webhooks, 'check'>,
): SubmissionChecks {
  return {
    checkModelChoice: (choice) => checkModelChoice(models, choice),
    promptRoom: (choice) => promptRoom(models, choice),
    leastCall: (choice, prompt) => leastCall(models, choice, prompt),
    findUnknownTool: async (names) => {
      const known = new Set((await tools.list()).map(({ name }) => name));
      return names.find((name) => !known.has(name));
    },
    checkWebhook: (url) => checkWebhook(webhooks, url),
  };
}

async function checkModelChoice(models: Models, choice: ModelChoice): Promise<void> {
  try {
    await models.targets(choice as Parameters<Models['targets']>[0]);
  } catch (error) {
    if (error instanceof ModelChoiceError) throw new ApiError('badRequest', error.message);
    throw error;
  }
}

function checkWebhook(webhooks: Pick<Webhooks, 'check'>, url: string): void {
  try {
    webhooks.check(url);
  } catch (error) {
    throw new ApiError('badRequest', `webhook.url: ${(error as Error).message}`);
  }
}

/** What the first call takes at least that a task may make: its prompt, and the shortest answer that is worth making. */
async function leastCall(models: Models, choice: ModelChoice, prompt: LeastPrompt): Promise<BudgetShare> {
  const [target] = await models.targets(choice as Parameters<Models['targets']>[0]);
  if (!target) return { tokens: 0, usd: 0 };
  const { query, ...system } = prompt;
  const messages = [{ role: 'user' as const, content: query }];
  const inputTokens = models.estimateInputTokens(target, { messages, ...system });
  const outputTokens = Math.min(target.maxOutputTokens, limits.budgetLeastOutputTokens);
  const usd = models.upperPriceUsd(target, { inputTokens, outputTokens });
  return { tokens: inputTokens + outputTokens, usd };
}

/** Tokens that a prompt may fill in every model that a choice may ask; of no tier, those of all tiers. */
async function promptRoom(models: Models, choice: ModelChoice): Promise<number> {
  const isOpen = choice.tier === undefined && choice.model === undefined;
  const choices = isOpen ? ModelTier.options.map((tier) => ({ ...choice, tier })) : [choice];
  const targets = await Promise.all(
    choices.map((one) => models.targets(one as Parameters<Models['targets']>[0])),
  );
  const rooms = targets
    .flat()
    .map(
      ({ contextWindow, maxOutputTokens }) => contextWindow - Math.min(maxOutputTokens, contextWindow / 2),
    );
  return Math.floor(Math.min(...rooms));
}
