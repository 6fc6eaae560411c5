import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What one API process counts. No label carries a tenant's data: only methods, known routes and codes. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts requests and their time by method, route and code. */
  readonly countRequest: RequestHandler;
}

/** Makes the metrics of an API process, with those of the Node runtime. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'code'] as const;
  const requests = new Counter({
    name: 'holdfast_http_requests_total',
    help: 'HTTP requests answered',
    labelNames,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'holdfast_http_request_seconds',
    help: 'Time from request to end of answer, streams excluded',
    labelNames: ['method', 'route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const streams = new Gauge({
    name: 'holdfast_open_streams',
    help: 'Event streams that are open now',
    registers: [registry],
  });
  // Looking labels up costs more than counting: what counts for a set of them is made once. They are few.
  const counters = new LRUCache<string, () => void>({ max: 1_000 });
  const timers = new LRUCache<string, (seconds: number) => void>({ max: 1_000 });
  const countRequest: RequestHandler = (request, response, next) => {
    const startedAt = performance.now();
    const isStream = /\/stream(\/sse|\/ws)?$/.test(request.path) && request.method === 'GET';
    if (isStream) streams.inc();
    response.once('close', () => {
      if (isStream) streams.dec();
      const method = methods.has(request.method) ? request.method : 'other';
      const route = routeOf(request.baseUrl, request.route as { path?: unknown } | undefined);
      const code = String(response.statusCode);
      once(counters, `${method} ${route} ${code}`, () => {
        const counter = requests.labels(method, route, code);
        return () => counter.inc();
      })();
      if (isStream) return;
      const observe = once(timers, `${method} ${route}`, () => {
        const timer = seconds.labels(method, route);
        return (value) => timer.observe(value);
      });
      observe((performance.now() - startedAt) / 1_000);
    });
    next();
  };
  return { registry, countRequest };
}

/** The pattern of a route that is known, never a path with an id in it. */
function routeOf(baseUrl: string, route: { path?: unknown } | undefined): string {
  return typeof route?.path === 'string' ? `${baseUrl}${route.path}` : 'other';
}

const methods: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD']);

function once<T extends object>(kept: LRUCache<string, T>, name: string, make: () => T): T {
  const known = kept.get(name) ?? make();
  kept.set(name, known);
  return known;
}
