import { ApplicationFailure } from '@temporalio/activity';
import type { ActivityDeps } from '../deps';

/**
 * Does what depends on its arguments alone, so that it fails only by a defect, and would fail again: the failure is
 * logged and not tried again, and the part of the task that needs it is given up in the place of waiting for ever.
 */
export function byCode<T>({ log }: Pick<ActivityDeps, 'log'>, what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    log.error({ err: error, what }, 'a step of research broke down');
    throw ApplicationFailure.create({
      type: 'Research.Defect',
      message: `${what} failed unexpectedly.`,
      nonRetryable: true,
    });
  }
}
