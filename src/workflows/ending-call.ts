import type { CallModelResult } from '../contract/activities';
import type { AskCost } from '../contract/orders';
import { announceUsage } from './announce';
import type { Control } from './control';

/** What a call came to that may end its task. */
type Taken = Exclude<CallModelResult, { kind: 'withheld' | 'paused' }>;

/**
 * Makes a call whose answer ends the task, and makes it again where the end was withheld for a pause: the answer is
 * kept, so the second one pays for nothing. `account` hears what the answer cost while it waits. So is a
 * call that a pause or a budget kept from being made; `call` hears whether the answer is there already.
 */
export function endingCall(
  control: Control,
  call: (isKept: boolean) => Promise<CallModelResult>,
  account: (cost: AskCost) => void = announceUsage,
): Promise<Taken> {
  let isAccounted = false;
  return control.ending<Taken>(async () => {
    const result = await call(isAccounted);
    if (result.kind === 'paused') return result.pause;
    if (result.kind !== 'withheld') return result;
    // Withheld again, it is the same answer.
    if (!isAccounted) account(result);
    isAccounted = true;
    return { withheld: result.withheld };
  });
}
