import { civilOf } from '../civil.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, resolveTimeZone, type Zone, zoneOf } from '../zone.ts';
import { decodeDstRule, type LocalTime, localChangeOf } from './dst-rule.ts';

/** Zones that are tried in this order. Of several with the same offsets the first is used. */
const CANDIDATES = [
  ...['UTC', 'America/Los_Angeles', 'America/Denver', 'America/Phoenix', 'America/Chicago', 'America/Regina'],
  ...['America/New_York', 'America/Panama', 'America/Halifax', 'America/Puerto_Rico', 'America/St_Johns'],
  ...['America/Anchorage', 'Pacific/Honolulu', 'America/Mexico_City', 'America/Sao_Paulo', 'Europe/London'],
  ...['Europe/Paris', 'Europe/Athens', 'Africa/Johannesburg', 'Asia/Dubai', 'Asia/Kolkata', 'Asia/Kathmandu'],
  ...['Asia/Shanghai', 'Asia/Tokyo', 'Australia/Perth', 'Australia/Darwin', 'Australia/Adelaide'],
  ...['Australia/Brisbane', 'Australia/Sydney', 'Australia/Lord_Howe', 'Pacific/Auckland'],
];

/** Leaf elements of `LocalTimeParameters` by name. */
type ClockFields = Readonly<Record<string, string>>;

/**
 * Returns the IANA zones that a Green Button clock may mean in the year of `nearMs`, the likeliest
 * first; none if it states no offset. Several if daylight saving is stated without rules, or with
 * rules of other years.
 */
export function zonesOfClock(fields: ClockFields, nearMs: number): readonly string[] {
  const standardMs = offsetOf(fields.tzOffset);
  if (Number.isNaN(standardMs)) return [];
  const start = decodeDstRule(fields.dstStartRule ?? '');
  const end = decodeDstRule(fields.dstEndRule ?? '');
  const hasRules = start !== null && end !== null;
  const fixed = [zoneLike({ standardMs, dstMs: 0, start: null, end: null }, nearMs)].filter((zone) => zone !== null);
  const added = savingsOf(standardMs, offsetOf(fields.dstOffset), hasRules);
  if (added.length === 0) return fixed;
  if (hasRules) {
    for (const dstMs of added) {
      const zone = zoneLike({ standardMs, dstMs, start, end }, nearMs);
      if (zone !== null) return [zone];
    }
  }
  const { year } = civilOf(Math.floor(nearMs / DAY_MS));
  const matching = CANDIDATES.map(zoneOf).filter((zone) => {
    const offsets = [0, 6].map((month) => zone.offsetAt(Date.UTC(year, month, 15)) - standardMs);
    return Math.min(...offsets) === 0 && added.includes(Math.max(...offsets));
  });
  return [...matching.map(({ name }) => name), ...fixed];
}

/**
 * Returns an offset in ms. ESPI has seconds; hours or minutes in their place are recognised because
 * no offset has so few seconds.
 */
function offsetOf(text: string | undefined): number {
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  const size = Math.abs(value);
  return value * (size <= 14 ? HOUR_MS : size <= 14 * 60 ? MINUTE_MS : 1000);
}

/**
 * Returns what may be added in summer, ms. Files have what ESPI requires, or the whole summer
 * offset, or a negative value; an hour if there are only rules.
 */
function savingsOf(standardMs: number, dstMs: number, hasRules: boolean): readonly number[] {
  if (dstMs === 0 || (!hasRules && (Number.isNaN(dstMs) || dstMs === standardMs))) return [];
  const usual = [dstMs, dstMs - standardMs, -dstMs].filter((ms) => ms > 0 && ms <= 2 * HOUR_MS);
  return usual.length > 0 || !hasRules ? usual : [HOUR_MS];
}

/**
 * Returns a common IANA zone with the stated offsets in the year of `nearMs`; `null` if there is
 * none.
 */
export function zoneLike(local: LocalTime, nearMs: number): string | null {
  const { year } = civilOf(Math.floor(nearMs / DAY_MS));
  // In some files the day of a change is right and its hour wrong.
  for (const slackMs of [0, DAY_MS]) {
    const probes = probesOf(local, year, slackMs);
    const keeps = (zone: Zone) => probes.every(([ms, offset]) => zone.offsetAt(ms) === offset);
    const name = CANDIDATES.find((candidate) => keeps(zoneOf(candidate)));
    if (name !== undefined) return zoneOf(name).name;
  }
  return local.dstMs === 0 ? fixedZone(local.standardMs) : null;
}

/** Returns a zone with the same offset all year. */
function fixedZone(offsetMs: number): string | null {
  const hours = Math.abs(offsetMs) / HOUR_MS;
  // Signs are those of POSIX: Etc/GMT+8 is eight hours behind UTC.
  if (Number.isInteger(hours)) return resolveTimeZone(`Etc/GMT${offsetMs > 0 ? '-' : '+'}${hours}`);
  const two = (value: number) => String(value).padStart(2, '0');
  return resolveTimeZone(`${offsetMs < 0 ? '-' : '+'}${two(Math.floor(hours))}:${two((hours % 1) * 60)}`);
}

/** Returns instants with their offsets: before and after both changes, or in winter and summer. */
function probesOf(local: LocalTime, year: number, slackMs: number): readonly (readonly [ms: number, offset: number])[] {
  const { standardMs, dstMs, start, end } = local;
  if (dstMs === 0 || start === null || end === null) {
    return [Date.UTC(year, 0, 1), Date.UTC(year, 5, 21)].map((ms) => [ms, standardMs] as const);
  }
  const on = localChangeOf(start, year) - standardMs;
  const off = localChangeOf(end, year) - standardMs - dstMs;
  const summer = standardMs + dstMs;
  return [
    [on - 1000 - slackMs, standardMs],
    [on + slackMs, summer],
    [off - 1000 - slackMs, summer],
    [off + slackMs, standardMs],
  ];
}
