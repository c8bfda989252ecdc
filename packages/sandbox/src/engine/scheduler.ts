import type { VirtualClock } from './clock.ts';
import type { Collection } from './collection.ts';

/** Something that falls due at a virtual instant. Plain data, so that it survives a restart. */
export interface Job {
  readonly id: string;
  readonly atMs: number;
  /** Order among jobs that fall due at the same instant. */
  readonly order: number;
  readonly kind: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/** Runs jobs in order of time, by real timers while the clock runs and by `advance` when it stands. */
export interface Scheduler {
  schedule(kind: string, delayMs: number, args: Job['args']): void;
  /** Runs what is due now; resolves once it has happened, webhook attempts included. */
  settle(): Promise<void>;
  /** Moves the clock by `ms` and lets everything that falls due on the way happen in order. */
  advance(ms: number): Promise<void>;
  /** Looks again at what is next; call after jobs or the clock were replaced. */
  rearm(): void;
  close(): void;
}

/** Real timers, injected so that tests decide when they fire. */
export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(handle: unknown): void;
}

/** Timers of the host. They do not keep a Node process alive: a server does that, a test should not. */
export const hostTimers: Timers = {
  set(run, ms) {
    const handle: unknown = setTimeout(run, ms);
    if (typeof handle === 'object' && handle !== null && 'unref' in handle) (handle as { unref(): void }).unref();
    return handle;
  },
  clear: (handle) => clearTimeout(handle as Parameters<typeof clearTimeout>[0]),
};

// Longer delays overflow the 32 bits of a host timer; it simply looks again.
const LONGEST_TIMER_MS = 3_600_000;

/**
 * Makes a scheduler over the jobs in `jobs`.
 *
 * @param perform - Does one job. Changes state at once; what takes real time (webhooks) it leaves to `idle`.
 * @param idle - Resolves when no webhook attempt is under way.
 */
export function createScheduler(options: {
  clock: VirtualClock;
  jobs: Collection<Job>;
  perform: (job: Job) => void;
  idle: () => Promise<void>;
  timers: Timers;
  nextOrder: () => number;
  /** The clock was moved: to this instant so far, while more is to come, or by itself. */
  moved: () => void;
}): Scheduler {
  const { clock, jobs, perform, idle, timers } = options;
  let timer: unknown;
  let closed = false;
  let tail: Promise<void> = Promise.resolve();

  const next = (): Job | undefined => {
    let first: Job | undefined;
    for (const job of jobs.all()) {
      if (first === undefined || job.atMs < first.atMs || (job.atMs === first.atMs && job.order < first.order))
        first = job;
    }
    return first;
  };

  const rearm = (): void => {
    if (timer !== undefined) timers.clear(timer);
    timer = undefined;
    if (closed || clock.frozen) return;
    const job = next();
    if (job === undefined) return;
    timer = timers.set(runDue, Math.min(Math.max(job.atMs - clock.now(), 0), LONGEST_TIMER_MS));
  };

  /** What is due by now, without waiting for webhooks: a slow receiver must not hold up the platform. */
  const runDue = (): void => {
    timer = undefined;
    const now = clock.now();
    for (let job = next(); job !== undefined && job.atMs <= now; job = next()) {
      jobs.remove(job.id);
      const due = job;
      clock.holding(due.atMs, () => perform(due));
    }
    rearm();
  };

  /** One advance after the other: two at once would interleave their instants. */
  const exclusive = (work: () => Promise<void>): Promise<void> => {
    const run = tail.then(work);
    tail = run.catch(() => undefined); // the caller of `run` is told; the next in line must not be
    return run;
  };

  return {
    schedule(kind, delayMs, args) {
      const order = options.nextOrder();
      jobs.put({ id: String(order), atMs: clock.now() + delayMs, order, kind, args });
      rearm();
    },
    async settle() {
      runDue();
      await idle();
    },
    advance: (ms) =>
      exclusive(async () => {
        const untilMs = clock.now() + ms;
        try {
          await idle();
          for (let job = next(); !closed && job !== undefined && job.atMs <= untilMs; job = next()) {
            jobs.remove(job.id);
            clock.hold(Math.max(job.atMs, clock.now()));
            perform(job);
            options.moved();
            await idle();
          }
        } finally {
          // After a reset the clock belongs to somebody else.
          if (!closed) {
            clock.release();
            clock.move(ms);
            options.moved();
            rearm();
          }
        }
      }),
    rearm,
    close() {
      closed = true;
      if (timer !== undefined) timers.clear(timer);
    },
  };
}
