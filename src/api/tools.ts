import { createHash, randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { ApiError } from '../contract/errors';
import { checkJson } from '../contract/json';
import { ExecuteRequest, type ExecuteAnswer, type ToolListItem } from '../contract/tool-execution';
import { ToolDescription, ToolName, type ToolBox, type ToolFacts, type ToolOutcome } from '../contract/tools';
import { firstViolation } from '../contract/violation';
import type { Caller } from '../store';
import { clientSignal } from './client-signal';
import type { ApiDeps } from './deps';
import { allowOnly, traceOf } from './errors';
import { createForCallers } from './for-callers';
import { readRequestKey } from './idempotency';
import type { Identify } from './identify';
import { callWithinBudgets } from './paid-tool';

type ToolDeps = Pick<ApiDeps, 'store' | 'tools' | 'log'>;

/** Everything under `/api/v1/tools`: tools that can harm are neither shown nor run (reference, section 10). */
export function createToolRouter(deps: ToolDeps, identify: Identify): Router {
  const router = Router();
  const { counted, withBody } = createForCallers(identify);
  router.get(
    '/',
    counted(async (_caller, request, response) => void response.json(await listTools(deps.tools, request))),
  );
  router.get(
    '/:name',
    counted(async (_caller, request, response) => {
      response.json(ToolDescription.parse(await openTool(deps.tools, request)));
    }),
  );
  router.post(
    '/:name/execute',
    withBody((caller, request, response) => execute(deps, caller, request, response)),
  );
  router.all(['/', '/:name'], allowOnly('GET'));
  router.all('/:name/execute', allowOnly('POST'));
  return router;
}

async function listTools(tools: ToolBox, request: Request): Promise<ToolListItem[]> {
  const wanted = request.query['category'] ?? '';
  if (typeof wanted !== 'string') throw new ApiError('badRequest', 'Give category once');
  return (await tools.list())
    .filter(({ dangerous, category }) => !dangerous && (wanted === '' || category === wanted))
    .map(({ name, description, parameters }) => ({ name, description, parameters }));
}

/** The tool that a path names. Throws `ApiError` 404 where there is none, 403 for one that can harm. */
async function openTool(tools: ToolBox, request: Request): Promise<ToolFacts> {
  const name = String(request.params['name']);
  const found = ToolName.safeParse(name).success
    ? (await tools.list()).find((tool) => tool.name === name)
    : undefined;
  if (!found) throw new ApiError('toolNotFound', `Tool '${shortened(name)}' not found`);
  if (found.dangerous) throw new ApiError('toolNotAllowed');
  return found;
}

/** `POST /api/v1/tools/{name}/execute`; a missing body asks for nothing. A client that leaves takes its call with it: nobody is left to answer. */
async function execute(
  { store, tools, log }: ToolDeps,
  caller: Caller,
  request: Request,
  response: Response,
): Promise<void> {
  const signal = clientSignal(response);
  const { name, cost_per_use: usd } = await openTool(tools, request);
  const body = readExecution(request.body === undefined ? {} : request.body);
  const callKey = callKeyOf(caller, request, name);
  const sessionId = body.session_id ?? `session_${callKey.slice(0, 32)}`;
  const context = { tenant: caller.tenant, sessionId, signal, callKey };
  let outcome: ToolOutcome;
  try {
    const spending = { tenant: caller.tenant, keyId: caller.keyId, sessionId, call: callKey, usd };
    outcome = await callWithinBudgets({ store, log }, spending, () =>
      tools.call(name, body.arguments ?? {}, context),
    );
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  log.info(
    { tool: name, ok: outcome.ok, ms: outcome.durationMs, trace_id: traceOf(response) },
    'tool executed',
  );
  response.set('X-Session-ID', sessionId).json(answerOf(outcome, unknownFields(body)));
}

function readExecution(body: unknown): ExecuteRequest {
  checkJson(body);
  const parsed = ExecuteRequest.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  return parsed.data;
}

/** The same for every repeat of a request with its key, so that what it changes is changed once; else a new one. */
function callKeyOf({ tenant }: Caller, request: Request, name: string): string {
  const repeated = readRequestKey(request, `/api/v1/tools/${name}/execute`);
  if (!repeated) return randomUUID().replaceAll('-', '');
  const { path, key, bodyHash } = repeated;
  return createHash('sha256')
    .update(JSON.stringify([tenant, path, key, bodyHash]))
    .digest('hex');
}

function unknownFields(body: ExecuteRequest): string[] {
  return Object.keys(body).filter((key) => !Object.hasOwn(ExecuteRequest.shape, key));
}

function answerOf(outcome: ToolOutcome, ignored: readonly string[]): ExecuteAnswer {
  const metadata = {
    ...(outcome.ok && outcome.metadata),
    ...(ignored.length > 0 && { ignored_fields: ignored.slice(0, 20).map(shortened) }),
  };
  return {
    success: outcome.ok,
    output: outcome.ok ? (outcome.output ?? null) : null,
    text: outcome.ok ? outcome.text : null,
    error: outcome.ok ? null : outcome.error,
    ...(Object.keys(metadata).length > 0 && { metadata }),
    execution_time_ms: outcome.durationMs,
    usage: { tokens: 0, cost_usd: outcome.ok ? outcome.costUsd : 0 },
  };
}

/** A stranger's text is said back in part only. */
function shortened(text: string): string {
  return text.slice(0, 64).toWellFormed();
}
