/** Returns a time such as `2024-08-28T09:56:12.000Z`. */
export const isoZ = (ms: number): string => new Date(ms).toISOString();

const DAY_MS = 86_400_000;
const MINUTES = Array.from({ length: 1440 }, (_, minute) => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00.000+00:00`;
});
let lastDay = Number.NaN;
let lastDayText = '';

/**
 * Returns a time such as `2024-08-28T09:56:12.000+00:00`, as in interval bodies. A raw body holds
 * tens of thousands of these in order, so whole minutes are put together from parts.
 */
export function isoOffset(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  const rest = ms - day * DAY_MS;
  if (rest % 60_000 !== 0) return `${new Date(ms).toISOString().slice(0, -1)}+00:00`;
  if (day !== lastDay) {
    lastDay = day;
    lastDayText = new Date(ms).toISOString().slice(0, 10);
  }
  return lastDayText + (MINUTES[rest / 60_000] as string);
}

/** Returns the same as {@link isoZ}, or `null` for `null`. */
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoZ(ms));
