import { sumOf } from './noise.ts';
import type { Series } from './series.ts';

/** Energy columns, kWh; `NaN` where not known. */
export type EnergyColumns = Pick<Series, 'importKwh' | 'exportKwh' | 'netKwh'>;

/**
 * Adds up `count` runs of `each` slots, one behind the other from slot `from` on, and puts their
 * sums at `at` and behind it in `to`. A sum is `NaN` as soon as one value of its run is. What was
 * never measured is left as it is in `to`.
 *
 * Two things keep this at the cost of reading the columns: each column has two partial sums,
 * because an addition waits for the one before it in the same chain; and sums go straight from
 * registers into columns, because numbers handed on one by one get boxed.
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

/** Sum of the values of slots [from, to) that are known, kWh; `NaN` when none is. */
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
