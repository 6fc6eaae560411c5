import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What the scripted server does with one call. */
export interface Behaviour {
  /** Pieces of the answer, or its whole text. */
  readonly pieces?: readonly string[];
  readonly text?: string;
  /** Answers with the last user's message. */
  readonly echo?: boolean;
  /** Chunks of the stream as they are, before the pieces: thoughts, an error in the middle, what a vendor adds. */
  readonly chunks?: readonly object[];
  /** Comment lines before each piece, as gateways send while a model thinks. */
  readonly comments?: number;
  /** Name that it answers under; the one asked for by default. */
  readonly model?: string;
  /** Milliseconds before each piece. */
  readonly delayMs?: number;
  /** Milliseconds before the answer's first byte. */
  readonly waitMs?: number;
  /** Tokens that it counts; null: it does not count. */
  readonly usage?: { readonly input: number; readonly output: number } | null;
  /** Tools that it wants called, after its text. */
  readonly tools?: readonly { readonly name: string; readonly args: unknown }[];
  readonly finish?: 'stop' | 'length' | 'content_filter';
  /** Ends the stream in good order, but without having said that the answer is whole. */
  readonly noFinish?: boolean;
  /** Takes the call and sends nothing at all, until the client leaves. */
  readonly hang?: boolean;
  /** Answers with an error in place of text. */
  readonly error?: {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
  };
  /** Cuts the connection: before the answer, or after so many pieces. */
  readonly reset?: 'first' | number;
  /** Sends nothing more after so many pieces, until released or left. */
  readonly holdAfter?: number;
}

/** One call as the server saw it. */
export interface ModelCall {
  readonly path: string;
  readonly body: Record<string, unknown> & { messages?: { role: string; content: string }[]; model?: string };
  readonly headers: IncomingMessage['headers'];
  readonly startedAt: number;
  /** How it ended: undefined while it runs. */
  end?: 'whole' | 'error' | 'left' | 'reset';
  endedAt?: number;
}

/** A small server of OpenAI's chat format that does what a test tells it, and remembers what it was asked. */
export interface ModelServer {
  /** Base URL for `OPENAI_BASE_URL`. */
  readonly url: string;
  readonly calls: readonly ModelCall[];
  /** Behaviours of the next calls, in order; when they run out, a call fails loudly. */
  script(...behaviours: Behaviour[]): void;
  /** Behaviour by request, for all calls from now on. */
  answer(rule: (call: ModelCall, index: number) => Behaviour): void;
  /** Names that it lists from now on, or the status with which it refuses to list. */
  list(models: readonly string[] | number): void;
  /** How often it was asked for its list. */
  readonly listings: number;
  /** Lets every held call go on, and those that come until the next `reset`. */
  release(): void;
  /** Lets calls go on that are held now, all or some; those that come are held again. */
  releaseHeld(which?: (call: ModelCall) => boolean): void;
  /** How many calls are held now, all or some. */
  readonly held: number;
  heldOf(which: (call: ModelCall) => boolean): number;
  /** Forgets calls and scripts; from then on every call is answered with a greeting. */
  reset(): void;
  close(): Promise<void>;
}

const greeting: Behaviour = { pieces: ['Hello', ' there', '.'] };

