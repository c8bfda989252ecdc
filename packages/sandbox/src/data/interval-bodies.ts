import { hash128, noiseAt } from '../engine/random.ts';
import type { Provider } from '../platform/providers.ts';
import type { AccountRecord, CredentialRecord, MeterRecord } from '../platform/records.ts';
import { drawReadings, type Readings } from './household.ts';
import type { ImportedMeter } from './import.ts';
import { isoOffset } from './iso.ts';
import { type Profile, profileNamed } from './profiles.ts';
import { type Normalized, normalize, type Published, type Reading, round9 } from './source.ts';

/** A meter with the records whose fields its bodies print. */
export interface MeterInPlace {
  readonly meter: MeterRecord;
  readonly account: AccountRecord;
  readonly credential: CredentialRecord;
  readonly provider: Provider;
}

/**
 * The two interval bodies of a meter. The last ones are kept as bytes: a year is asked for many
 * times a day.
 */
export interface IntervalBodies {
  raw(place: MeterInPlace): Uint8Array<ArrayBuffer>;
  normalized(place: MeterInPlace): Uint8Array<ArrayBuffer>;
  /** The published readings themselves, in order of publication. */
  published(place: MeterInPlace): Published;
  clear(): void;
}

// A year of 15-minute data is 1 MB normalized and 5 MB raw, 9 with export; a hundred users must not
// keep all of theirs.
const KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Makes interval bodies. `imports` are the files given at the start; a meter names one by its
 * index.
 */
export function createIntervalBodies(options: {
  seed: () => string;
  imports: readonly ImportedMeter[];
  quirks: boolean;
}): IntervalBodies {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let keptBytes = 0;
  const encoder = new TextEncoder();

  /**
   * Returns what a household's utility has published; `null` for an imported meter, and before
   * there is anything.
   */
  const drawn = ({ meter, provider }: MeterInPlace): { readings: Readings; profile: Profile } | null => {
    if (meter.source.kind === 'import' || meter.dataFromMs === null || meter.dataToMs === null) return null;
    const profile = profileNamed(meter.source.profile);
    const household = {
      seed: options.seed(),
      meterId: meter.id,
      timeZone: meter.timeZone,
      latitude: provider.latitude,
      profile,
    };
    return { readings: drawReadings(household, meter.dataFromMs, meter.dataToMs), profile };
  };

  const published = (place: MeterInPlace): Published => {
    const { meter } = place;
    if (meter.source.kind === 'import') return options.imports[meter.source.index] ?? NOTHING;
    const found = drawn(place);
    if (found === null) return { ...NOTHING, timeZone: meter.timeZone };
    const { readings: columns, profile } = found;
    const readings: Reading[] = [];
    for (let i = 0; i < columns.startsMs.length; i++) {
      const startMs = columns.startsMs[i] as number;
      const endMs = startMs + columns.minutes * 60_000;
      const estimated = columns.estimated[i] === 1;
      readings.push({ startMs, endMs, direction: 'import', kwh: columns.importKwh[i] as number, estimated });
      if (columns.exportKwh !== null) {
        readings.push({ startMs, endMs, direction: 'export', kwh: columns.exportKwh[i] as number, estimated });
      }
    }
    return {
      timeZone: meter.timeZone,
      readings: profile.faulty ? withFaults(readings, meter.id) : readings,
      exportMeasured: columns.exportKwh !== null,
      readType: 'ACTUAL',
    };
  };

  /**
   * Returns the raw body of a household in pieces of a thousand readings; without an object per
   * reading, to save memory.
   */
  const rawRows = (place: MeterInPlace): string[] | null => {
    const found = drawn(place);
    if (found === null || found.profile.faulty || found.readings.startsMs.length === 0) return null;
    const { startsMs, minutes, importKwh, exportKwh, estimated } = found.readings;
    const span = { firstMs: startsMs[0] as number, lastMs: startsMs[startsMs.length - 1] as number };
    const source = { ...NOTHING, timeZone: place.meter.timeZone };
    const pieces = [`${JSON.stringify(top(place, source, span, options.quirks)).slice(0, -1)},"readings":[`];
    let piece = '';
    for (let i = 0; i < startsMs.length; i++) {
      const startMs = startsMs[i] as number;
      const endMs = startMs + minutes * 60_000;
      const guessed = estimated[i] === 1;
      piece += `${i === 0 ? '' : ','}${rowText(startMs, endMs, 'import', importKwh[i] as number, guessed)}`;
      if (exportKwh !== null) piece += `,${rowText(startMs, endMs, 'export', exportKwh[i] as number, guessed)}`;
      if (i % 1_000 === 999) {
        pieces.push(piece);
        piece = '';
      }
    }
    return [...pieces, piece, ']}'];
  };

  /**
   * Returns the normalized body of whole 15-minute readings, the common case, without an object per
   * reading.
   */
  const normalizedColumns = (place: MeterInPlace): string | null => {
    const found = drawn(place);
    if (found === null || found.profile.faulty || found.profile.sourceMinutes !== 15) return null;
    const { startsMs, importKwh, exportKwh } = found.readings;
    if (startsMs.length === 0) return null;
    const out = exportKwh ?? new Float64Array(startsMs.length);
    const net = importKwh.map((value, i) => round9(value - (out[i] as number)));
    const firstMs = startsMs[0] as number;
    const lastMs = startsMs[startsMs.length - 1] as number;
    const source = {
      timeZone: place.meter.timeZone,
      readings: [],
      exportMeasured: exportKwh !== null,
      readType: 'ACTUAL',
    };
    const head = {
      ...top(place, source, { firstMs, lastMs }, options.quirks),
      intervalDurationMinutes: 15,
      sourceIntervalDurationMinutes: [15],
      startAt: isoOffset(firstMs),
      endAt: isoOffset(lastMs),
    };
    const ones = new Uint8Array(startsMs.length).fill(1);
    return `${JSON.stringify(head).slice(0, -1)},"readings":[{"electricMeterMultiplier":[${ones}],"importKwh":[${importKwh}],"exportKwh":[${out}],"netKwh":[${net}]}]}`;
  };

  const keep = (kind: string, place: MeterInPlace, make: () => string | readonly string[]): Uint8Array<ArrayBuffer> => {
    const { meter } = place;
    const key = `${kind} ${meter.id} ${meter.dataToMs} ${meter.publishedAtMs} ${place.credential.user}`;
    const found = kept.get(key);
    if (found !== undefined) {
      kept.delete(key);
      kept.set(key, found);
      return found;
    }
    const made = make();
    const bytes = typeof made === 'string' ? encoder.encode(made) : encodeAll(encoder, made);
    kept.set(key, bytes);
    keptBytes += bytes.length;
    for (const [oldest, body] of kept) {
      if (keptBytes <= KEPT_BYTES || oldest === key) break;
      kept.delete(oldest);
      keptBytes -= body.length;
    }
    return bytes;
  };

  return {
    published,
    raw: (place) =>
      keep('raw', place, () => {
        const quick = rawRows(place);
        if (quick !== null) return quick;
        const source = published(place);
        const head = top(place, source, spanOf(source), options.quirks);
        const rows = source.readings.map((each) =>
          rowText(each.startMs, each.endMs, each.direction, each.kwh, each.estimated === true),
        );
        return [`${JSON.stringify(head).slice(0, -1)},"readings":[`, rows.join(','), ']}'];
      }),
    normalized: (place) =>
      keep('normalized', place, () => {
        const quick = normalizedColumns(place);
        if (quick !== null) return quick;
        const source = published(place);
        const slots = normalize(source);
        return JSON.stringify({
          ...top(place, source, spanOf(source), options.quirks),
          intervalDurationMinutes: 15,
          sourceIntervalDurationMinutes: slots.sourceMinutes,
          startAt: isoOffset(slots.startMs),
          endAt: isoOffset(slots.lastMs),
          readings: [columns(slots)],
        });
      }),
    clear() {
      kept.clear();
      keptBytes = 0;
    },
  };
}

