import type { ReactiveControllerHost } from 'lit';
import { timing } from '../internal/timing.ts';

/**
 * Calls `end` once the host has been out of the document for longer than a move takes, if `holds` said when it left
 * that there is something to end. Turbo, morphing and drag and drop take an element out and put it back a little
 * later, and it goes on where it was. A host that holds nothing can be collected at once.
 */
export function whenGone(host: ReactiveControllerHost, holds: () => unknown, end: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  host.addController({
    hostConnected: () => clearTimeout(timer),
    hostDisconnected: () => {
      if (holds()) timer = setTimeout(end, timing.absence);
    },
  });
}
