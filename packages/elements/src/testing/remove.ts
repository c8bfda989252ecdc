import { aTimeout } from '@open-wc/testing';
import { timing } from '../internal/timing.ts';

/** Removes an element, and waits until it counts as gone: what it held has then been let go of. */
export async function removeForGood(el: Element): Promise<void> {
  const { absence } = timing;
  timing.absence = 0;
  el.remove();
  timing.absence = absence;
  // Timers of the same length end in the order in which they began.
  await aTimeout(0);
}
