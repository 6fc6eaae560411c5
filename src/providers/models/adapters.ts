import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ProviderAccess, ProviderSettings } from '../../contract/providers';
import type { ProviderName } from './models-file';

/** A configured vendor: makes the `ai` package's model for a name. */
export interface Adapter {
  readonly name: Exclude<ProviderName, 'local'>;
  readonly model: (name: string) => LanguageModel;
  /** Set where the vendor's models are not known beforehand: another server that speaks its format. */
  readonly access: ProviderAccess;
}

/** The vendors that the environment configures. */
export function createAdapters(providers: ProviderSettings): Adapter[] {
  const adapters: Adapter[] = [];
  const { openai, anthropic, google } = providers;
  if (openai.apiKey ?? openai.baseUrl) {
    adapters.push({ name: 'openai', model: openAiModel(openai), access: openai });
  }
  if (anthropic.apiKey) {
    const create = createAnthropic({ apiKey: anthropic.apiKey, ...base(anthropic) });
    adapters.push({ name: 'anthropic', model: (name) => create(name), access: anthropic });
  }
  if (google.apiKey) {
    const create = createGoogleGenerativeAI({ apiKey: google.apiKey, ...base(google) });
    adapters.push({ name: 'google', model: (name) => create(name), access: google });
  }
  return adapters;
}

/** OpenAI itself by its own adapter; any other server of the format by the one that assumes no more than that. */
function openAiModel(access: ProviderAccess): Adapter['model'] {
  const key = access.apiKey === undefined ? {} : { apiKey: access.apiKey };
  if (access.baseUrl === undefined) {
    const create = createOpenAI(key);
    return (name) => create.chat(name);
  }
  const create = createOpenAICompatible({
    name: 'openai',
    baseURL: access.baseUrl,
    includeUsage: true,
    supportsStructuredOutputs: true,
    ...key,
  });
  return (name) => create(name);
}

function base(access: ProviderAccess): { baseURL?: string } {
  return access.baseUrl === undefined ? {} : { baseURL: access.baseUrl };
}
