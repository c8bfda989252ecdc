/** A task of this length leaves room for what a person does meanwhile. */
const SLICE_MS = 12;

const jobs: (() => void)[] = [];
let isAsked = false;

/**
 * Runs a job in a later task, a few milliseconds of jobs in each: charts that are all rendered or drawn anew, because
 * the page opens or has other colors or another width, must not block it together. Settles with what the job
 * returned, or `undefined` when it failed, which is reported like any error of a task.
 */
export function inTurn<T>(job: () => T | Promise<T>): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<T | undefined>();
  jobs.push(() => {
    let result: T | Promise<T> | undefined;
    try {
      result = job();
    } finally {
      resolve(result);
    }
  });
  if (!isAsked) nextTask();
  isAsked = true;
  return promise;
}

function run(): void {
  const endMs = performance.now() + SLICE_MS;
  try {
    do jobs.shift()?.();
    while (jobs.length > 0 && performance.now() < endMs);
  } finally {
    isAsked = jobs.length > 0;
    if (isAsked) nextTask();
  }
}

// Before the next frame where the browser can be asked for that, so that nobody sees numbers without a picture. Not
// by a timer: those of a page in the background wait for a second.
function nextTask(): void {
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