const NOTHING: Published = { timeZone: 'UTC', readings: [], exportMeasured: false, readType: 'ACTUAL' };

function top({ meter, credential, provider }: MeterInPlace, source: Published, span: Span, quirks: boolean) {
  const numeric = quirks && /^[1-9]\d{0,14}$/.test(meter.meterNumber);
  return {
    correlationIds: credential.user === null ? [] : [credential.user],
    credentialIds: [credential.id],
    meterId: meter.id,
    meterNumber: numeric ? Number(meter.meterNumber) : meter.meterNumber,
    intervalsCreatedAt: isoOffset(meter.extractedAtMs ?? meter.createdAtMs),
    intervalsUpdatedAt: isoOffset(meter.publishedAtMs ?? meter.createdAtMs),
    earliestIntervalAt: isoOffset(span.firstMs),
    latestIntervalAt: isoOffset(span.lastMs),
    providerName: provider.name,
    providerId: provider.id,
    serviceType: meter.service,
    electricMeterMultiplier: quirks ? 0 : 1,
    readType: source.readType,
    localTimezone: source.timeZone,
  };
}

interface Span {
  readonly firstMs: number;
  /** Start of the last reading. */
  readonly lastMs: number;
}

function spanOf(source: Published): Span {
  let firstMs = Number.POSITIVE_INFINITY;
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const reading of source.readings) {
    firstMs = Math.min(firstMs, reading.startMs);
    lastMs = Math.max(lastMs, reading.startMs);
  }
  return source.readings.length === 0 ? { firstMs: 0, lastMs: 0 } : { firstMs, lastMs };
}

function rowText(startMs: number, endMs: number, direction: string, kwh: number, estimated: boolean): string {
  const hours = (endMs - startMs) / 3_600_000;
  const kw = Math.round((kwh / hours) * 1e6) / 1e6;
  const note = estimated ? ',"readType":"ESTIMATED"' : '';
  return `{"startAt":"${isoOffset(startMs)}","endAt":"${isoOffset(endMs)}","direction":"${direction}","kwh":${kwh},"kw":${kw}${note}}`;
}

/** Encodes pieces of a long text into one array of bytes, without holding the whole text. */
function encodeAll(encoder: TextEncoder, pieces: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = pieces.map((piece) => encoder.encode(piece));
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const columns = (slots: Normalized) => ({
  electricMeterMultiplier: slots.importKwh.map(() => 1),
  importKwh: slots.importKwh,
  exportKwh: slots.exportKwh,
  netKwh: slots.netKwh,
});

/**
 * Leaves out some stretches of readings, repeats some and moves some to the end, as utilities do.
 */
function withFaults(readings: readonly Reading[], meterId: string): Reading[] {
  const [gaps, twice, late] = hash128(`${meterId}:faults`);
  const kept = readings.filter((reading) => noiseAt(gaps, Math.floor(reading.startMs / 21_600_000)) > 0.025);
  const onTime = kept.filter((_, i) => noiseAt(late, i) > 0.004);
  const delayed = kept.filter((_, i) => noiseAt(late, i) <= 0.004);
  return [...onTime, ...delayed, ...kept.filter((_, i) => noiseAt(twice, i) < 0.006)];
}
