import { AWAITING, ESTIMATED, MEASURED, MISSING, type SeriesInput } from '@arc-elements/intervals';

const MINUTE_MS = 60_000;

/** What a test series is made from. */
export interface TestSeriesOptions {
  readonly days?: number;
  readonly stepMinutes?: number;
  readonly timeZone?: string;
  readonly startMs?: number;
  readonly exports?: boolean;
  /** Spans in days from the start: [from, to). */
  readonly missing?: readonly (readonly [number, number])[];
  readonly estimated?: readonly (readonly [number, number])[];
  readonly awaiting?: readonly (readonly [number, number])[];
}

/**
 * Returns days of constant power: 0.5 kWh imported and 0.25 kWh exported per hour, for any length
 * of a slot.
 */
export function testSeries(options: TestSeriesOptions = {}): SeriesInput {
  const { days = 10, stepMinutes = 15, timeZone = 'America/Los_Angeles', exports = true } = options;
  // Midnight of 1 November 2025 in Los Angeles. The clocks go back on the next day.
  const { startMs = Date.UTC(2025, 10, 1, 7) } = options;
  const length = (days * 1440) / stepMinutes;
  const importKwh = new Float64Array(length).fill((0.5 * stepMinutes) / 60);
  const exportKwh = new Float64Array(length).fill((0.25 * stepMinutes) / 60);
  const quality = new Uint8Array(length).fill(MEASURED);
  const mark = (spans: TestSeriesOptions['missing'], state: number): void => {
    for (const [from, to] of spans ?? []) {
      const last = Math.round((to * 1440) / stepMinutes);
      for (let i = Math.round((from * 1440) / stepMinutes); i < last; i++) {
        quality[i] = state;
        if (state === ESTIMATED) continue;
        importKwh[i] = Number.NaN;
        exportKwh[i] = Number.NaN;
      }
    }
  };
  mark(options.missing, MISSING);
  mark(options.estimated, ESTIMATED);
  mark(options.awaiting, AWAITING);
  return {
    startMs,
    stepMs: stepMinutes * MINUTE_MS,
    timeZone,
    importKwh,
    ...(exports ? { exportKwh } : {}),
    quality,
  };
}
