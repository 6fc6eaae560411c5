import { limits } from '../contract/limits';
import { error, type Json } from './openapi-parts';
import { requestHeaderNames } from './request-limit';

/** Reads whose requests are counted: lists, and what is no cheap read. Whatever changes something is. */
const countedReads: ReadonlySet<string> = new Set([
  '/api/v1/tasks',
  '/api/v1/tasks/{id}/events',
  '/api/v1/tasks/{id}/control-state',
  '/api/v1/approvals',
  '/api/v1/budgets',
  '/api/v1/budgets/{scope}/{scope_id}/{period}',
  '/api/v1/sessions',
  '/api/v1/sessions/{id}/files',
  '/api/v1/sessions/{id}/files/{path}',
  '/api/v1/schedules',
  '/api/v1/tools',
  '/api/v1/tools/{name}',
]);
const methods: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete']);

const headers = Object.fromEntries(
  [...requestHeaderNames, 'Retry-After'].map((name) => [name, { schema: { type: 'integer' } }]),
);

/** Adds to the operations of some paths that their requests are counted, where they are. */
export function withRequestLimits(paths: Json): Json {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => [path, withLimitsIn(path, item as Json)]),
  );
}

function withLimitsIn(path: string, item: Json): Json {
  const isCounted = (method: string) =>
    methods.has(method) && path.startsWith('/api/v1/') && (method !== 'get' || countedReads.has(path));
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) =>
      isCounted(method) ? [method, withLimit(operation as Json)] : [method, operation],
    ),
  );
}

function withLimit(operation: Json): Json {
  const responses = operation['responses'] as Json;
  const other = (responses['429'] as { description: string } | undefined)?.description;
  const tiers = Object.keys(limits.requests).join(', ');
  const own = `More requests than the tier of the key allows (${tiers})`;
  const refusal = error(other === undefined ? own : `${own}; or: ${other}`);
  return { ...operation, responses: { ...responses, '429': { ...refusal, headers } } };
}
