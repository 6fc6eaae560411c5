import { condition, defineSignal, setHandler } from '@temporalio/workflow';
import { signalNames } from '../contract/engine';

const placeSignal = defineSignal(signalNames.place);

/**
 * Waits until a task has a place among the running ones of its tenant: nothing begins before, and no clock runs. Throws
 * the cancellation of the workflow.
 */
export async function untilPlaced(): Promise<void> {
  let hasPlace = false;
  setHandler(placeSignal, () => {
    hasPlace = true;
  });
  await condition(() => hasPlace);
}
