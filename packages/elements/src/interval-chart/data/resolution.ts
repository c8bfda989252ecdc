import type { TimeRange } from '@arc-elements/intervals';

/** Width of one datum: a slot of the series, or a unit of the meter's calendar. */
export type Resolution = 'slot' | 'hour' | 'day' | 'week' | 'month';

/** Every resolution, finest first. */
export const RESOLUTIONS: readonly Resolution[] = ['slot', 'hour', 'day', 'week', 'month'];

const MINUTE_MS = 60_000;
// Typical widths, used only to choose a resolution. Real ones follow the calendar.
const TYPICAL_MS: Readonly<Record<Exclude<Resolution, 'slot'>, number>> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 2_629_800_000,
};

/** Widths of a series and of its source. */
export interface ResolutionSource {
  /** Width of the series' slots, minutes. */
  readonly slotMinutes: number;
  /** Width of what the utility measured, minutes. Slots may be shorter than that. */
  readonly sourceMinutes: number;
}

/** Returns true for the name of a resolution. */
export function isResolution(value: unknown): value is Resolution {
  return typeof value === 'string' && (RESOLUTIONS as readonly string[]).includes(value);
}

/** Returns the typical width of one datum, milliseconds. */
export function typicalMs(resolution: Resolution, source: ResolutionSource): number {
  return resolution === 'slot' ? source.slotMinutes * MINUTE_MS : TYPICAL_MS[resolution];
}

/**
 * Returns the resolutions to offer, finest first. Slots shorter than what was measured are even
 * parts of a longer reading, so they are left out.
 */
export function offeredResolutions(source: ResolutionSource): readonly Resolution[] {
  return RESOLUTIONS.filter((resolution) => {
    if (resolution === 'slot') return source.slotMinutes >= source.sourceMinutes;
    const minutes = TYPICAL_MS[resolution] / MINUTE_MS;
    return minutes >= source.sourceMinutes && minutes > source.slotMinutes;
  });
}

/** Returns the finest offered resolution whose bars are at least `minPx` wide. */
export function chooseResolution(range: TimeRange, widthPx: number, source: ResolutionSource, minPx = 2): Resolution {
  const offered = offeredResolutions(source);
  const msPerPx = (range.endMs - range.startMs) / Math.max(1, widthPx);
  return offered.find((resolution) => typicalMs(resolution, source) / msPerPx >= minPx) ?? offered.at(-1) ?? 'slot';
}
