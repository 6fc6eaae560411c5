import { z } from 'zod';
import { ApiError } from '../errors';
import { checkJson } from '../json';
import { limits } from '../limits';
import { JsonObject } from '../task';
import { firstViolation } from '../violation';
import { OverlapPolicy, type ScheduleDefinition } from './order';

const bounds = limits.schedule;

const required = (name: string, missing: string) =>
  z
    .string({ error: ({ input }) => (input == null ? missing : `${name} must be a string`) })
    .trim()
    .min(1, missing);

const whole = (name: string, least: number, most: number) => {
  const error = `${name} out of range (${least}..${most})`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

const budgetError = 'max_budget_per_run_usd must be a number of dollars, 0 for no limit';

const needed = {
  name: required('name', 'schedule name required').max(
    bounds.nameCharacters,
    `name must be at most ${bounds.nameCharacters} characters`,
  ),
  cron_expression: required('cron_expression', 'cron expression required').max(
    200,
    'invalid cron expression: it is too long',
  ),
  task_query: required('task_query', 'task query required').refine(
    (query) => [...query].length <= limits.queryCharacters,
    `task query is too long (at most ${limits.queryCharacters} characters)`,
  ),
};

const open = {
  description: z
    .string({ error: 'description must be a string' })
    .max(
      bounds.descriptionCharacters,
      `description must be at most ${bounds.descriptionCharacters} characters`,
    )
    .nullish(),
  timezone: z.string({ error: 'timezone must be a string' }).trim().max(100, 'invalid timezone').nullish(),
  task_context: JsonObject.nullish(),
  max_budget_per_run_usd: z.number({ error: budgetError }).min(0, budgetError).nullish(),
  timeout_seconds: whole('timeout_seconds', 0, limits.timeoutSeconds.most).nullish(),
  overlap_policy: OverlapPolicy.nullish(),
  catchup_window_seconds: whole(
    'catchup_window_seconds',
    bounds.catchupSeconds.least,
    bounds.catchupSeconds.most,
  ).nullish(),
};

/** Body of `POST /api/v1/schedules` (reference, section 8). Unknown fields are let be. */
export const CreateScheduleRequest = z
  .looseObject({ ...needed, ...open }, { error: 'Invalid request body' })
  .meta({ id: 'CreateScheduleRequest' });

/** Body of `PUT /api/v1/schedules/{id}`: what is not given stays as it is, and so does `task_context` where it is empty. */
export const UpdateScheduleRequest = z
  .looseObject(
    {
      name: needed.name.nullish(),
      cron_expression: needed.cron_expression.nullish(),
      task_query: needed.task_query.nullish(),
      ...open,
      clear_task_context: z.boolean({ error: 'clear_task_context must be true or false' }).nullish(),
    },
    { error: 'Invalid request body' },
  )
  .meta({ id: 'UpdateScheduleRequest' });
type UpdateScheduleRequest = z.infer<typeof UpdateScheduleRequest>;

const unset: ScheduleDefinition = {
  name: '',
  description: '',
  cron: '',
  timezone: 'UTC',
  query: '',
  context: {},
  overlap: 'skip',
  catchupSeconds: bounds.catchupSeconds.fallback,
};

/** Reads the body that makes a schedule. Throws `ApiError` 400 with the first violation in a sentence. */
export function readNewSchedule(body: unknown): ScheduleDefinition {
  return changed(unset, read(CreateScheduleRequest, body));
}

/** Reads the body that changes a schedule into what it then says. Throws `ApiError` 400 as `readNewSchedule` does. */
export function readScheduleChange(before: ScheduleDefinition, body: unknown): ScheduleDefinition {
  return changed(before, read(UpdateScheduleRequest, body));
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  checkJson(body);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError('badRequest', firstViolation(parsed.error));
  return parsed.data;
}

function changed(before: ScheduleDefinition, request: UpdateScheduleRequest): ScheduleDefinition {
  const { maxBudgetUsd, timeoutSeconds, ...rest } = before;
  const budget = request.max_budget_per_run_usd ?? maxBudgetUsd;
  const timeout = request.timeout_seconds ?? timeoutSeconds;
  const made = {
    ...rest,
    name: request.name ?? before.name,
    description: request.description ?? before.description,
    cron: request.cron_expression?.split(/\s+/).join(' ') ?? before.cron,
    timezone: request.timezone || before.timezone,
    query: request.task_query ?? before.query,
    context: contextOf(before, request),
    // Zero is how clients without optional numbers say none (reference, section 8).
    ...(budget && { maxBudgetUsd: budget }),
    ...(timeout && { timeoutSeconds: timeout }),
    overlap: request.overlap_policy ?? before.overlap,
    catchupSeconds: request.catchup_window_seconds ?? before.catchupSeconds,
  };
  if (JSON.stringify(made).length > bounds.characters) {
    throw new ApiError(
      'badRequest',
      `The schedule is too large (at most ${bounds.characters} characters of JSON)`,
    );
  }
  return made;
}

function contextOf({ context }: ScheduleDefinition, request: UpdateScheduleRequest): JsonObject {
  const { task_context: given, clear_task_context: isCleared } = request;
  if (given && Object.keys(given).length > 0) return given;
  return isCleared ? {} : context;
}
