import { backoffMs } from '../backoff.ts';
import type { SteadyClock } from '../clock.ts';

/** How often to ask while something is pending. */
export interface PollOptions {
  /** First and longest wait without an event stream, in ms; default 2 000 and 60 000. */
  readonly firstMs?: number;
  readonly maxMs?: number;
  /**
   * The same beside a stream, where asking only makes up for lost events unless something failed; default 15 000 and
   * 300 000.
   */
  readonly streamFirstMs?: number;
  readonly streamMaxMs?: number;
}

/** What a poller needs to know. */
export interface PollerOptions {
  readonly clock: SteadyClock;
  readonly random: () => number;
  readonly poll: PollOptions;
  /** Reads again what is pending. */
  readonly run: () => void;
}

/** What is waited for. */
export interface PollDemand {
  /** Nothing is pending, or nobody looks: do not ask. */
  readonly wanted: boolean;
  readonly streaming: boolean;
  /** Something failed: no event will tell when it works again. */
  readonly failing: boolean;
  /** Changes whenever the data does: news start the back-off anew. */
  readonly progress: number;
  /** The upstream asked not to come back before this, by the clock's `elapsed`. */
  readonly notBeforeMs: number;
}

/** One timer that asks again and again, ever more slowly, while something is pending. */
export class Poller {
  readonly #options: PollerOptions;
  #demand: PollDemand = { wanted: false, streaming: false, failing: false, progress: 0, notBeforeMs: 0 };
  #attempt = 0;
  #cancel: (() => void) | undefined;

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  /** Adapts to what is pending now. Keeps a running wait unless the reason for it changed. */
  update(demand: PollDemand): void {
    const before = this.#demand;
    this.#demand = demand;
    if (!demand.wanted) {
      this.stop();
      return;
    }
    const news =
      demand.progress !== before.progress || demand.streaming !== before.streaming || demand.failing !== before.failing;
    if (news || !before.wanted) this.#attempt = 0;
    if (news || this.#cancel === undefined || demand.notBeforeMs > before.notBeforeMs) this.#schedule();
  }

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
      // The reading reports back through `update`, which sets the next wait: a slow answer is never overtaken.
      run();
    });
  }
}
