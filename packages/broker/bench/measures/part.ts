import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Resource usage of a process. */
export interface Cost {
  readonly cpuUs: number;
  readonly rssBytes: number;
  /** Size of the JavaScript heap. */
  readonly heapBytes: number;
  /** Number of handles that keep the process alive, without timers. */
  readonly handles: number;
  readonly timers: number;
  /** p99 of the event loop delay since the last report, ms. */
  readonly loopDelayMs: number;
}

/** A process that is measured. */
export interface Part {
  readonly url: string;
  /** Reports the usage; with `gc` after a garbage collection. */
  readonly cost: (question?: 'cost' | 'gc') => Promise<Cost>;
  readonly stop: () => void;
}

/** Starts a file of `bench/parts` as a process. */
export async function start(name: string, ...args: readonly string[]): Promise<Part> {
  const file = fileURLToPath(new URL(`../parts/${name}.ts`, import.meta.url));
  const child = fork(file, args, { execArgv: ['--conditions=@arc-elements/source', '--expose-gc'] });
  const next = (): Promise<never> =>
    new Promise((resolve) => child.once('message', (message) => resolve(message as never)));
  const { url } = (await next()) as { url: string };
  return {
    url,
    cost: async (question = 'cost') => {
      const answer = next();
      child.send(question);
      return await answer;
    },
    stop: () => child.disconnect(),
  };
}
