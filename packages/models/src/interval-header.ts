import {
  type Extra,
  type ItemDecoder,
  isObject,
  itemOrNull,
  items,
  type Rejection,
  reject,
  requiredItem,
  shape,
  textItem,
  within,
} from './decoded.ts';
import { anything, numberOrNull, oneNumberOrNull, textOrNull, timeOrNull } from './fields.ts';
import { SERVICE, type ServiceType } from './service-type.ts';

/** Wire shape of one reading of `GET /plug/intervals/meters/{id}`. Each has its own length. */
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
 * Wire shape of the object in `readings` of `GET /plug/normalizedIntervals/meters/{id}`: parallel
 * lists, with the values of slot i at index i.
 */
export interface NormalizedReadings {
  /** Not used: it is not documented whether the values include it. */
  readonly electricMeterMultiplier?: readonly (number | null)[];
  readonly importKwh: readonly (number | null)[];
  readonly exportKwh?: readonly (number | null)[];
  readonly netKwh?: readonly (number | null)[];
}

/** Wire shape. Source: UPSTREAM.md, Intervals, everything but `readings`. */
const FIELDS = {
  meterId: textOrNull,
  meterNumber: textOrNull, // a number in both samples; as text it keeps leading zeros
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

/** The fields of both interval bodies, except the readings. */
export interface IntervalHeader {
  /** Kind of the readings: `normalized` for parallel lists, `null` if there are none. */
  readonly kind: 'raw' | 'normalized' | null;
  /** `null` only in bodies that do not come from the platform. */
  readonly meterId: string | null;
  readonly meterNumber: string | null;
  /** The partner's own user ids (`correlationIds`). */
  readonly userIds: readonly string[];
  readonly credentialIds: readonly string[];
  readonly providerId: string | null;
  readonly providerName: string | null;
  readonly serviceType: ServiceType;
  readonly serviceTypeText: string | null;
  /**
   * Multiplier of the meter, for display; `null` if 0 or not given. Do not multiply by it: whether
   * the readings include it is not documented.
   */
  readonly printedMultiplier: number | null;
  readonly readType: string | null;
  /** As written by the platform; may be an alias, or not a zone. */
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
  /** As given, epoch ms; the start of a slot in the sample. The number of slots is what counts. */
  readonly endMs: number | null;
  /** Minutes per slot; normalized only. */
  readonly stepMinutes: number | null;
  /** Lengths at the source in minutes, ascending; empty if not given. */
  readonly sourceMinutes: readonly number[];
  /** Fields that could not be read; they count as absent. */
  readonly rejected: readonly Rejection[];
  readonly extra: Extra;
}

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
  const minutes = Array.isArray(source) ? items(source, positive, at) : [itemOrNull(source, positive, at) ?? []].flat();
  const multiplier = wire.electricMeterMultiplier;
  return {
    kind: kindOf(wire.readings),
    meterId: wire.meterId,
    meterNumber: wire.meterNumber,
    userIds: items(wire.correlationIds, textItem, within(scope, 'correlationIds')),
    credentialIds: items(wire.credentialIds, textItem, within(scope, 'credentialIds')),
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
 * Decodes both Plug interval bodies without their readings, which `readIntervals` of
 * `@arc-elements/intervals` reads. Every field may be absent, because the readings are of use
 * without them.
 * @throws {DecodeError} The body is not an object.
 */
export function decodeIntervalHeader(body: unknown): IntervalHeader {
  return requiredItem(body, header, { path: '', rejected: [] });
}
