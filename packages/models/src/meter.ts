import { type Address, address } from './address.ts';
import {
  type Decoded,
  decodeList,
  decodeSingle,
  type Envelope,
  type Extra,
  type ItemDecoder,
  itemOrNull,
  items,
  reject,
  shape,
  within,
} from './decoded.ts';
import { anything, booleanOrNull, dateOrNull, textId, textOrNull, timeOrNull } from './fields.ts';
import { type OpenEnum, openEnum } from './open-enum.ts';
import { type Provider, provider } from './provider.ts';
import { SERVICE, type ServiceType } from './service-type.ts';

/** Status of a meter's interval data. Only `INTERVALS_NOT_REQUESTED` can be activated. */
export type MeterStatus =
  | 'INTERVALS_NOT_REQUESTED'
  | 'INTERVALS_IN_PROGRESS'
  | 'INTERVALS_SUCCESS'
  | 'INTERVALS_NOT_SUPPORTED'
  | 'unknown';

/** Reason for the status of a meter. Source: UPSTREAM.md, Meters. */
export type MeterDetail =
  | 'INTERVAL_EXTRACTION_NOT_REQUESTED'
  | 'INTERVALS_EXTRACTION_IN_PROGRESS'
  | 'INTERVALS_NOT_PUBLISHED'
  | 'unknown';

const STATUS = /* @__PURE__ */ openEnum([
  'INTERVALS_NOT_REQUESTED',
  'INTERVALS_IN_PROGRESS',
  'INTERVALS_SUCCESS',
  'INTERVALS_NOT_SUPPORTED',
]);

const DETAIL: OpenEnum<Exclude<MeterDetail, 'unknown'>> = /* @__PURE__ */ openEnum(
  ['INTERVAL_EXTRACTION_NOT_REQUESTED', 'INTERVALS_EXTRACTION_IN_PROGRESS', 'INTERVALS_NOT_PUBLISHED'],
  // Samples write both INTERVAL_… and INTERVALS_…
  {
    INTERVALS_EXTRACTION_NOT_REQUESTED: 'INTERVAL_EXTRACTION_NOT_REQUESTED',
    INTERVAL_EXTRACTION_IN_PROGRESS: 'INTERVALS_EXTRACTION_IN_PROGRESS',
  },
);

/** Wire shape. Source: UPSTREAM.md, Meters, `Meter` of `GET /plug/meters`. */
const FIELDS = {
  id: textId,
  meterNumber: textOrNull,
  accounts: anything,
  provider: anything,
  serviceType: textOrNull,
  serviceAddress: anything,
  currentTariff: anything,
  status: textOrNull,
  statusDetail: textOrNull,
  isIntervalsProductActive: booleanOrNull,
  isCustomerActionRequired: booleanOrNull,
  earliestIntervalAt: timeOrNull,
  latestIntervalAt: timeOrNull,
  intervalsLatestDateTime: timeOrNull, // the same moment; its name in the sample of the list
  latestIntervalsCheckedAt: timeOrNull,
  latestStatementDate: dateOrNull,
  nextExpectedPostDate: dateOrNull,
  credentialIds: anything,
  createdAt: timeOrNull,
  lastModifiedAt: timeOrNull,
};

const ACCOUNT_FIELDS = { id: textOrNull, accountNumber: textOrNull };
const TARIFF_FIELDS = { tariffName: textOrNull };

/** A utility account on which a meter is billed. */
export interface MeterAccount {
  readonly id: string | null;
  readonly accountNumber: string | null;
}

