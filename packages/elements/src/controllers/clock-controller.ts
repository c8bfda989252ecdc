import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { timing } from '../internal/timing.ts';

type Host = ReactiveControllerHost & Element;

/**
 * Renders its host every half minute while it is connected, so that "2 minutes ago" stays true. All
 * hosts share one timer.
 */
export class ClockController implements ReactiveController {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    hosts.add(this.#host);
    timer ??= setInterval(tick, timing.tick);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
    if (hosts.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }
}

const hosts = new Set<Host>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  // A host in a hidden window is updated at the first tick after the window is shown again.
  for (const host of hosts) if (!host.ownerDocument.hidden) host.requestUpdate();
}
