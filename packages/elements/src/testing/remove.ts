import { aTimeout } from '@open-wc/testing';
import { timing } from '../internal/timing.ts';

/** Removes an element, and waits until it counts as removed and has released its stores. */
export async function removeForGood(el: Element): Promise<void> {
  const { absence } = timing;
  timing.absence = 0;
  el.remove();
  timing.absence = absence;
  // Timers with equal delays run in the order in which they were started.
  await aTimeout(0);
}
