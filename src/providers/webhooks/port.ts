/** What is to be sent, and to whom. */
export interface WebhookPost {
  readonly url: string;
  /** Absent: it is sent without a signature. */
  readonly secret?: string;
  /** The same for every try. */
  readonly deliveryId: string;
  /** JSON text. */
  readonly body: string;
  /** When it is sent. */
  readonly at: Date;
  /** Ends the try: a worker that stops leaves it to another. */
  readonly signal?: AbortSignal;
}

/** What came of a try; a sentence says why it failed, without more of the address than its host. */
export type WebhookOutcome =
  | { readonly ok: true; readonly statusCode: number }
  | {
      readonly ok: false;
      readonly statusCode?: number;
      readonly error: string;
      /** Another try is of no use. */
      readonly isFinal: boolean;
      /** When the receiver asks to be tried again, milliseconds. */
      readonly retryAfterMs?: number;
    };

/** Tells those who want to hear of tasks. */
export interface Webhooks {
  /** Checks an address as far as can be without resolving it. Throws an error with a user's sentence. */
  check(url: string): void;
  /** Makes one try. Throws nothing but the reason of its signal. */
  send(post: WebhookPost): Promise<WebhookOutcome>;
  close(): Promise<void>;
}
