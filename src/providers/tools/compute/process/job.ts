import { z } from 'zod';

/** What a computing process is asked; `data` is JSON as text, for queries. */
export const Job = z.strictObject({ expression: z.string(), data: z.string().optional() });
export type Job = z.infer<typeof Job>;

/** What it answers: first that it is ready, then one answer a job. */
export const Reply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('done'), text: z.string(), output: z.unknown() }),
  z.strictObject({ kind: z.literal('failed'), sentence: z.string() }),
]);
export type Reply = z.infer<typeof Reply>;
export type Done = Extract<Reply, { kind: 'done' }>;

/** A job could not be done; the message is a sentence for who asked. */
export class JobError extends Error {
  override name = 'JobError';
}

/** Longest times of the ways to calculate, and of a query; milliseconds. Together they make some two seconds. */
export const jobTimes = { exactMs: 500, roundedMs: 1_200, doubleMs: 300, queryMs: 1_800 };
/** Characters of an answer: what a model can still read. */
export const mostAnswerCharacters = 100_000;
