/** One line of the table. */
export interface Row {
  /** What was measured, with its case. */
  readonly name: string;
  /** Name of the library. */
  readonly contender: string;
  readonly unit: 'ms' | 'MB' | 'kB' | '';
  readonly value: number;
  /**
   * Value of uPlot in the same run. With it, target and stretch are for the ratio, otherwise for
   * the value.
   */
  readonly uplot?: number;
  readonly target?: number;
  readonly stretch?: number;
}

/**
 * Returns what is compared with the target: the ratio to uPlot if it is measured, otherwise the
 * value.
 */
export const compared = ({ value, uplot }: Row): number => (uplot === undefined ? value : value / uplot);

/** Returns `ok` or `over`; empty for a row without target. */
export function verdict(row: Row): '' | 'ok' | 'over' {
  if (row.target === undefined) return '';
  return compared(row) <= row.target ? 'ok' : 'over';
}

/** Prints the rows of one part. */
export function print(title: string, rows: readonly Row[]): void {
  const heads = ['', 'chart', 'measured', 'uPlot', 'ratio', 'target', 'stretch', ''];
  const cells = rows.map((row) => [
    row.name,
    row.contender,
    `${short(row.value)} ${row.unit}`,
    row.uplot === undefined ? '' : `${short(row.uplot)} ${row.unit}`,
    row.uplot === undefined ? '' : compared(row).toFixed(2),
    row.target === undefined ? '' : String(row.target),
    row.stretch === undefined ? '' : String(row.stretch),
    verdict(row),
  ]);
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((line) => (line[i] ?? '').length)));
  const line = (texts: readonly string[]) =>
    texts.map((text, i) => (i < 2 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  ');
  console.log(`\n${title}\n${line(heads)}\n${cells.map(line).join('\n')}`);
}

const short = (value: number): string => value.toFixed(value < 100 && !Number.isInteger(value) ? 1 : 0);
