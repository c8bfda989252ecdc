/** A row of the table: target and result. */
export interface Line {
  /** Number in SECURITY.md. */
  readonly row: string;
  readonly what: string;
  readonly target: string;
  readonly seen: string;
  /** `null` if the machine was too busy to tell. */
  readonly held: boolean | null;
  /** True for a count, which does not depend on a busy machine. */
  readonly exact?: boolean;
}

/** Prints the rows as a table for RESULTS.md. `busy`: a missed time may be due to the machine. */
export function printTable(lines: readonly Line[], busy: boolean): void {
  console.log('\n| Row | What | Target | Seen | |\n| --- | --- | --- | --- | --- |');
  for (const { row, what, target, seen, held, exact = false } of lines) {
    // A cost without a target has no verdict.
    const verdict = target === '' ? '' : held ? 'holds' : held === null || (busy && !exact) ? 'inconclusive' : 'MISSED';
    console.log(`| ${row} | ${what} | ${target} | ${seen} | ${verdict} |`);
  }
}

export const median = (values: readonly number[]): number => share(values, 0.5);

/** Returns the percentile at a share from 0 to 1. */
export function share(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN;
}

/** Formats median and range. */
export const spread = (values: readonly number[], digits = 2): string =>
  `${median(values).toFixed(digits)} ` +
  `(${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

export const percentiles = (values: readonly number[]): string =>
  `p50 ${share(values, 0.5).toFixed(1)} ms, p99 ${share(values, 0.99).toFixed(1)} ms`;
