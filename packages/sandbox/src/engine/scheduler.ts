import type { VirtualClock } from './clock.ts';
import type { Collection } from './collection.ts';
import { requireInRange } from './time-range.ts';

/** Something that falls due at a virtual instant. Plain data, so that it survives a restart. */
export interface Job {
  readonly id: string;
  readonly atMs: number;
  /** Order among jobs that fall due at the same instant. */
  readonly order: number;
  readonly kind: string;
  readonly args: Readonly<Record<string, string | number>>;
}

/**
 * Runs jobs in order of time, by real timers while the clock runs and by `advance` when it stands.
 */
export interface Scheduler {
  schedule(kind: string, delayMs: number, args: Job['args']): void;
  /** Runs what is due now; resolves once it has happened, webhook attempts included. */
  runDueJobs(): Promise<void>;
  /**
   * Moves the clock by `ms` and lets everything that falls due on the way happen in order.
   * @throws {RangeError} The clock cannot show that time.
   */
  advance(ms: number): Promise<void>;
  /** Sets the timer for the next job; to be called after jobs or the clock were replaced. */
  resetTimer(): void;
  close(): void;
}

/** Real timers, injected so that tests decide when they fire. */
export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(handle: unknown): void;
}

/**
 * Timers of the host. They do not keep a Node process alive: a server does that, a test should not.
 */
export const hostTimers: Timers = {
  set(run, ms) {
    const handle: unknown = setTimeout(run, ms);
    if (typeof handle === 'object' && handle !== null && 'unref' in handle) (handle as { unref(): void }).unref();
    return handle;
  },
  clear: (handle) => clearTimeout(handle as Parameters<typeof clearTimeout>[0]),
};

// Longer delays overflow the 32 bits of a host timer; when it fires, the next job is looked up
// again.
const LONGEST_TIMER_MS = 3_600_000;
const JOBS_BETWEEN_PAUSES = 100;
const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const inOrder = (a: Job, b: Job): number => a.atMs - b.atMs || a.order - b.order;

/**
 * Makes a scheduler over the jobs in `jobs`.
 *
 * @param runJob - Does one job. Changes state at once; webhooks, which take real time, are waited
 * for by `webhooksSettled`.
 * @param webhooksSettled - Resolves when no webhook attempt is under way.
 */
export function createScheduler(options: {
  clock: VirtualClock;
  jobs: Collection<Job>;
  runJob: (job: Job) => void;
  webhooksSettled: () => Promise<void>;
  /** Called when an advance begins and when it has ended. */
  advancing: (isAdvancing: boolean) => void;
  timers: Timers;
  nextOrder: () => number;
  /** Called whenever an advance has moved the clock: at each job on the way, and at its end. */
  clockMoved: () => void;
}): Scheduler {
  const { clock, jobs, runJob, webhooksSettled, timers } = options;
  let timer: unknown;
  let closed = false;
  let tail: Promise<void> = Promise.resolve();

  /** Jobs in the order in which they fall due, from the first question for the next one on. */
  let queue: Job[] | undefined;
  const next = (): Job | undefined => {
    queue ??= jobs.all().toSorted(inOrder);
    // A job may have been taken out of the collection since.
    while (queue[0] !== undefined && jobs.get(queue[0].id) !== queue[0]) queue.shift();
    return queue[0];
  };
  const enqueue = (job: Job): void => {
    if (queue === undefined) return;
    let [low, high] = [0, queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (inOrder(queue[middle] as Job, job) < 0) low = middle + 1;
      else high = middle;
    }
    queue.splice(low, 0, job);
  };

  const resetTimer = (): void => {
    if (timer !== undefined) timers.clear(timer);
    timer = undefined;
    if (closed || clock.frozen) return;
    const job = next();
    if (job === undefined) return;
    timer = timers.set(runDue, Math.min(Math.max(job.atMs - clock.now(), 0), LONGEST_TIMER_MS));
  };

  /**
   * Runs what is due by now, without waiting for webhooks: a slow receiver must not hold up the
   * platform.
   */
  const runDue = (): void => {
    timer = undefined;
    const now = clock.now();
    for (let job = next(); job !== undefined && job.atMs <= now; job = next()) {
      jobs.remove(job.id);
      const due = job;
      clock.runAt(due.atMs, () => runJob(due));
    }
    resetTimer();
  };

  /** One advance after the other: two at once would interleave their instants. */
  const exclusive = (work: () => Promise<void>): Promise<void> => {
    const run = tail.then(work);
    tail = run.catch(() => undefined); // the caller of `run` gets the error; the next in the queue must not
    return run;
  };

  return {
    schedule(kind, delayMs, args) {
      const order = options.nextOrder();
      enqueue(jobs.put({ id: String(order), atMs: clock.now() + delayMs, order, kind, args }));
      resetTimer();
    },
    async runDueJobs() {
      runDue();
      await webhooksSettled();
    },
    advance: (ms) =>
      exclusive(async () => {
        const untilMs = clock.now() + ms;
        requireInRange(untilMs);
        let done = 0;
        options.advancing(true);
        try {
          await webhooksSettled();
          for (let job = next(); !closed && job !== undefined && job.atMs <= untilMs; job = next()) {
            jobs.remove(job.id);
            clock.pinTo(Math.max(job.atMs, clock.now()));
            runJob(job);
            options.clockMoved();
            await webhooksSettled();
            // An advance by years must leave the host room for other requests, and for a signal
            // that ends it.
            if (++done % JOBS_BETWEEN_PAUSES === 0) await nextTurn();
          }
        } finally {
          options.advancing(false);
          // After a reset the clock belongs to the next scheduler.
          if (!closed) {
            clock.unpin();
            clock.advanceBy(ms);
            options.clockMoved();
            resetTimer();
          }
        }
      }),
    resetTimer,
    close() {
      closed = true;
      if (timer !== undefined) timers.clear(timer);
    },
  };
}
