import type { TimeRange } from '@arc-elements/intervals';

/** Width of one datum: the source's own intervals, or a span of the meter's calendar. */
export type Resolution = 'slot' | 'hour' | 'day' | 'week' | 'month';

/** Every resolution, finest first. */
export const RESOLUTIONS: readonly Resolution[] = ['slot', 'hour', 'day', 'week', 'month'];

const MINUTE_MS = 60_000;
// Typical widths; the true ones follow the calendar. Only the choice of a resolution uses these.
const TYPICAL_MS: Readonly<Record<Exclude<Resolution, 'slot'>, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_629_800_000,
};

/** What the choice depends on. */
export interface ResolutionSource {
  /** Width of the series' slots, minutes. */
  readonly slotMinutes: number;
  /** What the utility really measured, minutes: normalized slots may be finer than their source. */
  readonly sourceMinutes: number;
}

/** True for a word that names a resolution. */
export function isResolution(value: unknown): value is Resolution {
  return typeof value === 'string' && (RESOLUTIONS as readonly string[]).includes(value);
}

/** Typical width of one datum, milliseconds. */
export function typicalMs(resolution: Resolution, source: ResolutionSource): number {
  return resolution === 'slot' ? source.slotMinutes * MINUTE_MS : TYPICAL_MS[resolution];
}

/**
 * Resolutions that the data can honestly be shown at, finest first. Slots finer than what was measured are an even
 * split of a longer reading, not knowledge, so they are not offered.
 */
export function offeredResolutions(source: ResolutionSource): readonly Resolution[] {
  return RESOLUTIONS.filter((resolution) => {
    if (resolution === 'slot') return source.slotMinutes >= source.sourceMinutes;
    const minutes = TYPICAL_MS[resolution] / MINUTE_MS;
    return minutes >= source.sourceMinutes && minutes > source.slotMinutes;
  });
}

/** The finest offered resolution whose data are at least `minPx` wide, so that bars stay bars. */
export function chooseResolution(range: TimeRange, widthPx: number, source: ResolutionSource, minPx = 2): Resolution {
  const offered = offeredResolutions(source);
  const msPerPx = (range.endMs - range.startMs) / Math.max(1, widthPx);
  return offered.find((resolution) => typicalMs(resolution, source) / msPerPx >= minPx) ?? offered.at(-1) ?? 'slot';
}
