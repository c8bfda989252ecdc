import { coveredMsOf, isBeforeChannel } from './coverage.ts';
import { sumOf } from './noise.ts';
import { AWAITING } from './quality.ts';
import { type Series, slotEndMs, slotStartMs } from './series.ts';
import { MINUTE_MS } from './zone.ts';

/** Something unusual in the source and what the reader did about it. */
export type NoteCode =
  /** Readings with the same span and value as another; counted once. */
  | 'duplicate'
  /** Readings with the same span as another but a different value; the policy chose one. */
  | 'conflict'
  /** Readings that cross or contain others; the set that covers the most time was kept. */
  | 'overlap'
  /** Readings that end when they start; dropped. */
  | 'zero-length'
  /** Readings that end before they start; dropped. */
  | 'reversed'
  /** Readings far after all others or after the present time; dropped. */
  | 'future'
  /** Readings far before all others, or with the time of a clock that was never set; dropped. */
  | 'past'
  /** Rows without a time that can be read; dropped. */
  | 'bad-time'
  /** Times without an offset, read on the meter's own clock. */
  | 'local-time'
  /**
   * Rows whose value is absent, no number, or beyond what a meter can measure; their time counts as
   * missing.
   */
  | 'no-value'
  /** Readings with kW but no kWh; the energy was worked out from the length. */
  | 'from-kw'
  /**
   * Readings without a direction that is known; dropped, since import and export must not be
   * guessed.
   */
  | 'unknown-direction'
  /** Values below zero in a channel that should have none; kept as they are. */
  | 'negative'
  /** Readings of one signed channel; above zero went to import, below zero to export. */
  | 'signed-channel'
  /** Readings of different lengths in one series. */
  | 'mixed-lengths'
  /** Readings split because import and export have different spans. */
  | 'split'
  /** Parallel arrays of different lengths; cut to the shortest. */
  | 'uneven-arrays'
  /**
   * The span that the body states differs from that of its readings; that of the readings was used.
   */
  | 'span-mismatch'
  /** Net values that are not import minus export; import minus export was used. */
  | 'net-mismatch'
  /** The time zone is absent or unknown; UTC was used. */
  | 'time-zone'
  /** Not rows of interval energy (headers, costs, gas, other units); left out. */
  | 'skipped'
  /** The source held several meters or usage points; one was taken. */
  | 'other-meters'
  /** Choices of a person about what the file leaves open. */
  | 'chosen'
  /** Columns or registers that are shares of one flow, such as tariffs; they were added. */
  | 'added'
  /**
   * Columns that add nothing to those that count: net beside import and export, power beside
   * energy, costs.
   */
  | 'left-out'
  /** Readings of gas, water or heat; left out. */
  | 'other-commodity'
  /** Energy in joules, converted. */
  | 'converted'
  /** Export written as values below zero; the sign was inverted. */
  | 'sign-turned'
  /**
   * Energy produced on the site, shown as export: the file does not say how much of it went to the
   * grid.
   */
  | 'production'
  /** Meter readings (states of a register); their differences are the energy. */
  | 'from-register'
  /** The state of a register fell, as when the meter was exchanged; no energy is known there. */
  | 'register-fell'
  /** Readings without a length; the usual distance between them was taken, or an hour for a single one. */
  | 'assumed-length'
  /** Local times that the clocks of the zone skip: the file was read as standard time all year. */
  | 'standard-time';

/** How often something unusual was found. Switch on `code`. */
export interface ReceiptNote {
  readonly code: NoteCode;
  /** How many readings or rows. */
  readonly count: number;
  /** Where it was found first: a time or the name of a column. */
  readonly example?: string;
}

/** A run of slots without a value inside the published span. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  readonly minutes: number;
  /**
   * The measured channel without a value; `all` if none has one. A channel has no gap before its
   * first value.
   */
  readonly channel: 'import' | 'export' | 'all';
}

/**
 * Totals of a source and what was found in it. Every view and export of the series adds up to it
 * within 1e-9 relative.
 */
export interface Receipt {
  /**
   * Sum of distinct readings, kWh; `null` when import was never measured: no reading of it has a
   * value.
   */
  readonly importKwh: number | null;
  /**
   * Sum of distinct readings, kWh; `null` when export was never measured: no reading of it has a
   * value.
   */
  readonly exportKwh: number | null;
  /** Sum over the slots where both are known, kWh; `null` when export was never measured. */
  readonly netKwh: number | null;
  /**
   * Share of the published span that has values for every channel measured there, 0 to 1; 0 when
   * there is no reading. A channel is measured from its first value on.
   */
  readonly coverage: number;
  /** Minutes of the published span without a value in some channel measured there. */
  readonly missingMinutes: number;
  /** Dropped readings that are equal to a kept one. */
  readonly duplicates: number;
  /** Dropped readings that contradicted or overlapped a kept one. */
  readonly conflicts: number;
  /** Distinct readings that were kept. */
  readonly readings: number;
  /** In order of time. */
  readonly gaps: readonly Gap[];
  /** What else was found, in order of first occurrence. */
  readonly notes: readonly ReceiptNote[];
}

/** Counts findings while a source is read. */
export class Notes {
  readonly #notes = new Map<NoteCode, { count: number; example: string | undefined }>();

  add(code: NoteCode, count = 1, example?: string): void {
    const note = this.#notes.get(code);
    if (note === undefined) this.#notes.set(code, { count, example });
    else note.count += count;
  }

