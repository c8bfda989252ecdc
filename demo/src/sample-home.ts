/** A series as `arc-interval-chart` takes it: regular steps, one column per direction, kWh. */
export interface SampleSeries {
  readonly startMs: number;
  readonly stepMs: number;
  readonly timeZone: string;
  readonly importKwh: Float64Array;
  readonly exportKwh: Float64Array;
}

const STEP_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const SLOTS_PER_DAY = DAY_MS / STEP_MS;
/**
 * Solar power changes within a slot, so both directions of one slot can be above zero, as on a real
 * meter.
 */
const PARTS_PER_SLOT = 3;

/** Phoenix has the same offset all year, so local time needs no calendar. */
const TIME_ZONE = 'America/Phoenix';
const OFFSET_MS = -7 * 3_600_000;
const LATITUDE = radians(33.4);
const PANEL_KW = 5.8;

/**
 * Returns a year (52 whole weeks) of 15-minute readings of a made-up home with panels on its
 * roof, up to the last Monday before `nowMs`, so that the chart's last week is complete. A day has
 * the same readings at every visit.
 */
export function sampleHome({ nowMs, days = 364 }: { nowMs: number; days?: number }): SampleSeries {
  const today = Math.floor((nowMs + OFFSET_MS) / DAY_MS);
  // Day 0 of the epoch was a Thursday: Mondays are 4 days into each week counted from it.
  const lastDay = today - ((today - 4) % 7);
  const firstDay = lastDay - days;
  const importKwh = new Float64Array(days * SLOTS_PER_DAY);
  const exportKwh = new Float64Array(days * SLOTS_PER_DAY);
  for (let day = firstDay; day < lastDay; day++) {
    drawDay(day, importKwh, exportKwh, (day - firstDay) * SLOTS_PER_DAY);
  }
  return { startMs: firstDay * DAY_MS - OFFSET_MS, stepMs: STEP_MS, timeZone: TIME_ZONE, importKwh, exportKwh };
}

function drawDay(day: number, importKwh: Float64Array, exportKwh: Float64Array, at: number): void {
  const random = randomOf(day);
  const season = seasonOf(day);
  // Most days are clear; on a cloudy day the sunlight also varies more.
  const cloud = random() < 0.72 ? random() * 0.12 : 0.25 + random() * 0.6;
  const warmth = 23.5 - 10.5 * Math.cos(season) + (random() - 0.5) * 6;
  const away = isWeekend(day) ? 0.35 : 0.85;
  const dinner = 18 + random() * 1.6;
  const washing = random() < 0.4 ? 9 + random() * 4 : -1;
  let shade = cloud;
  for (let slot = 0; slot < SLOTS_PER_DAY; slot++) {
    const wobble = 0.85 + random() * 0.3;
    for (let part = 0; part < PARTS_PER_SLOT; part++) {
      const hour = (slot + (part + 0.5) / PARTS_PER_SLOT) / 4;
      // Clouds pass slowly: the shade changes by a part at each step.
      shade += (cloud * (0.4 + 1.2 * random()) - shade) * 0.35;
      const solarKw = PANEL_KW * sunlight(season, hour) * (1 - Math.min(0.92, shade));
      const homeKw = wobble * household(hour, { away, dinner, washing }) + cooling(hour, warmth);
      const kwh = ((homeKw - solarKw) * (STEP_MS / PARTS_PER_SLOT)) / 3_600_000;
      const column = kwh > 0 ? importKwh : exportKwh;
      column[at + slot] = (column[at + slot] ?? 0) + Math.abs(kwh);
    }
    // Meters report watt hours.
    importKwh[at + slot] = Math.round((importKwh[at + slot] ?? 0) * 1000) / 1000;
    exportKwh[at + slot] = Math.round((exportKwh[at + slot] ?? 0) * 1000) / 1000;
  }
}

/**
 * Returns the share of the panels' rated power that a clear sky gives at this hour: they face
 * south, tilted by 20 degrees.
 */
function sunlight(season: number, hour: number): number {
  const declination = radians(-23.45 * Math.cos(season));
  // Solar noon is at about 12:28 by the clock there.
  const angle = radians((hour - 12.47) * 15);
  const tilted = LATITUDE - radians(20);
  const facing = Math.sin(tilted) * Math.sin(declination) + Math.cos(tilted) * Math.cos(declination) * Math.cos(angle);
  const height =
    Math.sin(LATITUDE) * Math.sin(declination) + Math.cos(LATITUDE) * Math.cos(declination) * Math.cos(angle);
  if (height <= 0 || facing <= 0) return 0;
  // The light of a low sun passes through more air.
  return facing * (1 - Math.exp(-height * 7)) * 0.92;
}

/**
 * Returns the power of the appliances, kW: standby and fridge, morning, dinner, a washing machine
 * on some days.
 */
function household(hour: number, { away, dinner, washing }: { away: number; dinner: number; washing: number }): number {
  const standby = 0.28 + (Math.floor(hour * 2.5) % 3 === 0 ? 0.12 : 0);
  const daytime = hour > 8.5 && hour < 16.5 ? 0.35 * (1 - away) : 0;
  const washes = washing > 0 && hour > washing && hour < washing + 1.5 ? 0.7 : 0;
  return (
    standby + daytime + washes + bump(hour, 7.1, 0.7, 0.8) + bump(hour, dinner, 0.9, 1.5) + bump(hour, 21, 1.4, 0.65)
  );
}

/** Returns the power of the air conditioning at this hour, kW. */
function cooling(hour: number, warmth: number): number {
  const outside = warmth + 6 * Math.cos(radians((hour - 16) * 15));
  return Math.max(0, outside - 25) * 0.14;
}

const bump = (hour: number, middle: number, width: number, height: number): number =>
  height * Math.exp(-(((hour - middle) / width) ** 2));

/** Returns the angle of the year: 0 at the winter solstice. */
const seasonOf = (day: number): number => (2 * Math.PI * ((day + 10.75) % 365.2425)) / 365.2425;

/** Day 0 of the epoch was a Thursday. */
const isWeekend = (day: number): boolean => [6, 0].includes((day + 4) % 7);

/** Mulberry32: 32 bits of state are plenty for a picture. */
function randomOf(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
