/** How one model provider is reached; without a key and a base URL it is not configured. */
export interface ProviderAccess {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
}

/** The model providers that have an adapter, as the environment configures them. */
export interface ProviderSettings {
  readonly openai: ProviderAccess;
  readonly anthropic: ProviderAccess;
  readonly google: ProviderAccess;
}
