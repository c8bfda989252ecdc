import type { Choices } from '@arc-elements/intervals/files';
import type { ReadAnswer, ReadRequest } from './read.ts';
import { trustedWorker, type WorkerConstructor } from './trusted-worker.ts';

/**
 * Reads a file in a worker, so that the page stays responsive. If no worker can be started, because
 * the bundle comes from another origin or the policy of the page forbids it, reads the file on the
 * page in idle time.
 * @throws The reason of `signal` if it is aborted.
 */
export async function readInBackground(
  file: Blob,
  choices: Choices,
  timeZone: string,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  // Created for each attempt, because the bytes are transferred to the worker.
  const request = async (): Promise<ReadRequest> => ({ bytes: await file.arrayBuffer(), choices, timeZone });
  const answer = await readInWorker(request, signal);
  if (answer !== null) return answer;
  const [{ readOrRefuse }, data] = await Promise.all([import('./read.ts'), request()]);
  await idle();
  signal.throwIfAborted();
  return readOrRefuse(data);
}

/** Returns `null` if no worker can be started. */
async function readInWorker(request: () => Promise<ReadRequest>, signal: AbortSignal): Promise<ReadAnswer | null> {
  const data = await request();
  signal.throwIfAborted();
  let worker: Worker;
  try {
    worker = start(trustedWorker());
  } catch {
    // Another origin or a policy forbids workers. The file is then read on the page.
    return null;
  }
  const { promise, resolve, reject } = Promise.withResolvers<ReadAnswer | null>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  worker.addEventListener('message', ({ data: answer }: MessageEvent<ReadAnswer>) => resolve(answer));
  worker.addEventListener('error', (event) => {
    // The worker catches all errors of reading, so the script did not load.
    event.preventDefault();
    resolve(null);
  });
  worker.postMessage(data, [data.bytes]);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', onAbort);
    worker.terminate();
  }
}

// Bundlers detect workers by this expression; the constructor may be a variable. The file is
// `worker.ts` before the build.
const start = (Worker: WorkerConstructor): Worker =>
  new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

/** Settles in idle time, at the latest after a second. */
function idle(): Promise<unknown> {
  // Safari has no idle callbacks, so it waits for a moment.
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 1000 });
    else setTimeout(resolve, 100);
  });
}
