import { sumOf } from './noise.ts';
import type { Series } from './series.ts';

/** Energy columns, kWh; `NaN` where not known. */
export type EnergyColumns = Pick<Series, 'importKwh' | 'exportKwh' | 'netKwh'>;

/**
 * Adds up `count` consecutive runs of `each` slots from slot `from` on, and writes their sums to
 * `to` from index `at` on. A sum is `NaN` as soon as one value of its run is. Columns that were
 * never measured are not written.
 *
 * Two things keep this as fast as reading the columns: each column has two partial sums, so that an
 * addition need not wait for the one before it; and sums are written directly into columns, because
 * numbers that are returned one by one get boxed.
 */
export function sumRuns(
  series: Series,
  from: number,
  each: number,
  count: number,
  to: EnergyColumns,
  at: number,
): void {
  if (series.exportMeasured) sumThree(series, from, each, count, to, at);
  else {
    sumOne(series.importKwh, from, each, count, to.importKwh, at);
    if (series.netKwh === series.importKwh) for (let k = at; k < at + count; k++) to.netKwh[k] = to.importKwh[k]!;
  }
}

function sumThree(series: Series, from: number, each: number, count: number, to: EnergyColumns, at: number): void {
  const { importKwh, exportKwh, netKwh } = series;
  const { importKwh: imports, exportKwh: exports, netKwh: nets } = to;
  let i = from | 0;
  for (let k = at; k < at + count; k++) {
    const end = (i + each) | 0;
    let a = 0;
    let b = 0;
    let c = 0;
    let a2 = 0;
    let b2 = 0;
    let c2 = 0;
    for (; i + 1 < end; i += 2) {
      a += importKwh[i]!;
      b += exportKwh[i]!;
      c += netKwh[i]!;
      a2 += importKwh[i + 1]!;
      b2 += exportKwh[i + 1]!;
      c2 += netKwh[i + 1]!;
    }
    if (i < end) {
      a += importKwh[i]!;
      b += exportKwh[i]!;
      c += netKwh[i]!;
      i++;
    }
    imports[k] = sumOf(a + a2, each);
    exports[k] = sumOf(b + b2, each);
    nets[k] = sumOf(c + c2, each);
  }
}

function sumOne(column: Float64Array, from: number, each: number, count: number, to: Float64Array, at: number): void {
  let i = from | 0;
  for (let k = at; k < at + count; k++) {
    const end = (i + each) | 0;
    let a = 0;
    let a2 = 0;
    for (; i + 1 < end; i += 2) {
      a += column[i]!;
      a2 += column[i + 1]!;
    }
    if (i < end) a += column[i++]!;
    to[k] = sumOf(a + a2, each);
  }
}

/** Returns the sum of the known values of slots [from, to), kWh; `NaN` if none is known. */
export function sumOfKnown(column: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i++) {
    const kwh = column[i]!;
    if (Number.isNaN(kwh)) continue;
    sum += kwh;
    count++;
  }
  return sumOf(sum, count);
}
