import { z } from 'zod';
import { JsonObject, SessionId } from './task';
import { ToolDescription } from './tools';

/** A tool as `GET /api/v1/tools` lists it. */
export const ToolListItem = ToolDescription.pick({ name: true, description: true, parameters: true }).meta({
  id: 'ToolListItem',
});
export type ToolListItem = z.infer<typeof ToolListItem>;

/** Body of `POST /api/v1/tools/{name}/execute`. What else it holds has no effect and is named in the answer. */
export const ExecuteRequest = z
  .looseObject(
    {
      arguments: z
        .record(z.string(), z.unknown(), { error: 'arguments must be an object' })
        .nullish()
        .describe('What the parameters of the tool ask for'),
      session_id: SessionId.nullish(),
    },
    { error: 'Invalid request body: it must be a JSON object' },
  )
  .meta({ id: 'ExecuteRequest' });
export type ExecuteRequest = z.infer<typeof ExecuteRequest>;

/** What came of an execution: a tool that failed is an answer too, with a sentence in `error`. */
export const ExecuteAnswer = z
  .strictObject({
    success: z.boolean(),
    output: z.unknown().describe('What the tool gave, as data; null when it failed'),
    text: z.string().nullable().describe('The same as a model reads it; null when it failed'),
    error: z.string().nullable(),
    metadata: JsonObject.optional(),
    execution_time_ms: z.int().min(0),
    usage: z.strictObject({
      tokens: z.literal(0).describe('A tool call uses no tokens of a model'),
      cost_usd: z.number().min(0),
    }),
  })
  .meta({ id: 'ExecuteAnswer' });
export type ExecuteAnswer = z.infer<typeof ExecuteAnswer>;
