import { limits } from '../limits';
import { contextSettings, sharedSettings, type Budget } from '../settings';
import type { JsonObject } from '../task';
import type { ScheduleDefinition } from './order';

/**
 * The body of `POST /api/v1/tasks` that a run of a schedule submits. The budget of a run is the lower of the schedule's
 * and that of its context; the limit of time is the schedule's, else its context's, else the default of schedules.
 */
export function submissionOf({
  query,
  context,
  maxBudgetUsd,
  timeoutSeconds,
}: ScheduleDefinition): JsonObject {
  const meant = meaningOf(context);
  const limit = timeoutSeconds ?? meant['timeout_seconds'] ?? limits.schedule.timeoutSeconds;
  const body: JsonObject = { query, context: meant, timeout_seconds: limit };
  if (maxBudgetUsd === undefined) return body;
  return { ...body, budget: budgetWithin(maxBudgetUsd, meant['budget']) };
}

/** Seconds that one run of a schedule may take. */
export function timeoutSecondsOf(definition: ScheduleDefinition): number {
  const limit = submissionOf(definition)['timeout_seconds'];
  return typeof limit === 'number' ? limit : limits.schedule.timeoutSeconds;
}

/** A budget that no longer is one stays as it is: whoever checks the submission refuses it with a sentence. */
function budgetWithin(most: number, given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given ?? { max_cost_usd: most };
  const { max_cost_usd: cost } = given as Budget;
  if (typeof cost !== 'number' && cost != null) return given;
  return { ...given, max_cost_usd: Math.min(most, cost ?? most) };
}

type Known = keyof typeof sharedSettings | keyof typeof contextSettings;
const known = { ...sharedSettings, ...contextSettings };

/**
 * A context in which strings stand for what they mean: clients that speak strings alone write `"3"` for a number and
 * `"true"` for a flag. A string that a setting takes as it is stays one, and so does that of an unknown key.
 */
export function meaningOf(context: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, meantBy(key, value)]));
}

function meantBy(key: string, value: unknown): unknown {
  if (typeof value !== 'string' || !Object.hasOwn(known, key)) return value;
  const schema = known[key as Known];
  if (schema.safeParse(value).success) return value;
  try {
    const meant: unknown = JSON.parse(value);
    return schema.safeParse(meant).success ? meant : value;
  } catch {
    return value;
  }
}
