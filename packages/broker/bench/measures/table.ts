/** One promise: what was asked for and what was seen. */
export interface Line {
  /** Number of the promise in the security reference. */
  readonly row: string;
  readonly what: string;
  readonly target: string;
  readonly seen: string;
  /** `null`: the machine was too busy with other things to tell. */
  readonly held: boolean | null;
  /** A count, which no busy machine excuses. */
  readonly exact?: boolean;
}

/**
 * Prints all lines as one table, as the documentation shows it. `busy`: a miss in time may be the
 * machine's.
 */
export function printTable(lines: readonly Line[], busy: boolean): void {
  console.log('\n| Row | What | Target | Seen | |\n| --- | --- | --- | --- | --- |');
  for (const { row, what, target, seen, held, exact = false } of lines) {
    // A cost that nothing is promised about has no target.
    const verdict = target === '' ? '' : held ? 'holds' : held === null || (busy && !exact) ? 'inconclusive' : 'MISSED';
    console.log(`| ${row} | ${what} | ${target} | ${seen} | ${verdict} |`);
  }
}

export const median = (values: readonly number[]): number => share(values, 0.5);

/** The value that a share of all values is not above. */
export function share(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

/** Median and range. */
export const spread = (values: readonly number[], digits = 2): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

export const percentiles = (values: readonly number[]): string =>
  `p50 ${share(values, 0.5).toFixed(1)} ms, p99 ${share(values, 0.99).toFixed(1)} ms`;