/** Starts the server on a loopback port; 0 takes a free one. */
export async function startModelServer(port = 0): Promise<ModelServer> {
  const state = new Script();
  const server = createServer((request, response) => {
    void serve(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls: state.calls,
    script: (...behaviours) => (state.rule = queueOf(behaviours)),
    answer: (rule) => (state.rule = rule),
    list: (models) => (state.models = models),
    get listings() {
      return state.listings;
    },
    release: () => state.release(),
    releaseHeld: (which) => state.releaseHeld(which),
    get held() {
      return state.held.size;
    },
    heldOf: (which) => [...state.held.values()].filter(which).length,
    reset: () => {
      state.calls.length = 0;
      state.isReleased = false;
      state.rule = () => greeting;
      state.models = ['scripted-model'];
      state.listings = 0;
    },
    close: () => closeServer(server),
  };
}

class Script {
  readonly calls: ModelCall[] = [];
  rule: (call: ModelCall, index: number) => Behaviour = () => greeting;
  isReleased = false;
  models: readonly string[] | number = ['scripted-model'];
  listings = 0;
  /** How each held call is let go on. */
  readonly held = new Map<() => void, ModelCall>();

  /** Resolves when the call is let go on, or its client has left. */
  async hold(call: ModelCall, response: ServerResponse): Promise<void> {
    if (this.isReleased) return;
    let go = () => {};
    const goingOn = new Promise<void>((resolve) => (go = resolve));
    this.held.set(go, call);
    await Promise.race([goingOn, closed(response)]);
    this.held.delete(go);
  }

  release(): void {
    this.isReleased = true;
    this.releaseHeld();
  }

  releaseHeld(which: (call: ModelCall) => boolean = () => true): void {
    for (const [go, call] of this.held) if (which(call)) go();
  }
}

function queueOf(behaviours: readonly Behaviour[]): Script['rule'] {
  let next = 0;
  return () => {
    const behaviour = behaviours[next++];
    if (behaviour) return behaviour;
    const message = `The script has ${behaviours.length} answers and this is call ${next}`;
    return { error: { status: 400, body: { error: { message } } } };
  };
}

async function serve(state: Script, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? '';
  if (path.endsWith('/models')) {
    state.listings += 1;
    if (typeof state.models === 'number') sendJson(response, state.models, {});
    else
      sendJson(response, 200, { object: 'list', data: state.models.map((id) => ({ id, object: 'model' })) });
    return;
  }
  const body = JSON.parse(await readBody(request)) as ModelCall['body'];
  const call: ModelCall = { path, body, headers: request.headers, startedAt: Date.now() };
  state.calls.push(call);
  const end = (how: NonNullable<ModelCall['end']>) => {
    call.end ??= how;
    call.endedAt ??= Date.now();
  };
  response.once('close', () => end(response.writableFinished ? 'whole' : 'left'));
  const behaviour = state.rule(call, state.calls.length - 1);
  if (behaviour.hang) return closed(response);
  if (behaviour.waitMs) await delay(behaviour.waitMs);
  if (behaviour.reset === 'first') {
    end('reset');
    request.socket.resetAndDestroy();
    return;
  }
  if (behaviour.error) {
    end('error');
    sendJson(response, behaviour.error.status, behaviour.error.body ?? {}, behaviour.error.headers);
    return;
  }
  if (body['stream'] === true) await stream(state, call, behaviour, request, response, end);
  else sendJson(response, 200, wholeAnswer(call, behaviour));
}

function textOf({ body }: ModelCall, { echo, pieces, text }: Behaviour): readonly string[] {
  const last = body.messages?.findLast(({ role }) => role === 'user');
  return echo ? [last?.content ?? ''] : (pieces ?? [text ?? '']);
}

function modelOf({ body }: ModelCall, { model }: Behaviour): string {
  return model ?? body.model ?? 'scripted-model';
}

function usageOf({ usage }: Behaviour): object | undefined {
  if (usage === null) return undefined;
  const { input, output } = usage ?? { input: 11, output: 7 };
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function wholeAnswer(call: ModelCall, behaviour: Behaviour): object {
  const message = { role: 'assistant', content: textOf(call, behaviour).join('') };
  const base = { id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: modelOf(call, behaviour) };
  const choices = [{ index: 0, message, finish_reason: behaviour.finish ?? 'stop' }];
  return { ...base, choices, usage: usageOf(behaviour) };
}

async function stream(
  state: Script,
  call: ModelCall,
  behaviour: Behaviour,
  request: IncomingMessage,
  response: ServerResponse,
  end: (how: NonNullable<ModelCall['end']>) => void,
): Promise<void> {
  const base = {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: modelOf(call, behaviour),
  };
  const send = (rest: object) => response.write(`data: ${JSON.stringify(rest)}\n\n`);
  const chunk = (rest: object) => send({ ...base, ...rest });
  const pieces = textOf(call, behaviour);
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.flushHeaders();
  for (const extra of behaviour.chunks ?? []) send(extra);
  for (const [index, content] of pieces.entries()) {
    if (behaviour.holdAfter === index) await state.hold(call, response);
    for (let comment = 0; comment < (behaviour.comments ?? 0); comment += 1) {
      response.write(': still thinking\n\n');
      await delay(behaviour.delayMs ?? 0);
    }
    if (behaviour.delayMs) await delay(behaviour.delayMs);
    if (behaviour.reset === index) {
      end('reset');
      request.socket.resetAndDestroy();
      return;
    }
    if (response.destroyed) return;
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
  }
  if (behaviour.holdAfter === pieces.length) await state.hold(call, response);
  if (behaviour.noFinish) {
    response.end();
    return;
  }
  for (const [index, { name, args }] of (behaviour.tools ?? []).entries()) {
    const text = typeof args === 'string' ? args : JSON.stringify(args);
    const tool = {
      index,
      id: `call_${state.calls.length}_${index}`,
      type: 'function',
      function: { name, arguments: text },
    };
    chunk({ choices: [{ index: 0, delta: { tool_calls: [tool] }, finish_reason: null }] });
  }
  const usual = behaviour.tools ? 'tool_calls' : 'stop';
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: behaviour.finish ?? usual }] });
  const usage = usageOf(behaviour);
  const options = call.body['stream_options'] as { include_usage?: boolean } | undefined;
  if (usage && options?.include_usage) chunk({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', resolve));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
