import type { Choices } from '@arc-elements/intervals/files';
import type { ReadAnswer, ReadRequest } from './read.ts';
import { trustedWorker, type WorkerConstructor } from './trusted-worker.ts';

/**
 * Reads a file in a worker, so that the page stays fluid; or on the page, in an idle moment, where
 * no worker can be started: the bundle comes from another origin, or the policy of the page forbids
 * it.
 * @throws The reason of `signal` when that is aborted.
 */
export async function readInBackground(
  file: Blob,
  choices: Choices,
  timeZone: string,
  signal: AbortSignal,
): Promise<ReadAnswer> {
  // Afresh for each try: the worker takes the bytes along.
  const request = async (): Promise<ReadRequest> => ({ bytes: await file.arrayBuffer(), choices, timeZone });
  const answer = await readInWorker(request, signal);
  if (answer !== null) return answer;
  const [{ answerTo }, data] = await Promise.all([import('./read.ts'), request()]);
  await idle();
  signal.throwIfAborted();
  return answerTo(data);
}

/** `null` when no worker starts. */
async function readInWorker(request: () => Promise<ReadRequest>, signal: AbortSignal): Promise<ReadAnswer | null> {
  const data = await request();
  signal.throwIfAborted();
  let worker: Worker;
  try {
    worker = start(trustedWorker());
  } catch {
    // A script of another origin, or a policy; both are the page's to decide, and the file is read
    // all the same.
    return null;
  }
  const { promise, resolve, reject } = Promise.withResolvers<ReadAnswer | null>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  worker.addEventListener('message', ({ data: answer }: MessageEvent<ReadAnswer>) => resolve(answer));
  worker.addEventListener('error', (event) => {
    // Reading catches what it throws: the script did not load.
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

// Bundlers know a worker by this very form, in which the name may be of a variable. The file is
// `worker.ts` until it is built.
const start = (Worker: WorkerConstructor): Worker =>
  new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

/** Settles when the page has nothing better to do, at the latest after a second. */
function idle(): Promise<unknown> {
  // Safari knows no idle time; there a pause has to do.
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve, { timeout: 1000 });
    else setTimeout(resolve, 100);
  });
}
