import { z } from 'zod';

/** How a task runs, as the status shows it: the label is what ran. */
export const ExecutionMode = z.enum([
  'EXECUTION_MODE_SIMPLE',
  'EXECUTION_MODE_STANDARD',
  'EXECUTION_MODE_COMPLEX',
]);
export type ExecutionMode = z.infer<typeof ExecutionMode>;

/** Size of model that a task asks for; the configuration maps it to a model per provider. */
export const ModelTier = z.enum(['small', 'medium', 'large']);
export type ModelTier = z.infer<typeof ModelTier>;

/** Whether a task of this mode makes one model call and no more. */
export function isOneCall(mode: ExecutionMode): boolean {
  return mode === 'EXECUTION_MODE_SIMPLE';
}
