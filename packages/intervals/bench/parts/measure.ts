import { mkdirSync, writeFileSync } from 'node:fs';

/** A function to measure. */
export interface Row {
  readonly name: string;
  readonly run: () => unknown;
  /** Name of the row to compare with, and the largest ratio. */
  readonly against?: string;
  readonly target?: number;
}

/** A row of the printed table. */
export interface Measured {
  readonly name: string;
  readonly ms: number;
  readonly against: string | null;
  readonly ratio: number | null;
  readonly target: number | null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

/** Returns the median ms of each row over interleaved rounds. */
export function measure(rows: readonly Row[], rounds: number): Map<string, number> {
  const times = new Map<string, number[]>(rows.map(({ name }) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    // The order changes each round, so that no row always pays for the garbage of the same other
    // row.
    const shift = (((round * 7) % rows.length) + rows.length) % rows.length;
    for (let k = 0; k < rows.length; k++) {
      const row = rows[(k + shift) % rows.length]!;
      const start = performance.now();
      row.run();
      const took = performance.now() - start;
      if (round >= 0) times.get(row.name)!.push(took);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

/** Returns medians and their ratios to the rows that they are compared with. */
export function tableOf(rows: readonly Row[], results: ReadonlyMap<string, number>): Measured[] {
  return rows.map(({ name, against, target }) => {
    const ms = results.get(name)!;
    const ratio = against === undefined ? null : round(ms / results.get(against)!);
    return { name, ms: round(ms), against: against ?? null, ratio, target: target ?? null };
  });
}

/** Writes `bench-results/NAME.json` and warns of each row over its target. */
export function finish(name: string, rows: readonly Measured[], details: object): void {
  const folder = new URL('../../../../bench-results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ node: process.version, ...details, rows }, null, 2);
  writeFileSync(new URL(`${name}.json`, folder), `${text}\n`);
  for (const { name: row, against, ratio, target } of rows)
    if (ratio !== null && target !== null && ratio > target)
      console.warn(`over target: ${row} against ${against}: ${ratio} > ${target}`);
}

/** Rounds to three decimals. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
