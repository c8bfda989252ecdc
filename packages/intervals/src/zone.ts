/** One day in milliseconds, for arithmetic on wall-clock time (a day on the wall always has 24 hours). */
export const DAY_MS = 86_400_000;
/** One hour in milliseconds. */
export const HOUR_MS = 3_600_000;
/** One minute in milliseconds. */
export const MINUTE_MS = 60_000;

const YEAR_MS = 366 * DAY_MS;
// Two changes closer than this would be missed. The closest in use are those around Ramadan, about 29 days apart.
const PROBE_MS = 14 * DAY_MS;
// What is looked up around the first instant: a meter's year, and the days before it that its calendar asks for.
const FIRST_BEFORE_MS = 32 * DAY_MS;
const FIRST_AFTER_MS = 400 * DAY_MS;
// Outside these years the nearest offset is kept: meters have no data there, and scanning to the year 9999 would take long.
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2201, 0, 1);

/**
 * Names that CLDR keeps for zones which IANA has renamed since. `Intl` answers with these on most engines whatever was asked.
 * Source: CLDR `common/bcp47/timezone.xml`, IANA `backward`.
 */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
  'Etc/GMT': 'UTC',
  'Etc/UTC': 'UTC',
  GMT: 'UTC',
};

const resolvedNames = new Map<string, string | null>();

/**
 * The present IANA name of a zone or alias (`US/Pacific` gives `America/Los_Angeles`, any case), or `null` when it names no zone.
 */
export function resolveTimeZone(name: string): string | null {
  const text = name.trim();
  const known = resolvedNames.get(text);
  if (known !== undefined) return known;
  let resolved: string | null = null;
  try {
    const canonical = new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone;
    resolved = RENAMED[canonical] ?? canonical;
  } catch (error) {
    // RangeError is how Intl says "no such zone"; that is an answer, not a failure.
    if (!(error instanceof RangeError)) throw error;
  }
  resolvedNames.set(text, resolved);
  return resolved;
}

/**
 * UTC offsets of one time zone as a list of spans with a constant offset. Built from `Intl` on demand, a few years at a time, and
 * then plain arithmetic: no `Intl` call per reading.
 */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /** Span k is [#from[k], #from[k + 1]) with #offsets[k]; the first starts at -Infinity, the last never ends. */
  #from: number[] = [];
  #offsets: number[] = [];
  #loadedFrom = 0;
  #loadedTo = 0;
  #at = 0;

  /** @throws {RangeError} No such zone. */
  constructor(name: string) {
    const resolved = resolveTimeZone(name);
    if (resolved === null) throw new RangeError(`Unknown time zone "${name}"`);
    this.name = resolved;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: resolved, timeZoneName: 'longOffset' });
  }

  /** Offset in ms at an instant: local wall clock minus UTC. */
  offsetAt(ms: number): number {
    // Looked up first: finding the span may replace the lists.
    const span = this.spanAt(ms);
    return this.#offsets[span]!;
  }

  /** Index of the constant-offset span an instant lies in. Indices stay valid only until another instant is asked for. */
  spanAt(ms: number): number {
    if (ms < this.#loadedFrom || ms >= this.#loadedTo) this.#load(ms);
    const from = this.#from;
    let at = this.#at;
    if (at < from.length && ms >= from[at]! && (at + 1 === from.length || ms < from[at + 1]!)) return at;
    let high = from.length - 1;
    at = 0;
    while (at < high) {
      const middle = (at + high + 1) >> 1;
      if (from[middle]! <= ms) at = middle;
      else high = middle - 1;
    }
    this.#at = at;
    return at;
  }

  /** First instant at which the offset differs from the one at `ms`, within a year or so; `Infinity` when it does not change. */
  nextChange(ms: number): number {
    // Make sure the year ahead is known before trusting the end of the list.
    this.spanAt(ms + YEAR_MS);
    const span = this.spanAt(ms);
    return this.#from[span + 1] ?? Number.POSITIVE_INFINITY;
  }

  /**
   * The instant at which the wall clock shows `local` (wall-clock time written as if it were UTC). A time shown twice gives the
   * earlier instant; one that is skipped gives the instant of the change.
   */
  instantOf(local: number): number {
    this.spanAt(local + 2 * DAY_MS);
    let span = this.spanAt(local - 2 * DAY_MS);
    for (;;) {
      const instant = local - this.#offsets[span]!;
      if (instant < this.#from[span]!) return this.#from[span]!;
      const end = this.#from[span + 1];
      if (end === undefined || instant < end) return instant;
      span++;
    }
  }

  #load(ms: number): void {
    const wanted = Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS);
    if (this.#from.length === 0) {
      this.#loadedFrom = wanted - FIRST_BEFORE_MS;
      this.#loadedTo = wanted + FIRST_AFTER_MS;
      this.#from = [Number.NEGATIVE_INFINITY];
      this.#offsets = [this.#read(this.#loadedFrom)];
      this.#scan(this.#loadedFrom, this.#loadedTo, this.#from, this.#offsets);
    }
    if (wanted >= this.#loadedTo) {
      const to = wanted + 2 * YEAR_MS;
      this.#scan(this.#loadedTo, to, this.#from, this.#offsets);
      this.#loadedTo = to;
    }
    if (wanted < this.#loadedFrom) {
      const start = wanted - 2 * YEAR_MS;
      const from = [Number.NEGATIVE_INFINITY];
      const offsets = [this.#read(start)];
      this.#scan(start, this.#loadedFrom, from, offsets);
      this.#from = from.concat(this.#from.slice(1));
      this.#offsets = offsets.concat(this.#offsets.slice(1));
      this.#loadedFrom = start;
    }
    if (ms < EARLIEST_MS) this.#loadedFrom = Number.NEGATIVE_INFINITY;
    if (ms >= LATEST_MS) this.#loadedTo = Number.POSITIVE_INFINITY;
    this.#at = 0;
  }

  /** Appends the changes in (start, end] to the lists, whose last offset holds at `start`. */
  #scan(start: number, end: number, from: number[], offsets: number[]): void {
    let known = start;
    let offset = offsets[offsets.length - 1]!;
    while (known < end) {
      const probe = Math.min(known + PROBE_MS, end);
      const there = this.#read(probe);
      if (there !== offset) {
        let low = known;
        let high = probe;
        // Changes happen on whole seconds; halving to a second keeps odd historic offsets exact too.
        while (high - low > 1000) {
          const middle = Math.floor((low + high) / 2000) * 1000;
          if (middle <= low || middle >= high) break;
          if (this.#read(middle) === offset) low = middle;
          else high = middle;
        }
        const change = Math.floor(high / 1000) * 1000;
        offset = this.#read(change);
        from.push(change);
        offsets.push(offset);
        // Go on right behind the change, in case there was a second one before the probe.
        known = change;
        continue;
      }
      known = probe;
    }
  }

  #read(ms: number): number {
    const text = this.#format.format(ms);
    const match = /GMT(?:([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?)?/.exec(text);
    if (match?.[1] === undefined) return 0;
    const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
    return (match[1] === '-' ? -seconds : seconds) * 1000;
  }
}

const zones = new Map<string, Zone>();

/** The shared `Zone` of a name; its changes are looked up once per process. @throws {RangeError} No such zone. */
export function zoneOf(name: string): Zone {
  const resolved = resolveTimeZone(name) ?? name;
  let zone = zones.get(resolved);
  if (zone === undefined) {
    zone = new Zone(resolved);
    zones.set(resolved, zone);
  }
  return zone;
}
