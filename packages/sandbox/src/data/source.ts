/** One published reading. */
export interface Reading {
  readonly startMs: number;
  readonly endMs: number;
  readonly direction: 'import' | 'export';
  readonly kwh: number;
  readonly estimated?: boolean;
}

/** What a meter has published, in the order in which it was published. */
export interface Published {
  readonly timeZone: string;
  readonly readings: readonly Reading[];
  readonly exportMeasured: boolean;
  readonly readType: string;
}

/**
 * The platform's 15-minute form of a meter's readings. Slot `i` starts at `startMs` + `i` × 15 min.
 */
export interface Normalized {
  readonly startMs: number;
  /** Start of the last slot, as the published sample prints `endAt`. */
  readonly lastMs: number;
  readonly sourceMinutes: readonly number[];
  readonly importKwh: readonly (number | null)[];
  readonly exportKwh: readonly (number | null)[];
  readonly netKwh: readonly (number | null)[];
}

const SLOT_MS = 900_000;

/**
 * Normalizes readings to 15 minutes: longer ones are split evenly, shorter ones added up, one that
 * occurs twice counts once, and a slot that is not wholly covered is `null`. Export is 0 where
 * import is known and the meter does not measure export. The platform documents none of this, so it
 * is a choice.
 */
export function normalize(published: Published): Normalized {
  const seen = new Map<number, number>();
  const minutes = new Set<number>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const reading of published.readings) {
    first = Math.min(first, reading.startMs);
    last = Math.max(last, reading.endMs);
    minutes.add((reading.endMs - reading.startMs) / 60_000);
  }
  if (published.readings.length === 0) {
    return { startMs: 0, lastMs: 0, sourceMinutes: [], importKwh: [], exportKwh: [], netKwh: [] };
  }
  const startMs = Math.floor(first / SLOT_MS) * SLOT_MS;
  const slots = Math.ceil((last - startMs) / SLOT_MS);
  const columns = {
    import: { kwh: new Float64Array(slots), coveredMs: new Float64Array(slots) },
    export: { kwh: new Float64Array(slots), coveredMs: new Float64Array(slots) },
  };
  for (const reading of published.readings) {
    // Start and direction as one number: texts as keys cost more than the arithmetic.
    const key = reading.startMs * 2 + (reading.direction === 'export' ? 1 : 0);
    if (seen.get(key) === reading.endMs) continue;
    seen.set(key, reading.endMs);
    const column = columns[reading.direction];
    const lengthMs = reading.endMs - reading.startMs;
    for (let at = reading.startMs; at < reading.endMs; ) {
      const slot = Math.floor((at - startMs) / SLOT_MS);
      const until = Math.min(reading.endMs, startMs + (slot + 1) * SLOT_MS);
      column.kwh[slot] = (column.kwh[slot] as number) + (reading.kwh * (until - at)) / lengthMs;
      column.coveredMs[slot] = (column.coveredMs[slot] as number) + until - at;
      at = until;
    }
  }
  const read = (name: 'import' | 'export', i: number): number | null =>
    (columns[name].coveredMs[i] as number) >= SLOT_MS ? round9(columns[name].kwh[i] as number) : null;
  const importKwh: (number | null)[] = [];
  const exportKwh: (number | null)[] = [];
  const netKwh: (number | null)[] = [];
  for (let i = 0; i < slots; i++) {
    const into = read('import', i);
    const out = published.exportMeasured ? read('export', i) : into === null ? null : 0;
    importKwh.push(into);
    exportKwh.push(out);
    netKwh.push(into === null || out === null ? null : round9(into - out));
  }
  return {
    startMs,
    lastMs: startMs + (slots - 1) * SLOT_MS,
    sourceMinutes: [...minutes].sort((a, b) => a - b),
    importKwh,
    exportKwh,
    netKwh,
  };
}

/** Rounds to a billionth: sums of readings are not more exact than that. */
export const round9 = (value: number): number => Math.round(value * 1e9) / 1e9;
