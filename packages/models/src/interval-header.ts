import {
  type Extra,
  type ItemDecoder,
  isObject,
  items,
  maybe,
  one,
  type Rejection,
  reject,
  shape,
  within,
} from './decoded.ts';
import { anything, numberOrNull, oneNumberOrNull, textOrNull, timeOrNull } from './fields.ts';
import { SERVICE, type ServiceType } from './service-type.ts';

/**
 * One reading of `GET /plug/intervals/meters/{id}` as it travels. `intervals` reads these into columns; its length is
 * its own.
 */
export interface RawReading {
  /** RFC 3339, any offset. */
  readonly startAt: string;
  /** RFC 3339, exclusive. */
  readonly endAt: string;
  /** `import` is documented, `export` follows from the normalized field names. */
  readonly direction: string;
  readonly kwh: number | null;
  readonly kw: number | null;
}

/**
 * The one object in `readings` of `GET /plug/normalizedIntervals/meters/{id}` as it travels: parallel lists, slot i in
 * place i.
 */
export interface NormalizedReadings {
  /** Printed by the meter; never multiplied by. */
  readonly electricMeterMultiplier?: readonly (number | null)[];
  readonly importKwh: readonly (number | null)[];
  readonly exportKwh?: readonly (number | null)[];
  readonly netKwh?: readonly (number | null)[];
}

/** Wire shape. Source: UPSTREAM.md, Intervals, everything but `readings`. */
const FIELDS = {
  meterId: textOrNull,
  meterNumber: textOrNull, // a number in both samples, text in the meter: text keeps leading zeros
  correlationIds: anything,
  credentialIds: anything,
  providerId: textOrNull,
  providerName: textOrNull,
  serviceType: textOrNull,
  electricMeterMultiplier: oneNumberOrNull, // a number here, a list per slot inside `readings`
  readType: textOrNull,
  localTimezone: textOrNull,
  intervalsCreatedAt: timeOrNull,
  intervalsUpdatedAt: timeOrNull,
  earliestIntervalAt: timeOrNull,
  latestIntervalAt: timeOrNull,
  startAt: timeOrNull,
  endAt: timeOrNull,
  intervalDurationMinutes: numberOrNull,
  sourceIntervalDurationMinutes: anything,
  readings: anything,
};

/** What both interval bodies say beside their readings. */
export interface IntervalHeader {
  /**
   * Told by the readings, which share one key: parallel lists are normalized, objects with a start are raw; `null` when
   * there are none.
   */
  readonly kind: 'raw' | 'normalized' | null;
  /** `null` only in bodies that are not upstream's own. */
  readonly meterId: string | null;
  readonly meterNumber: string | null;
  /** The partner's own user ids, upstream's `correlationIds`. */
  readonly userIds: readonly string[];
  readonly credentialIds: readonly string[];
  readonly providerId: string | null;
  readonly providerName: string | null;
  readonly serviceType: ServiceType;
  readonly serviceTypeText: string | null;
  /**
   * Printed by the meter, for display; `null` when 0 or not told. Never multiply by it: whether it is applied is not
   * documented.
   */
  readonly printedMultiplier: number | null;
  readonly readType: string | null;
  /** As the platform gives it; may be an alias or no zone at all. */
  readonly timeZoneText: string | null;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  /** Epoch ms. */
  readonly earliestIntervalAtMs: number | null;
  /** Start of the newest interval, epoch ms. */
  readonly latestIntervalAtMs: number | null;
  /** Start of the first slot, epoch ms; normalized only. */
  readonly startMs: number | null;
  /** As given, epoch ms; in the sample the start of a slot. Other fields differ, so the number of slots counts. */
  readonly endMs: number | null;
  /** Minutes per slot; normalized only. */
  readonly stepMinutes: number | null;
  /** Lengths at the source in minutes, ascending; empty when not told. */
  readonly sourceMinutes: readonly number[];
  /** What could not be read; each such field is as if it were absent. */
  readonly rejected: readonly Rejection[];
  readonly extra: Extra;
}

const word: ItemDecoder<string> = (input, scope) =>
  typeof input === 'string' ? input : reject(scope, 'expected text');
const positive: ItemDecoder<number> = (input, scope) => {
  const value = typeof input === 'string' ? Number(input) : input;
  return typeof value === 'number' && value > 0 && Number.isFinite(value)
    ? value
    : reject(scope, 'expected a positive number');
};

function kindOf(readings: unknown): IntervalHeader['kind'] {
  const first: unknown = Array.isArray(readings) ? readings.find(isObject) : readings;
  if (!isObject(first)) return null;
  return Array.isArray(first.importKwh) || Array.isArray(first.netKwh) || Array.isArray(first.exportKwh)
    ? 'normalized'
    : 'raw';
}

const header: ItemDecoder<IntervalHeader> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => {
  const source = wire.sourceIntervalDurationMinutes;
  const at = within(scope, 'sourceIntervalDurationMinutes');
  const minutes = Array.isArray(source) ? items(source, positive, at) : [maybe(source, positive, at) ?? []].flat();
  const multiplier = wire.electricMeterMultiplier;
  return {
    kind: kindOf(wire.readings),
    meterId: wire.meterId,
    meterNumber: wire.meterNumber,
    userIds: items(wire.correlationIds, word, within(scope, 'correlationIds')),
    credentialIds: items(wire.credentialIds, word, within(scope, 'credentialIds')),
    providerId: wire.providerId,
    providerName: wire.providerName,
    serviceType: SERVICE.of(wire.serviceType),
    serviceTypeText: wire.serviceType,
    printedMultiplier: multiplier !== null && multiplier > 0 ? multiplier : null,
    readType: wire.readType,
    timeZoneText: wire.localTimezone,
    createdAtMs: wire.intervalsCreatedAt,
    updatedAtMs: wire.intervalsUpdatedAt,
    earliestIntervalAtMs: wire.earliestIntervalAt,
    latestIntervalAtMs: wire.latestIntervalAt,
    startMs: wire.startAt,
    endMs: wire.endAt,
    stepMinutes: wire.intervalDurationMinutes,
    sourceMinutes: [...new Set(minutes)].sort((a, b) => a - b),
    rejected: scope.rejected,
    extra,
  };
});

/**
 * Decodes everything but the readings of both Plug interval bodies. Cheap: the readings are not walked; `readIntervals`
 * of `@arc-elements/intervals` does that. A year of readings is worth more than any word above them, so every field may
 * be absent.
 * @throws {DecodeError} The body is no object.
 */
export function decodeIntervalHeader(body: unknown): IntervalHeader {
  return one(body, header, { path: '', rejected: [] });
}
