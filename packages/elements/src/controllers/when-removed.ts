import type { ReactiveControllerHost } from 'lit';
import { timing } from '../internal/timing.ts';

/**
 * Calls `callback` once the host has been out of the document for longer than a move takes. Turbo,
 * morphing and drag and drop remove an element and insert it again a little later. If `isNeeded`
 * returns a falsy value when the host is removed, no timer is started, so that the host can be
 * garbage-collected at once.
 */
export function whenRemoved(host: ReactiveControllerHost, isNeeded: () => unknown, callback: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  host.addController({
    hostConnected: () => clearTimeout(timer),
    hostDisconnected: () => {
      if (isNeeded()) timer = setTimeout(callback, timing.absence);
    },
  });
}
