import { createCalendar } from '@arc-elements/intervals';
import { hash128, noiseAt } from '../engine/random.ts';
import type { Profile } from './profiles.ts';
import { createWeather, smooth } from './weather.ts';

/** Readings of a meter in columns, in order of time. */
export interface Readings {
  readonly startsMs: Float64Array;
  /** Length of every reading, minutes. */
  readonly minutes: number;
  readonly importKwh: Float64Array;
  /** `null`: the meter does not measure export. */
  readonly exportKwh: Float64Array | null;
  /** 1 where the utility estimated. */
  readonly estimated: Uint8Array;
}

/** All that the readings of a meter depend on. */
export interface Household {
  readonly seed: string;
  readonly meterId: string;
  readonly timeZone: string;
  readonly latitude: number;
  readonly profile: Profile;
}

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;
const HOLIDAYS = new Set([0, 184, 358, 359]); // New Year, the fourth of July, Christmas: people are at home

/**
 * Draws what a household uses and feeds in from `fromMs` to `toMs`, both local midnights. Each
 * reading depends on the household and its own time alone, so a longer span repeats a shorter one
 * exactly.
 */
export function drawReadings(household: Household, fromMs: number, toMs: number): Readings {
  const { profile } = household;
  const stepMs = profile.sourceMinutes * MINUTE_MS;
  const slots = Math.max(0, Math.round((toMs - fromMs) / stepMs));
  const startsMs = new Float64Array(slots);
  const importKwh = new Float64Array(slots);
  const exportKwh = profile.solarKw > 0 ? new Float64Array(slots) : null;
  const estimated = new Uint8Array(slots);
  const calendar = createCalendar(household.timeZone);
  const power = createPower(household);
  // The sun knows no daylight saving: solar time is the zone's offset in winter, all year.
  const winterMs = calendar.offsetMinutesAt(Date.UTC(2024, 0, 15)) * MINUTE_MS;
  const hours = profile.sourceMinutes / 60;
  let offsetMs = 0;
  let offsetUntilMs = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < slots; i++) {
    const start = fromMs + i * stepMs;
    if (start >= offsetUntilMs) {
      offsetMs = calendar.offsetMinutesAt(start) * MINUTE_MS;
      offsetUntilMs = calendar.nextOffsetChange(start);
    }
    const middle = start + stepMs / 2;
    const kw = power(middle + offsetMs, middle + winterMs);
    startsMs[i] = start;
    importKwh[i] = round3(Math.max(0, kw) * hours);
    if (exportKwh !== null) exportKwh[i] = round3(Math.max(0, -kw) * hours);
    if (profile.estimated && isEstimated(household, start)) estimated[i] = 1;
  }
  return { startsMs, minutes: profile.sourceMinutes, importKwh, exportKwh, estimated };
}

/**
 * Average power at one time, kW, negative while more is made than used. Both times are local, as if
 * they were UTC.
 */
function createPower(household: Household): (wallMs: number, solarMs: number) => number {
  const { profile } = household;
  const weather = createWeather(household.seed, household.latitude);
  const [hum, habit, spike, car] = hash128(`${household.seed}:${household.meterId}`);
  const early = noiseAt(habit, -1) * 80 - 40; // minutes that this household is ahead of or behind its neighbours
  const base = 0.16 + noiseAt(habit, -2) * 0.14;
  let day = Number.NaN;
  let dayOfYear = 0;
  let free = false;
  let away = false;
  return (wallMs, solarMs) => {
    const wallMinutes = wallMs / MINUTE_MS;
    const today = Math.floor(wallMinutes / DAY_MINUTES);
    const minute = wallMinutes - today * DAY_MINUTES;
    if (today !== day) {
      day = today;
      const date = new Date(today * DAY_MINUTES * MINUTE_MS);
      dayOfYear = today - Math.floor(Date.UTC(date.getUTCFullYear(), 0, 1) / 86_400_000);
      const weekday = (((today + 3) % 7) + 7) % 7; // 0 Monday; 1970-01-01 was a Thursday
      free = weekday >= 5 || HOLIDAYS.has(dayOfYear);
      // The household is away for a week now and then, more often in summer.
      const summer = dayOfYear > 172 && dayOfYear < 245 ? 0.14 : 0.02;
      away = profile.occupancy === 'home' && noiseAt(habit, Math.floor((today + 2) / 7)) < summer;
    }
    const solarMinute = (((solarMs / MINUTE_MS) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
    const outside = weather.temperature(today, dayOfYear, solarMinute);
    const present = away ? 0 : activity(profile, minute + early, free);
    const slot = Math.floor(wallMinutes / 15);

    let kw = base * (0.8 + 0.4 * smooth(hum, wallMinutes / 37)); // fridge, standby
    kw += present * (0.35 + 0.5 * smooth(hum ^ 7, wallMinutes / 50));
    // Kettle, oven, dryer.
    if (noiseAt(spike, slot) < 0.1 * present) kw += 0.5 + 1.7 * noiseAt(spike, slot + 0x40000000);
    const comfort = away ? 0.15 : 0.45 + 0.55 * present;
    kw += comfort * profile.heatingKwPerDegree * Math.max(0, 15 - outside);
    kw += comfort * profile.coolingKwPerDegree * Math.max(0, outside - 23);
    kw *= profile.scale;
    if (profile.carKw > 0 && !away) kw += carPower(profile.carKw, car, today, minute);
    if (profile.solarKw > 0) {
      const height = weather.sunHeight(dayOfYear, solarMinute);
      if (height > 0) kw -= profile.solarKw * 0.92 * height ** 1.12 * weather.clearness(today, solarMinute);
    }
    return kw;
  };
}

/** Returns the share of people's usual activity at a minute of the day, 0 to 1. */
function activity(profile: Profile, minute: number, free: boolean): number {
  if (profile.occupancy === 'business') return free ? 0.06 : 0.05 + 0.95 * bellCurve(minute, 780, 330, 4);
  const morning = bellCurve(minute, free ? 570 : 445, free ? 110 : 60, 2);
  const midday = free ? 0.45 * bellCurve(minute, 810, 190, 2) : 0.12 * bellCurve(minute, 760, 120, 2);
  const evening = bellCurve(minute, 1170, 165, 2);
  return Math.min(1, 0.05 + 0.7 * morning + midday + 0.95 * evening);
}

/**
 * Returns a bell curve around `centre`, about twice `width` minutes wide; a higher `power` makes
 * its top flatter.
 */
function bellCurve(minute: number, centre: number, width: number, power: number): number {
  return Math.exp(-(Math.abs((minute - centre) / width) ** power));
}

/**
 * Charging power of the car, kW: on most nights, from after midnight until what it drove is
 * charged.
 */
function carPower(chargerKw: number, key: number, day: number, minute: number): number {
  if (noiseAt(key, day) > 0.68) return 0;
  const begins = 15 + Math.floor(noiseAt(key, day + 0x20000000) * 6) * 15;
  const lasts = (4 + noiseAt(key, day + 0x30000000) * 18) * (60 / chargerKw);
  return minute >= begins && minute < begins + lasts ? chargerKw : 0;
}

/**
 * Returns true if the utility estimates this reading, which it does for a few hours now and then.
 */
function isEstimated(household: Household, startMs: number): boolean {
  const key = hash128(`${household.meterId}:estimated`)[0];
  const block = Math.floor(startMs / 14_400_000);
  return noiseAt(key, block) < 0.03;
}

const round3 = (value: number): number => Math.round(value * 1000) / 1000;
