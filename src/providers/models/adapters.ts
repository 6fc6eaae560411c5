import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3 } from '@ai-sdk/provider';
import { LRUCache } from 'lru-cache';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { ProviderAccess, ProviderSettings } from '../../contract/providers';
import type { VendorName } from './models-file';

/** A configured vendor: the AI SDK's model for a name. */
export interface Adapter {
  readonly name: VendorName;
  readonly model: (name: string) => LanguageModelV3;
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
    const vendor = createAnthropic({ ...settings, fetch: watchedFetch });
    adapters.push({ name: 'anthropic', model: kept(vendor), access: anthropic, isForeign: false });
  }
  if (google.apiKey) {
    const settings = { apiKey: google.apiKey, baseURL: versioned('google', google) };
    const vendor = createGoogleGenerativeAI({ ...settings, fetch: watchedFetch });
    adapters.push({ name: 'google', model: kept(vendor), access: google, isForeign: false });
  }
  return adapters;
}

/** OpenAI itself by its own adapter; any other server of the format by the one that assumes no more than that. */
function openAi(access: ProviderAccess): Adapter {
  const { apiKey, baseUrl = vendorUrls.openai } = access;
  const key = apiKey === undefined ? {} : { apiKey };
  const isOpenAi = apiKey !== undefined && /(^|\.)api\.openai\.com$/.test(new URL(baseUrl).hostname);
  const settings = { ...key, baseURL: baseUrl, fetch: watchedFetch };
  const vendor = isOpenAi
    ? chatOf(createOpenAI(settings))
    : createOpenAICompatible({
        ...settings,
        name: 'openai',
        includeUsage: true,
        supportsStructuredOutputs: true,
      });
  return { name: 'openai', model: kept(vendor), access, isForeign: !isOpenAi };
}

function chatOf(vendor: ReturnType<typeof createOpenAI>): Adapter['model'] {
  return (name) => vendor.chat(name);
}

/** The vendors' own clients want the address without a version, the AI SDK with one: both are taken. */
function versioned(vendor: 'anthropic' | 'google', { baseUrl }: ProviderAccess): string {
  if (baseUrl === undefined) return vendorUrls[vendor];
  const isBare = new URL(baseUrl).pathname === '/';
  return isBare ? new URL(new URL(vendorUrls[vendor]).pathname, baseUrl).href : baseUrl;
}

const arrivals = new AsyncLocalStorage<() => void>();

/** Runs a call whose `onBytes` is told of everything that arrives for it, also of what is no part of an answer. */
export function watchArrivals<T>(onBytes: () => void, call: () => T): T {
  return arrivals.run(onBytes, call);
}

/** The runtime's fetch, telling of each arrival: a provider that thinks long sends comments and pings meanwhile. */
const watchedFetch: typeof fetch = async (input, init) => {
  const onBytes = arrivals.getStore() ?? (() => undefined);
  const response = await fetch(input, init);
  onBytes();
  if (!response.body) return response;
  const { status, statusText, headers } = response;
  return new Response(told(response.body, onBytes), { status, statusText, headers });
};

function told(body: ReadableStream<Uint8Array>, onBytes: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) {
        controller.close();
        return;
      }
      onBytes();
      controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** Making a model builds schemas anew, which takes longer than a call's own work: each name's is made once. */
function kept(make: (name: string) => LanguageModelV3): Adapter['model'] {
  const models = new LRUCache<string, LanguageModelV3>({ max: 200 });
  return (name) => {
    const model = models.get(name) ?? make(name);
    models.set(name, model);
    return model;
  };
}
