import type { Series } from './series.ts';

/** Returns a series without slots, for a meter that has no reading yet. */
export function emptySeries(stepMs: number | null, sourceMinutes: readonly number[]): Series {
  const none = new Float64Array(0);
  return {
    length: 0,
    startMs: 0,
    endMs: 0,
    stepMs,
    starts: null,
    ends: null,
    timeZone: 'UTC',
    timeZoneText: null,
    importKwh: none,
    exportKwh: none,
    netKwh: none,
    importMeasured: false,
    exportMeasured: false,
    quality: new Uint8Array(0),
    coveredMs: null,
    sourceMinutes,
    unusable: 0,
  };
}
