import { DAY_MS, zoneOf } from '../../zone.ts';
import { clockChangesAround } from './clock-changes.ts';

/**
 * One zone for each rule of daylight saving in places where interval meters are common. A person
 * may choose any other.
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
 * Returns the zones in which the clocks went back at the local times that occur twice in a channel.
 * `[]` if no time occurs twice, or if others on the same day do too: the rows are then listed
 * twice.
 */
export function zonesWithRepeatedTimes(localTimes: Float64Array): readonly string[] {
  const times = timesOccurringTwice(localTimes);
  if (times.length === 0) return [];
  const zones = zonesWhere(times, (localMs, low, high) => localMs >= low && localMs < high);
  // Ends that were computed from start and length include the end of the repeated time.
  return zones.length > 0 ? zones : zonesWhere(times, (localMs, low, high) => localMs > low && localMs <= high);
}

function zonesWhere(
  times: readonly number[],
  isRepeated: (localMs: number, low: number, high: number) => boolean,
): readonly string[] {
  return CANDIDATES.filter((name) =>
    clockChangesAround(zoneOf(name), times).some(({ before, after, low, high }) => {
      if (after > before) return false;
      const about = times.filter((localMs) => localMs >= low - DAY_MS && localMs <= high + DAY_MS);
      return about.length > 0 && about.every((localMs) => isRepeated(localMs, low, high));
    }),
  );
}

/** Returns the zones in which all these days, given as local midnights, have more than 24 hours. */
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

/** Returns the times that occur more than once, in order. */
function timesOccurringTwice(localTimes: Float64Array): readonly number[] {
  if (isMonotonic(localTimes)) return [];
  const sorted = localTimes.slice().sort();
  const repeated: number[] = [];
  for (let i = 1; i < sorted.length; i++)
    if (sorted[i] === sorted[i - 1] && sorted[i] !== repeated.at(-1)) repeated.push(sorted[i]!);
  return repeated;
}

/** Returns true if the times only rise or only fall, as in most files. */
function isMonotonic(localTimes: Float64Array): boolean {
  const rises = localTimes[1]! > localTimes[0]!;
  for (let i = 1; i < localTimes.length; i++)
    if (rises ? !(localTimes[i]! > localTimes[i - 1]!) : !(localTimes[i]! < localTimes[i - 1]!)) return false;
  return true;
}
