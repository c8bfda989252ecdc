import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { timing } from '../internal/timing.ts';

/** Renders its host every half minute while it is connected, so that "2 minutes ago" stays true. One timer for all. */
export class ClockController implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
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

const hosts = new Set<ReactiveControllerHost>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  // A hidden page costs nothing; the next tick after it is shown again brings the text up to date.
  if (document.visibilityState === 'hidden') return;
  for (const host of hosts) host.requestUpdate();
}
