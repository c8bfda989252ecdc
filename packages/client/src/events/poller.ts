import { backoffMs } from '../backoff.ts';
import type { SteadyClock } from '../clock.ts';

/** Intervals of polling, while something is pending. */
export interface PollOptions {
  /** First interval without an event stream, or while something fails, in ms; default 2 000. */
  readonly firstMs?: number;
  /** Longest interval without an event stream, or while something fails, in ms; default 60 000. */
  readonly maxMs?: number;
  /** First interval with an event stream, where polling finds lost events, in ms; default 15 000. */
  readonly streamFirstMs?: number;
  /** Longest interval with an event stream, in ms; default 300 000. */
  readonly streamMaxMs?: number;
}

/** Options of `Poller`. */
export interface PollerOptions {
  readonly clock: SteadyClock;
  readonly random: () => number;
  readonly poll: PollOptions;
  /** Reads again what is pending, and then calls `update`. */
  readonly run: () => void;
}

/** What determines when to poll. */
export interface PollDemand {
  /** True if something is pending and the page is active. */
  readonly wanted: boolean;
  readonly streaming: boolean;
  /** True if something failed: no event comes when it works again. */
  readonly failing: boolean;
  /** Changes with the data: the backoff then restarts at its first delay. */
  readonly progress: number;
  /** Earliest next request, as the server asked, by the clock's `elapsed`. */
  readonly notBeforeMs: number;
}

/** Polls with growing intervals while something is pending. */
export class Poller {
  readonly #options: PollerOptions;
  #demand: PollDemand = { wanted: false, streaming: false, failing: false, progress: 0, notBeforeMs: 0 };
  #attempt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /**
   * Applies a new demand. Restarts the timer if the data, the stream or a failure changed, or if the
   * server asked for a later request.
   */
  update(demand: PollDemand): void {
    const before = this.#demand;
    this.#demand = demand;
    if (!demand.wanted) {
      this.stop();
      return;
    }
    const differs =
      demand.progress !== before.progress || demand.streaming !== before.streaming || demand.failing !== before.failing;
    if (differs || !before.wanted) this.#attempt = 0;
    if (differs || this.#cancel === undefined || demand.notBeforeMs > before.notBeforeMs) this.#schedule();
  }

  /** Ends polling until the next `update`. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#demand = { ...this.#demand, wanted: false };
  }

  #schedule(): void {
    this.#cancel?.();
    const { clock, random, poll, run } = this.#options;
    const { streaming, failing, notBeforeMs } = this.#demand;
    const [firstMs, maxMs] =
      streaming && !failing
        ? [poll.streamFirstMs ?? 15_000, poll.streamMaxMs ?? 300_000]
        : [poll.firstMs ?? 2_000, poll.maxMs ?? 60_000];
    const waitMs = backoffMs(this.#attempt, { firstMs, maxMs, factor: 1.6, floor: 0.7, random });
    this.#cancel = clock.after(Math.max(waitMs, notBeforeMs - clock.elapsed()), () => {
      this.#cancel = undefined;
      this.#attempt++;
      // The next timer is set by `update`, after the answer, so slow answers do not pile up.
      run();
    });
  }
}