/** One meter, as Plug returns it. Identified by `id`. */
export interface Meter {
  /** `mtr_…`. */
  readonly id: string;
  /** As printed on the meter, with leading zeros and spaces. */
  readonly meterNumber: string | null;
  readonly accounts: readonly MeterAccount[];
  readonly provider: Provider | null;
  readonly serviceType: ServiceType;
  /** As written by the platform. */
  readonly serviceTypeText: string | null;
  readonly serviceAddress: Address | null;
  readonly tariffName: string | null;
  readonly status: MeterStatus;
  /** As written by the platform. */
  readonly statusText: string | null;
  readonly statusDetail: MeterDetail;
  /** As written by the platform. */
  readonly statusDetailText: string | null;
  /** True while interval data is collected; `null` if not given. */
  readonly isIntervalsProductActive: boolean | null;
  readonly isCustomerActionRequired: boolean | null;
  /** Start of the oldest interval, epoch ms; `null` until activation. */
  readonly earliestIntervalAtMs: number | null;
  /** Start of the newest interval, epoch ms; `null` if there is none of the last year. */
  readonly latestIntervalAtMs: number | null;
  /** When the platform last looked for intervals, epoch ms. */
  readonly latestIntervalsCheckedAtMs: number | null;
  /** `YYYY-MM-DD`. */
  readonly latestStatementDate: string | null;
  /** `YYYY-MM-DD`. */
  readonly nextExpectedPostDate: string | null;
  /** Credentials that reach the meter; empty if not given, as in all samples. */
  readonly credentialIds: readonly string[];
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly modifiedAtMs: number | null;
  /** Other fields, such as `site`, `customData` and the multipliers. */
  readonly extra: Extra;
}

const account: ItemDecoder<MeterAccount> = /* @__PURE__ */ shape(ACCOUNT_FIELDS, ({ id, accountNumber }) => ({
  id,
  accountNumber,
}));
const tariffName: ItemDecoder<{ readonly name: string | null }> = /* @__PURE__ */ shape(TARIFF_FIELDS, (wire) => ({
  name: wire.tariffName,
}));
const credentialId: ItemDecoder<string> = (input, scope) =>
  typeof input === 'string' && input !== '' ? input : reject(scope, 'expected text');

/** Decodes one meter, in a list or alone. */
export const meter: ItemDecoder<Meter> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => ({
  id: wire.id,
  meterNumber: wire.meterNumber,
  accounts: items(wire.accounts, account, within(scope, 'accounts')),
  provider: itemOrNull(wire.provider, provider, within(scope, 'provider')),
  serviceType: SERVICE.of(wire.serviceType),
  serviceTypeText: wire.serviceType,
  serviceAddress: itemOrNull(wire.serviceAddress, address, within(scope, 'serviceAddress')),
  tariffName: itemOrNull(wire.currentTariff, tariffName, within(scope, 'currentTariff'))?.name ?? null,
  status: STATUS.of(wire.status),
  statusText: wire.status,
  statusDetail: DETAIL.of(wire.statusDetail),
  statusDetailText: wire.statusDetail,
  isIntervalsProductActive: wire.isIntervalsProductActive,
  isCustomerActionRequired: wire.isCustomerActionRequired,
  earliestIntervalAtMs: wire.earliestIntervalAt,
  latestIntervalAtMs: wire.latestIntervalAt ?? wire.intervalsLatestDateTime,
  latestIntervalsCheckedAtMs: wire.latestIntervalsCheckedAt,
  latestStatementDate: wire.latestStatementDate,
  nextExpectedPostDate: wire.nextExpectedPostDate,
  credentialIds: items(wire.credentialIds, credentialId, within(scope, 'credentialIds')),
  createdAtMs: wire.createdAt,
  modifiedAtMs: wire.lastModifiedAt,
  extra,
}));

const ENVELOPE: Envelope = { list: 'meters', id: 'id' };

/**
 * Decodes `GET /plug/meters`. Items that cannot be read are left out. One meter without an
 * envelope, as in the sample, is a list of one.
 * @throws {DecodeError} The body has no `meters` list and is not a meter.
 */
export function decodeMeters(body: unknown): Decoded<Meter> {
  return decodeList(body, ENVELOPE, meter);
}

/**
 * Decodes one meter, alone or in a list, as `PATCH /plug/meters/{id}` answers.
 * @param id - If given, any other meter is refused.
 * @throws {DecodeError} The body does not have the meter, or it cannot be read.
 */
export function decodeMeter(body: unknown, id?: string): Meter {
  return decodeSingle(body, ENVELOPE, meter, (item) => id === undefined || item.id === id);
}
