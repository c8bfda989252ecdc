import type { Browser } from 'playwright-core';
import type { BenchServer } from '../server.ts';
import type { Row } from '../table.ts';

/** What every measurement has. */
export interface Bench {
  readonly browser: Browser;
  readonly server: BenchServer;
  /** Fresh pages of which the median is taken. */
  readonly runs: number;
  /** Libraries to measure beside uPlot. */
  readonly contenders: readonly string[];
  /** Data sets: A is a year of 15 minutes, C a year of 1 minute. */
  readonly cases: readonly string[];
}

/** One measurement. */
export type Part = (bench: Bench) => Promise<Row[]>;

/** Our element among the contenders: only its rows have targets. */
export const OURS = 'arc-interval-chart';

/** The one that everybody is held against. */
export const UPLOT = 'uplot';

/** Libraries that are measured only when they are named. */
export const OTHERS: readonly string[] = ['echarts', 'chartjs', 'lightweight-charts'];

/**
 * Medians of what is measured, by name and field. The names take turns in random order, so that a
 * busy machine slows all of them alike.
 */
export async function medians<F extends object>(
  runs: number,
  names: readonly string[],
  measure: (name: string) => Promise<F>,
): Promise<ReadonlyMap<string, F>> {
  const found = new Map<string, F[]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of [...names].sort(() => Math.random() - 0.5)) found.get(name)?.push(await measure(name));
  }
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] as number;
  return new Map(
    [...found].map(([name, all]) => {
      const fields = Object.keys(all[0] as F) as (keyof F)[];
      return [
        name,
        Object.fromEntries(fields.map((field) => [field, middle(all.map((one) => Number(one[field])))])) as F,
      ];
    }),
  );
}

/** The contenders and uPlot. */
export const everybody = ({ contenders }: Bench): string[] => [UPLOT, ...contenders];

/** Target and stretch as fields of a row, for our element only. */
export function aims(contender: string, pair: readonly [target: number, stretch?: number] | undefined): Partial<Row> {
  if (contender !== OURS || pair === undefined) return {};
  const [target, stretch] = pair;
  return stretch === undefined ? { target } : { target, stretch };
}
