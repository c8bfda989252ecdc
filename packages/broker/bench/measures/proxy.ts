import { Pool } from 'undici';
import { get, inParallel, openLoop, sessions } from './load.ts';
import type { Part } from './part.ts';
import { type Line, median, share, spread } from './table.ts';

const ROUNDS = 7;
const CONNECTIONS = 16;
const SMALL: Load = { path: '/utility_accounts', count: 3000, warmUp: 3000 };
const LARGE: Load = { path: '/plug/normalizedIntervals/meters/mtr_a', count: 150, warmUp: 1000 };
/**
 * Other answers for R26. An answer that is unchanged since the last request is not narrowed again;
 * a streamed one always is.
 */
const LARGER: readonly (Load & { readonly what: string })[] = [
  {
    what: 'changed each time',
    path: '/plug/normalizedIntervals/meters/mtr_new',
    count: 150,
    warmUp: 1000,
  },
  { what: 'raw, 4.5 MB', path: '/plug/intervals/meters/mtr_a', count: 16, warmUp: 32 },
  {
    what: 'normalized, 70 MB, streamed',
    path: '/plug/normalizedIntervals/meters/mtr_huge',
    count: 2,
    warmUp: 4,
  },
  { what: 'raw, 70 MB, streamed', path: '/plug/intervals/meters/mtr_huge', count: 2, warmUp: 4 },
];
/** Above this the bare proxy itself was disturbed, and ratios to it say little. */
const MAX_SPREAD = 0.3;

interface Load {
  readonly path: string;
  /** Requests in each round. */
  readonly count: number;
  readonly warmUp: number;
}

interface Sides {
  readonly bare: Part;
  readonly broker: Part;
}

/**
 * Measures R24 to R26: the cost of a request compared with a proxy that checks nothing, in
 * alternating rounds.
 */
export async function measureProxy(sides: Sides): Promise<Line[]> {
  const [token = ''] = await sessions(sides.broker.url, ['alice']);
  const small = await compare(sides, SMALL, token);
  const large = await compare(sides, LARGE, token);
  const larger: Line[] = [];
  for (const load of LARGER) {
    const { cpu, cpuUs } = await compare(sides, load, token);
    larger.push({
      row: 'R26',
      what: `the same, ${load.what}`,
      target: '',
      seen: `${spread(cpu)}; ${(median(cpuUs) / 1000).toFixed(1)} ms`,
      held: true,
    });
  }
  const added = await addedLatency(sides, token);
  const certain = (figures: Figures, held: boolean): boolean | null => (figures.spread > MAX_SPREAD ? null : held);
  return [
    {
      row: 'R24',
      what: 'requests per second of the bare proxy, 2 KB JSON, ownership checked',
      target: '>= 0.45 times',
      seen: `${spread(small.throughput)}; ${median(small.perSecond).toFixed(0)} a second`,
      held: certain(small, median(small.throughput) >= 0.45),
    },
    {
      row: 'R24',
      what: 'CPU of the bare proxy for each of them',
      target: '<= 2.2 times',
      seen: `${spread(small.cpu)}; ${median(small.cpuUs).toFixed(0)} µs`,
      held: median(small.cpu) <= 2.2,
    },
    {
      row: 'R25',
      what: 'latency added to them at 1,000 a second, p99',
      target: '<= 15 ms',
      seen: `${spread(added, 1)} ms`,
      held: median(added) <= 15,
    },
    {
      row: 'R26',
      what: 'CPU of the bare proxy for normalized intervals of 460 KB',
      target: '<= 2 times',
      seen: `${spread(large.cpu)}; ${median(large.cpuUs).toFixed(0)} µs`,
      held: median(large.cpu) <= 2,
    },
    ...larger,
  ];
}

interface Figures {
  readonly throughput: readonly number[];
  readonly cpu: readonly number[];
  readonly perSecond: readonly number[];
  readonly cpuUs: readonly number[];
  /** Range of the bare proxy's throughput, as a share of its median. */
  readonly spread: number;
}

async function compare({ bare, broker }: Sides, { path, count, warmUp }: Load, token: string): Promise<Figures> {
  for (const part of [bare, broker]) await saturate(part, path, warmUp, token);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ a: await saturate(bare, path, count, token), b: await saturate(broker, path, count, token) });
  }
  const own = rounds.map(({ a }) => a.perSecond);
  return {
    throughput: rounds.map(({ a, b }) => b.perSecond / a.perSecond),
    cpu: rounds.map(({ a, b }) => b.cpuUs / a.cpuUs),
    perSecond: rounds.map(({ b }) => b.perSecond),
    cpuUs: rounds.map(({ b }) => b.cpuUs),
    spread: (share(own, 0.8) - share(own, 0.2)) / median(own),
  };
}

/**
 * Sends requests over some connections as fast as possible. Returns the rate and the CPU time of
 * each.
 */
async function saturate(
  part: Part,
  path: string,
  count: number,
  token: string,
): Promise<{ perSecond: number; cpuUs: number }> {
  const pool = new Pool(part.url, { connections: CONNECTIONS });
  const before = await part.cost();
  const startedAt = performance.now();
  await inParallel(CONNECTIONS, count, async () => {
    const status = await get(pool, path, token);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await part.cost();
  await pool.close();
  return { perSecond: count / seconds, cpuUs: (after.cpuUs - before.cpuUs) / count };
}

/** Returns the difference of p99 to the bare proxy in each round. */
async function addedLatency({ bare, broker }: Sides, token: string): Promise<number[]> {
  const p99 = async (part: Part): Promise<number> => {
    const pool = new Pool(part.url, { connections: 64 });
    const delays: number[] = [];
    await openLoop(1000, 3, async (_, dueAt) => {
      await get(pool, SMALL.path, token);
      delays.push(performance.now() - dueAt);
    });
    await pool.close();
    return share(delays, 0.99);
  };
  const added: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = await p99(bare);
    added.push((await p99(broker)) - own);
  }
  return added;
}
