import { z } from 'zod';

/** Body of a control call; a missing body means no reason. */
export const ControlRequest = z
  .object({ reason: z.string().max(1_000, 'reason must be at most 1000 characters').nullish() })
  .meta({ id: 'ControlRequest' });
export type ControlRequest = z.infer<typeof ControlRequest>;

/** Answer of a cancel that was taken. */
export const CancelAnswer = z
  .strictObject({ success: z.literal(true), message: z.string() })
  .meta({ id: 'CancelAnswer' });
export type CancelAnswer = z.infer<typeof CancelAnswer>;
