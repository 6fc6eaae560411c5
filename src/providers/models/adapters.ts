import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ProviderAccess, ProviderSettings } from '../../contract/providers';
import type { VendorName } from './models-file';

// The package prints what a model does not support (a temperature, say) to the console; our log is JSON lines.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** A configured vendor: makes the `ai` package's model for a name, one for each call. */
export interface Adapter {
  readonly name: VendorName;
  /** `onBytes` is told of everything that arrives, also of what is no part of an answer. */
  readonly model: (name: string, onBytes: () => void) => LanguageModel;
  readonly access: ProviderAccess;
  /** Whether its models are not known beforehand: another server that speaks its format. */
  readonly isForeign: boolean;
}

/** Addresses without a path mean the vendor's usual one; what the environment says elsewhere is not read again. */
const vendorUrls = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com/v1',
  google: 'https://generativelanguage.googleapis.com/v1beta',
} as const;

/** The vendors that the environment configures: those with a key, and any server of OpenAI's format by its address. */
export function createAdapters(providers: ProviderSettings): Adapter[] {
  const { openai, anthropic, google } = providers;
  const adapters: Adapter[] = [];
  if (openai.apiKey ?? openai.baseUrl) adapters.push(openAi(openai));
  if (anthropic.apiKey) {
    const settings = { apiKey: anthropic.apiKey, baseURL: versioned('anthropic', anthropic) };
    const model: Adapter['model'] = (name, onBytes) =>
      createAnthropic({ ...settings, fetch: watched(onBytes) })(name);
    adapters.push({ name: 'anthropic', model, access: anthropic, isForeign: false });
  }
  if (google.apiKey) {
    const settings = { apiKey: google.apiKey, baseURL: versioned('google', google) };
    const model: Adapter['model'] = (name, onBytes) =>
      createGoogleGenerativeAI({ ...settings, fetch: watched(onBytes) })(name);
    adapters.push({ name: 'google', model, access: google, isForeign: false });
  }
  return adapters;
}

/** OpenAI itself by its own adapter; any other server of the format by the one that assumes no more than that. */
function openAi(access: ProviderAccess): Adapter {
  const { apiKey, baseUrl = vendorUrls.openai } = access;
  const key = apiKey === undefined ? {} : { apiKey };
  const isOpenAi = apiKey !== undefined && /(^|\.)api\.openai\.com$/.test(new URL(baseUrl).hostname);
  const own: Adapter['model'] = (name, onBytes) =>
    createOpenAI({ ...key, baseURL: baseUrl, fetch: watched(onBytes) }).chat(name);
  const foreign: Adapter['model'] = (name, onBytes) =>
    createOpenAICompatible({
      name: 'openai',
      baseURL: baseUrl,
      includeUsage: true,
      supportsStructuredOutputs: true,
      fetch: watched(onBytes),
      ...key,
    })(name);
  return { name: 'openai', model: isOpenAi ? own : foreign, access, isForeign: !isOpenAi };
}

/** The vendors' own clients want the address without a version, the `ai` package with one: both are taken. */
function versioned(vendor: 'anthropic' | 'google', { baseUrl }: ProviderAccess): string {
  if (baseUrl === undefined) return vendorUrls[vendor];
  const isBare = new URL(baseUrl).pathname === '/';
  return isBare ? new URL(new URL(vendorUrls[vendor]).pathname, baseUrl).href : baseUrl;
}

/** The runtime's fetch, telling of each arrival: a provider that thinks long sends comments and pings meanwhile. */
function watched(onBytes: () => void): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    onBytes();
    if (!response.body) return response;
    const told = new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        onBytes();
        controller.enqueue(bytes);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(told), { status, statusText, headers });
  };
}