  count(code: NoteCode): number {
    return this.#notes.get(code)?.count ?? 0;
  }

  /** Returns an independent copy. */
  copy(): Notes {
    const copy = new Notes();
    for (const [code, { count, example }] of this.#notes) copy.add(code, count, example);
    return copy;
  }

  list(): readonly ReceiptNote[] {
    return [...this.#notes].map(([code, { count, example }]) =>
      example === undefined ? { code, count } : { code, count, example },
    );
  }
}

/**
 * Computes the receipt of a series that was not read from a body, or was transformed afterwards.
 * `notes`, `duplicates` and `conflicts` are empty and 0 unless `notes` is given.
 */
export function receiptOf(series: Series, notes = new Notes(), readings = countKnown(series)): Receipt {
  const whole = sumsWithoutGaps(series);
  if (whole !== null) {
    return {
      ...whole,
      coverage: 1,
      missingMinutes: 0,
      duplicates: notes.count('duplicate'),
      conflicts: notes.count('conflict') + notes.count('overlap'),
      readings,
      gaps: [],
      notes: notes.list(),
    };
  }
  const { importKwh, exportKwh, netKwh, quality, length } = series;
  let importSum = 0;
  let exportSum = 0;
  let netSum = 0;
  let importCount = 0;
  let exportCount = 0;
  let netCount = 0;
  let coveredMs = 0;
  let publishedMs = 0;
  const gaps: Gap[] = [];
  let gapState = 0;
  let gapFrom = 0;
  let gapMissingMs = 0;
  const close = (at: number) => {
    const channel = gapState === 3 ? 'all' : gapState === 1 ? 'import' : 'export';
    gaps.push({
      fromMs: slotStartMs(series, gapFrom),
      toMs: slotStartMs(series, at),
      minutes: gapMissingMs / MINUTE_MS,
      channel,
    });
    gapMissingMs = 0;
  };
  for (let i = 0; i < length; i++) {
    const a = importKwh[i]!;
    const b = exportKwh[i]!;
    const n = netKwh[i]!;
    if (!Number.isNaN(a)) {
      importSum += a;
      importCount++;
    }
    if (!Number.isNaN(b)) {
      exportSum += b;
      exportCount++;
    }
    if (!Number.isNaN(n)) {
      netSum += n;
      netCount++;
    }
    let state = 0;
    let missingMs = 0;
    if (quality[i] !== AWAITING) {
      const slotMs = slotEndMs(series, i) - slotStartMs(series, i);
      const covered = coveredMsOf(series, i);
      publishedMs += slotMs;
      coveredMs += covered;
      missingMs = slotMs - covered;
      if (missingMs > 0) {
        const lacksImport = Number.isNaN(a);
        const lacksExport = Number.isNaN(b);
        const lacksAll = lacksImport === lacksExport || !series.exportMeasured || !series.importMeasured;
        state = lacksAll || isBeforeChannel(series, i) ? 3 : lacksImport ? 1 : 2;
      }
    }
    if (state !== gapState) {
      if (gapState !== 0) close(i);
      gapState = state;
      gapFrom = i;
    }
    gapMissingMs += missingMs;
  }
  if (gapState !== 0) close(length);
  return {
    importKwh: importCount > 0 ? sumOf(importSum, importCount) : null,
    exportKwh: exportCount > 0 ? sumOf(exportSum, exportCount) : null,
    netKwh: netCount > 0 ? sumOf(netSum, netCount) : null,
    coverage: publishedMs === 0 ? 0 : coveredMs / publishedMs,
    missingMinutes: (publishedMs - coveredMs) / MINUTE_MS,
    duplicates: notes.count('duplicate'),
    conflicts: notes.count('conflict') + notes.count('overlap'),
    readings,
    gaps,
    notes: notes.list(),
  };
}

/** Returns the sums of a series without a gap whose slots have one length; `null` for any other. */
function sumsWithoutGaps(series: Series): Pick<Receipt, 'importKwh' | 'exportKwh' | 'netKwh'> | null {
  const { importKwh, exportKwh, netKwh, exportMeasured } = series;
  if (series.length === 0 || series.stepMs === null || series.coveredMs !== null || !series.importMeasured) return null;
  // `includes` is faster than a loop that runs once and is never optimized.
  const lacks = (column: Float64Array) => column.includes(Number.NaN);
  if (series.quality.includes(AWAITING) || lacks(importKwh)) return null;
  if (!exportMeasured) {
    // Without export net is unknown, unless the caller chose import for it.
    if (netKwh !== exportKwh && netKwh !== importKwh) return null;
    const sum = totalOf(importKwh);
    return { importKwh: sum, exportKwh: null, netKwh: netKwh === importKwh ? sum : null };
  }
  if (lacks(exportKwh) || lacks(netKwh)) return null;
  return { importKwh: totalOf(importKwh), exportKwh: totalOf(exportKwh), netKwh: totalOf(netKwh) };
}

function totalOf(column: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i++) sum += column[i]!;
  return sumOf(sum, column.length);
}

function countKnown(series: Series): number {
  let count = 0;
  for (let i = 0; i < series.length; i++) {
    if (!Number.isNaN(series.importKwh[i]!)) count++;
    if (!Number.isNaN(series.exportKwh[i]!)) count++;
  }
  return count;
}
