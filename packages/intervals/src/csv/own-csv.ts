import type { OwnDetails } from '../files/format.ts';
import { firstSlotFrom, type Series, slotStartMs } from '../series.ts';
import { MINUTE_MS } from '../zone.ts';
import type { Column } from './columns.ts';

/** Returns true for a header of `writeCsv`: both ends with the zone, columns of kWh, quality. */
export function isOwnCsv(fields: readonly string[]): boolean {
  const values = /^(import|export|net) \(kWh\)$/;
  return (
    /^start( \(.+\))?$/.test(fields[0] ?? '') &&
    /^end( \(.+\))?$/.test(fields[1] ?? '') &&
    fields.slice(2).every((header) => values.test(header) || /^quality|^covered \(min\)$/.test(header)) &&
    fields.some((header) => values.test(header)) &&
    fields.some((header) => header.startsWith('quality'))
  );
}

/** Collects what files of `writeCsv` contain in addition to values. */
export class OwnCsvRows {
  readonly #blanks = new Map<number, number>();
  readonly #covered = new Map<number, number>();
  #untilMs = Number.NEGATIVE_INFINITY;

  /**
   * Returns true for a row without a value, because none was measured or published yet. It is not a
   * reading.
   */
  add(start: number, end: number, quality: string, covered: string, hasValue: boolean): boolean {
    if (covered !== '') this.#covered.set(start, Number(covered) * MINUTE_MS);
    if (hasValue || (quality !== 'missing' && quality !== 'awaiting')) return false;
    if (quality === 'missing') this.#blanks.set(start, end);
    else this.#untilMs = Math.max(this.#untilMs, end);
    return true;
  }

  /** Returns what is to be restored in the series. */
  notes(columns: readonly Column[]): OwnDetails {
    const header = columns.find(({ role }) => role === 'quality')?.header ?? '';
    const minutes = /\(source ([\d. ]+) min\)/.exec(header)?.[1]?.split(' ').map(Number) ?? [];
    const hasCovered = columns.some(({ role }) => role === 'covered');
    const restore = (series: Series): Series => {
      let coveredMs: Float64Array | null = null;
      if (hasCovered) {
        coveredMs = new Float64Array(series.length);
        for (const [start, ms] of this.#covered) {
          const slot = firstSlotFrom(series, start);
          if (slot < series.length && slotStartMs(series, slot) === start) coveredMs[slot] = ms;
        }
      }
      return { ...series, coveredMs, sourceMinutes: minutes.length > 0 ? minutes : series.sourceMinutes };
    };
    return {
      blanks: this.#blanks,
      ...(this.#untilMs > Number.NEGATIVE_INFINITY && { untilMs: this.#untilMs }),
      restore,
    };
  }
}
