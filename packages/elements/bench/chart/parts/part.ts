import type { Browser } from 'playwright-core';
import type { BenchServer } from '../server.ts';
import type { Row } from '../table.ts';

/** What every measurement needs. */
export interface Bench {
  readonly browser: Browser;
  readonly server: BenchServer;
  /** Number of new pages whose median is taken. */
  readonly runs: number;
  /** Libraries to measure beside uPlot. */
  readonly contenders: readonly string[];
  /** Data sets: A is a year of 15 minutes, C a year of 1 minute. */
  readonly cases: readonly string[];
}

/** One measurement. */
export type Part = (bench: Bench) => Promise<Row[]>;

/** Our element, the only contender whose rows have targets. */
export const OURS = 'arc-interval-chart';

/** The library that all others are compared with. */
export const UPLOT = 'uplot';

/** Libraries that are measured only with `--only`. */
export const OTHERS: readonly string[] = ['echarts', 'chartjs', 'lightweight-charts'];

/**
 * Returns the medians of measurements by name and field. The names take turns in random order, so
 * that a busy machine slows all of them alike.
 */
export async function medians<F extends object>(
  runs: number,
  names: readonly string[],
  measure: (name: string) => Promise<F>,
): Promise<ReadonlyMap<string, F>> {
  const results = new Map<string, F[]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of [...names].sort(() => Math.random() - 0.5)) results.get(name)?.push(await measure(name));
  }
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;
  return new Map(
    [...results].map(([name, all]) => {
      const fields = Object.keys(all[0] as F) as (keyof F)[];
      return [
        name,
        Object.fromEntries(fields.map((field) => [field, middle(all.map((one) => Number(one[field])))])) as F,
      ];
    }),
  );
}

/** Returns uPlot and the contenders. */
export const allContenders = ({ contenders }: Bench): string[] => [UPLOT, ...contenders];

/** Returns target and stretch as fields of a row; none for other contenders. */
export function targetsOf(
  contender: string,
  pair: readonly [target: number, stretch?: number] | undefined,
): Partial<Row> {
  if (contender !== OURS || pair === undefined) return {};
  const [target, stretch] = pair;
  return stretch === undefined ? { target } : { target, stretch };
}
