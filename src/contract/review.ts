import { z } from 'zod';

const by = z.string().max(200).nullish();

/** `POST /api/v1/tasks/{id}/review`. */
export const ReviewRequest = z
  .object(
    {
      action: z.enum(['feedback', 'approve', 'reject'], {
        error: "action must be 'feedback', 'approve' or 'reject'",
      }),
      message: z
        .string({ error: 'message must be a string' })
        .refine(
          (text) => new TextEncoder().encode(text).length <= 10_240,
          'message exceeds maximum length (10KB)',
        )
        .nullish(),
      reviewed_by: by,
    },
    { error: 'Invalid request body' },
  )
  .meta({ id: 'ReviewRequest' });

/** One turn of a review: the plan as it was shown, or what the reviewer said to it. */
export const ReviewRound = z.strictObject({
  role: z.enum(['assistant', 'user']),
  message: z.string(),
  timestamp: z.iso.datetime(),
});

/** `GET /api/v1/tasks/{id}/review`; the version is the ETag too. */
export const ReviewState = z
  .strictObject({
    status: z.enum(['reviewing', 'approved', 'rejected', 'expired']),
    round: z.int().min(1),
    version: z.int().min(1),
    current_plan: z.string(),
    query: z.string(),
    rounds: z.array(ReviewRound),
  })
  .meta({ id: 'ReviewState' });
export type ReviewState = z.infer<typeof ReviewState>;

/** Answer of a review call: the state, and under `plan` what the last round says (reference, section 6.1). */
export const ReviewAnswer = ReviewState.extend({
  message: z.string(),
  plan: z.strictObject({
    message: z.string(),
    round: z.int(),
    version: z.int(),
    intent: z.enum(['feedback', 'ready', 'execute']),
  }),
}).meta({ id: 'ReviewAnswer' });
export type ReviewAnswer = z.infer<typeof ReviewAnswer>;

/** A reviewer's word, as it reaches the workflow. */
export interface ReviewOrder {
  readonly action: 'feedback' | 'approve' | 'reject';
  readonly message: string;
  readonly by: string;
  /** The version that the reviewer has seen; absent: whichever there is. */
  readonly version?: number;
}

/** A plan that a person has reviewed, and everything that was said to it. */
export interface Revised {
  readonly plan: string;
  readonly feedback: readonly string[];
}
