/** Longest time for the jobs of one task, so that the page stays responsive. */
const SLICE_MS = 12;

const jobs: (() => void)[] = [];
let isScheduled = false;

/**
 * Runs a job in a later task, with a few milliseconds of jobs in each task. Many charts that are
 * rendered or drawn at the same time, because the page opens or changes its colours or width, do
 * not block the page. Settles with the result of the job, or with `undefined` if it threw an error,
 * which is reported like any uncaught error.
 */
export function enqueue<T>(job: () => T | Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<T | undefined>();
  jobs.push(() => {
    let result: T | Promise<T> | undefined;
    try {
      result = job();
    } finally {
      resolve(result);
    }
  });
  if (!isScheduled) schedule();
  isScheduled = true;
  return promise;
}

function run(): void {
  const endMs = performance.now() + SLICE_MS;
  try {
    do jobs.shift()?.();
    while (jobs.length > 0 && performance.now() < endMs);
  } finally {
    isScheduled = jobs.length > 0;
    if (isScheduled) schedule();
  }
}

// Before the next frame where the browser supports it, so that numbers do not show without a
// picture. A timer would wait for a second in a background page.
function schedule(): void {
  if ('scheduler' in globalThis) {
    void scheduler.postTask(run, { priority: 'user-blocking' });
    return;
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    // An open port keeps a server from ending.
    port1.close();
    run();
  };
  port2.postMessage(null);
}
