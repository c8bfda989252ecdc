import { hash128, noiseAt } from '../engine/random.ts';

/** Weather of one place, the same for every meter there. */
export interface Weather {
  /** Outdoor temperature, °C. `dayOfYear` from 0, `minute` of the day in solar time. */
  temperature(dayNumber: number, dayOfYear: number, minute: number): number;
  /** Share of the clear sky's light that arrives, 0 to 1. */
  clearness(dayNumber: number, minute: number): number;
  /** Sine of the sun's height above the horizon; negative at night. */
  sunHeight(dayOfYear: number, minute: number): number;
}

/** Makes weather that depends on the seed, the place and the day alone. */
export function createWeather(seed: string, latitude: number): Weather {
  const key = hash128(`${seed}:weather:${Math.round(latitude)}`);
  const radians = (latitude * Math.PI) / 180;
  const mean = 25 - 0.5 * (latitude - 27);
  const swing = 5 + 0.28 * (latitude - 27);
  let dayOfClouds = Number.NaN;
  let cloud = 0;
  return {
    temperature(dayNumber, dayOfYear, minute) {
      const season = -Math.cos((2 * Math.PI * (dayOfYear - 20)) / 365.25);
      const spell = smooth(key[0], dayNumber / 4 + minute / 5760) * 11 - 5.5;
      const hour = -Math.cos((2 * Math.PI * (minute / 60 - 3)) / 24);
      return mean + swing * season + spell + 4.5 * hour;
    },
    clearness(dayNumber, minute) {
      if (dayNumber !== dayOfClouds) {
        dayOfClouds = dayNumber;
        const drawn = smooth(key[1], dayNumber / 2.3) * 0.55 + noiseAt(key[2], dayNumber) * 0.45;
        cloud = Math.min(1, Math.max(0, (drawn - 0.42) * 2.2));
      }
      // Light changes fast under broken clouds, and hardly under a clear or a covered sky.
      const flicker = (smooth(key[3], dayNumber * 96 + minute / 17) - 0.5) * 1.6 * cloud * (1 - cloud);
      return Math.min(1, Math.max(0.06, 1 - 0.86 * cloud + flicker));
    },
    sunHeight(dayOfYear, minute) {
      const declination = 0.4093 * Math.sin((2 * Math.PI * (dayOfYear - 80.5)) / 365.25);
      const angle = (Math.PI * (minute - 720)) / 720;
      return Math.sin(radians) * Math.sin(declination) + Math.cos(radians) * Math.cos(declination) * Math.cos(angle);
    },
  };
}

/** Returns value noise: random at whole numbers, eased in between. */
export function smooth(key: number, x: number): number {
  const n = Math.floor(x);
  const t = x - n;
  const eased = t * t * (3 - 2 * t);
  return noiseAt(key, n) * (1 - eased) + noiseAt(key, n + 1) * eased;
}
