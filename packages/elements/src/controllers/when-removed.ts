import type { ReactiveControllerHost } from 'lit';
import { timing } from '../internal/timing.ts';

/**
 * Calls `end` when the host has been out of the document for longer than a move takes. Turbo, morphing and drag and
 * drop take an element out and put it back a little later; it then goes on where it was. No timer is started if `holds`
 * returns nothing when the host leaves, so that a host without anything to end can be collected at once.
 */
export function whenRemoved(host: ReactiveControllerHost, holds: () => unknown, end: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  host.addController({
    hostConnected: () => clearTimeout(timer),
    hostDisconnected: () => {
      if (holds()) timer = setTimeout(end, timing.absence);
    },
  });
}
