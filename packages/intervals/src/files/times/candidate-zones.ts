import { DAY_MS, zoneOf } from '../../zone.ts';
import { clockChangesAround } from './clock-changes.ts';

/**
 * One zone for each rule by which clocks go back where interval meters are common; a person may
 * name any other.
 */
const CANDIDATES: readonly string[] = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Halifax',
  'America/St_Johns',
  'America/Mexico_City',
  'America/Sao_Paulo',
  'America/Santiago',
  'America/Asuncion',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Europe/Berlin',
  'Europe/Athens',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Asia/Jerusalem',
  'Asia/Beirut',
  'Australia/Sydney',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
];

/**
 * Zones in which the wall-clock times that occur twice in a channel do so because the clocks went
 * back. `[]` when none occurs twice, and when others about the same day do too: then the rows are
 * listed twice.
 */
export function zonesWithRepeatedTimes(localTimes: Float64Array): readonly string[] {
  const times = timesOccurringTwice(localTimes);
  if (times.length === 0) return [];
  const zones = zonesWhere(times, (localMs, low, high) => localMs >= low && localMs < high);
  // Ends that are written as start and length name the end of the time that is shown twice, too.
  return zones.length > 0 ? zones : zonesWhere(times, (localMs, low, high) => localMs > low && localMs <= high);
}

function zonesWhere(
  times: readonly number[],
  isShownTwice: (localMs: number, low: number, high: number) => boolean,
): readonly string[] {
  return CANDIDATES.filter((name) =>
    clockChangesAround(zoneOf(name), times).some(({ before, after, low, high }) => {
      if (after > before) return false;
      const about = times.filter((localMs) => localMs >= low - DAY_MS && localMs <= high + DAY_MS);
      return about.length > 0 && about.every((localMs) => isShownTwice(localMs, low, high));
    }),
  );
}

/** Zones in which all these days, given as their midnights on the wall, are longer than others. */
export function zonesWithLongDay(days: ArrayLike<number>): readonly string[] {
  return CANDIDATES.filter((name) => {
    const long = new Set(
      clockChangesAround(zoneOf(name), days).flatMap(({ before, after, low }) =>
        before > after ? [Math.floor(low / DAY_MS) * DAY_MS] : [],
      ),
    );
    return Array.from(days).every((day) => long.has(day));
  });
}

/** Times that occur more than once, in order. */
function timesOccurringTwice(localTimes: Float64Array): readonly number[] {
  if (isMonotonic(localTimes)) return [];
  const sorted = localTimes.slice().sort();
  const twice: number[] = [];
  for (let i = 1; i < sorted.length; i++)
    if (sorted[i] === sorted[i - 1] && sorted[i] !== twice.at(-1)) twice.push(sorted[i]!);
  return twice;
}

/** Most files: each time comes after, or before, the one before it. */
function isMonotonic(localTimes: Float64Array): boolean {
  const rises = localTimes[1]! > localTimes[0]!;
  for (let i = 1; i < localTimes.length; i++)
    if (rises ? !(localTimes[i]! > localTimes[i - 1]!) : !(localTimes[i]! < localTimes[i - 1]!)) return false;
  return true;
}
