import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What a part has cost since it started, and what it holds now. */
export interface Cost {
  readonly cpuUs: number;
  readonly rssBytes: number;
  /** Of JavaScript objects. */
  readonly heapBytes: number;
  /** Sockets, servers and whatever else keeps a process alive, without timers. */
  readonly handles: number;
  readonly timers: number;
  /** p99 of the delay of its event loop since it was last asked, in ms. */
  readonly loopDelayMs: number;
}

/** A process that is measured. */
export interface Part {
  readonly url: string;
  /** `gc`: after a collection of garbage. */
  readonly cost: (question?: 'cost' | 'gc') => Promise<Cost>;
  readonly stop: () => void;
}

/** Starts a file of `bench/parts`. */
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
