/**
 * One day in milliseconds, for arithmetic on wall-clock time (a day on the wall always has 24
 * hours).
 */
export const DAY_MS = 86_400_000;
/** One hour in milliseconds. */
export const HOUR_MS = 3_600_000;
/** One minute in milliseconds. */
export const MINUTE_MS = 60_000;

const YEAR_MS = 366 * DAY_MS;
// Two changes within this time would be missed. The closest in use are those around Ramadan, about
// 29 days apart.
const PROBE_MS = 14 * DAY_MS;
// The time that is looked up around an instant: about a year of readings, and the days before them
// that a calendar needs.
const BEFORE_MS = 32 * DAY_MS;
const AFTER_MS = 400 * DAY_MS;
// Outside of these years the nearest offset is used: there are no readings, and a search to the
// year 9999 would take long.
const EARLIEST_MS = Date.UTC(1900, 0, 1);
const LATEST_MS = Date.UTC(2201, 0, 1);

/**
 * Names that CLDR keeps for zones that IANA has renamed. `Intl` returns these in most engines.
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
 * Returns the present IANA name of a zone or alias (`America/Los_Angeles` for `US/Pacific`), in any
 * case of letters; `null` if there is no such zone.
 */
export function resolveTimeZone(name: string): string | null {
  const text = name.trim();
  const known = resolvedNames.get(text);
  if (known !== undefined) return known;
  let resolved: string | null = null;
  try {
    const canonical = new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone;
    resolved = RENAMED[canonical] ?? canonical;
  } catch {
    // Intl throws if there is no such zone.
  }
  resolvedNames.set(text, resolved);
  return resolved;
}

/** A span of time with one offset. It ends where the next one starts. */
interface Span {
  readonly fromMs: number;
  /** Local wall clock minus UTC, ms. */
  readonly offset: number;
}

/**
 * UTC offsets of one time zone as a list of spans with a constant offset. Loaded from `Intl` on
 * demand, about a year at a time, so that there is no `Intl` call per reading.
 */
export class Zone {
  /** Resolved IANA name. */
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  /**
   * The first starts at -Infinity, and the last never ends. Before anything is loaded, one span has
   * an unknown offset.
   */
  readonly #spans: Span[] = [{ fromMs: Number.NEGATIVE_INFINITY, offset: Number.NaN }];
  #loadedFrom = Number.POSITIVE_INFINITY;
  #loadedTo = Number.POSITIVE_INFINITY;
  #at = 0;

  /** @param name - A resolved name. */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  /** Offset in ms at an instant: local wall clock minus UTC. */
  offsetAt(ms: number): number {
    return this.#spans[this.spanAt(ms)]!.offset;
  }

  /** Index of the span that contains an instant. It is valid only until the next call. */
  spanAt(ms: number): number {
    if (ms < this.#loadedFrom || ms >= this.#loadedTo) this.#load(ms);
    // Most calls are in order of time, so the search starts at the span of the last call.
    const spans = this.#spans;
    let at = this.#at;
    while (ms < spans[at]!.fromMs) at--;
    while (at + 1 < spans.length && ms >= spans[at + 1]!.fromMs) at++;
    this.#at = at;
    return at;
  }

  /**
   * First instant at which the offset differs from the one at `ms`, within a year or so; `Infinity`
   * when it does not change.
   */
  nextChange(ms: number): number {
    // Loads the year ahead, so that the next change is in the list.
    this.spanAt(ms + YEAR_MS);
    return this.#startOf(this.spanAt(ms) + 1);
  }

  /**
   * The instant at which the wall clock shows `local` (wall-clock time written as if it were UTC).
   * A time that occurs twice gives the earlier instant, a skipped one the instant of the change.
   */
  instantOf(local: number): number {
    this.spanAt(local + 2 * DAY_MS);
    let span = this.spanAt(local - 2 * DAY_MS);
    while (local - this.#spans[span]!.offset >= this.#startOf(span + 1)) span++;
    return Math.max(local - this.#spans[span]!.offset, this.#startOf(span));
  }

  #startOf(span: number): number {
    return this.#spans[span]?.fromMs ?? Number.POSITIVE_INFINITY;
  }

  #load(ms: number): void {
    // Changes happen on whole seconds.
    const wanted = Math.floor(Math.min(Math.max(ms, EARLIEST_MS), LATEST_MS) / 1000) * 1000;
    const end = wanted + AFTER_MS;
    if (this.#loadedFrom === Number.POSITIVE_INFINITY) {
      this.#loadedFrom = end;
      this.#loadedTo = end;
    }
    if (wanted < this.#loadedFrom) {
      const start = wanted - BEFORE_MS;
      // Replaces the first span, which continues as the last of these.
      this.#spans.splice(0, 1, ...this.#read(start, this.#loadedFrom));
      this.#loadedFrom = start;
      this.#at = 0;
    }
    if (wanted >= this.#loadedTo) {
      this.#spans.push(...this.#read(this.#loadedTo, end).slice(1));
      this.#loadedTo = end;
    }
  }

  /** Reads the spans from `start` to `end`. The first of them begins before `start`. */
  #read(start: number, end: number): Span[] {
    let offset = this.#offsetOf(start);
    const spans: Span[] = [{ fromMs: Number.NEGATIVE_INFINITY, offset }];
    for (let known = start; known < end; ) {
      let next = Math.min(known + PROBE_MS, end);
      if (this.#offsetOf(next) !== offset) {
        // Bisection to a second also finds historic changes at odd times.
        while (next - known > 1000) {
          const middle = Math.floor((known + next) / 2000) * 1000;
          if (this.#offsetOf(middle) === offset) known = middle;
          else next = middle;
        }
        offset = this.#offsetOf(next);
        spans.push({ fromMs: next, offset });
      }
      // Continues directly after a change, in case there is a second one before the probe.
      known = next;
    }
    return spans;
  }

  /**
   * Reads the offset from what `Intl` prints: `1/1/1900, GMT-07:52:58`, and `GMT` alone for zero.
   */
  #offsetOf(ms: number): number {
    const [, sign, hours, minutes, seconds] = /([+-])(\d+):(\d+):?(\d*)/.exec(this.#format.format(ms)) ?? [];
    if (sign === undefined) return 0;
    return Number(`${sign}1`) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000);
  }
}

const zones = new Map<string, Zone>();

/**
 * Returns the shared `Zone` of a name; its changes are looked up once per process.
 * @throws {RangeError} No such zone.
 */
export function zoneOf(name: string): Zone {
  const resolved = resolveTimeZone(name);
  if (resolved === null) throw new RangeError(`Unknown time zone "${name}"`);
  const zone = zones.get(resolved) ?? new Zone(resolved);
  zones.set(resolved, zone);
  return zone;
}
