import { type Decoded, type Extra, type ItemDecoder, itemOrNull, items, shape, within } from './decoded.ts';
import { anything, numberOrNull, text, textId, textOrNull } from './fields.ts';
import { openEnum } from './open-enum.ts';
import { decodeResult, decodeResults, type SwitchPaging } from './switch-envelope.ts';
import { type CustomerClass, customerClassOf, type PropertyData, properties } from './switch-property.ts';

/** Status of a Switch account. A deleted one can still be read. */
export type SwitchAccountStatus = 'ACTIVE' | 'INACTIVE' | 'DELETED' | 'unknown';
/** Purpose of a Switch account. */
export type SwitchAccountType = 'CUSTOMER' | 'POTENTIAL' | 'TARGET' | 'ARCHETYPE' | 'unknown';

const STATUS = /* @__PURE__ */ openEnum(['ACTIVE', 'INACTIVE', 'DELETED']);
const TYPE = /* @__PURE__ */ openEnum(['CUSTOMER', 'POTENTIAL', 'TARGET', 'ARCHETYPE']);

const ADDRESS_FIELDS = {
  addressString: textOrNull,
  addressName: textOrNull,
  address1: textOrNull,
  address2: textOrNull,
  city: textOrNull,
  state: textOrNull,
  zip: textOrNull,
  country: textOrNull,
  formattedAddress: textOrNull,
  lon: numberOrNull,
  lat: numberOrNull,
};

const TARIFF_FIELDS = {
  masterTariffId: text, // an opaque id, although it is a number in samples
  tariffCode: textOrNull,
  tariffName: textOrNull,
  lseId: textOrNull,
  lseName: textOrNull,
  customerClass: textOrNull,
  customerLikelihood: numberOrNull,
  endDate: textOrNull,
  timeZone: textOrNull,
  billingPeriod: textOrNull,
  currency: textOrNull,
};

/** Wire shape. Source: UPSTREAM.md, Account API, `Account` of `/rest/v1/accounts`. */
const FIELDS = {
  accountId: textId,
  providerAccountId: textOrNull,
  accountName: textOrNull,
  customerOrgId: textOrNull,
  customerOrgName: textOrNull,
  address: anything,
  timeZone: textOrNull,
  owner: textOrNull,
  status: textOrNull,
  type: textOrNull,
  properties: anything,
  tariffs: anything,
};

/** Address of a Switch account. The line or the parts may be missing. */
export interface AccountAddress {
  /** The whole address as it was given. */
  readonly addressString: string | null;
  readonly addressName: string | null;
  readonly address1: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  /** The geocoder's cleaned address; only in extended answers. */
  readonly formattedAddress: string | null;
  /** Degrees east. */
  readonly lon: number | null;
  /** Degrees north. */
  readonly lat: number | null;
  readonly extra: Extra;
}

/**
 * Origin of a tariff. The platform repeats a guess at each update, and keeps an explicit choice.
 */
export type TariffOrigin =
  | { readonly kind: 'explicit' }
  | { readonly kind: 'guessed' /** Percent, below 100. */; readonly likelihood: number };

/** One tariff of a Switch account. Identified by `masterTariffId`. */
export interface AccountTariff {
  /** Opaque; compare with others after `masterTariffIdOf`. */
  readonly masterTariffId: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly lseId: string | null;
  /** Name of the utility. */
  readonly lseName: string | null;
  /** `null` if not given. */
  readonly customerClass: CustomerClass | null;
  readonly origin: TariffOrigin;
  /** As written by the platform; `null` if there is none. */
  readonly endDate: string | null;
  /** As written by the platform; may be an alias such as `US/Pacific`. */
  readonly timeZone: string | null;
  /** Such as `MONTHLY`. */
  readonly billingPeriod: string | null;
  /** ISO 4217. */
  readonly currency: string | null;
  readonly extra: Extra;
}

/** A Switch account: a place of which a partner has energy data. Identified by `accountId`. */
export interface Account {
  readonly accountId: string;
  /**
   * The partner's own user id; `null` if the account has none, and in one sample that asked by it.
   */
  readonly providerAccountId: string | null;
  readonly accountName: string | null;
  readonly customerOrgId: string | null;
  readonly customerOrgName: string | null;
  readonly address: AccountAddress | null;
  /** As written by the platform. Documented, but in no sample. */
  readonly timeZone: string | null;
  readonly owner: string | null;
  /** `null` occurs in samples although `ACTIVE` is the documented default. */
  readonly status: SwitchAccountStatus | null;
  readonly statusText: string | null;
  readonly type: SwitchAccountType | null;
  readonly typeText: string | null;
  /** By `keyName`. */
  readonly properties: Readonly<Record<string, PropertyData>>;
  readonly tariffs: readonly AccountTariff[];
  /** Such as `projects`, `assignee`, `contacts`. */
  readonly extra: Extra;
}

const address: ItemDecoder<AccountAddress> = /* @__PURE__ */ shape(ADDRESS_FIELDS, (wire, _scope, extra) => ({
  addressString: wire.addressString,
  addressName: wire.addressName,
  address1: wire.address1,
  address2: wire.address2,
  city: wire.city,
  state: wire.state,
  zip: wire.zip,
  country: wire.country,
  formattedAddress: wire.formattedAddress,
  lon: wire.lon,
  lat: wire.lat,
  extra,
}));

const accountTariff: ItemDecoder<AccountTariff> = /* @__PURE__ */ shape(TARIFF_FIELDS, (wire, _scope, extra) => ({
  masterTariffId: wire.masterTariffId,
  code: wire.tariffCode,
  name: wire.tariffName,
  lseId: wire.lseId,
  lseName: wire.lseName,
  customerClass: wire.customerClass === null ? null : customerClassOf(wire.customerClass),
  origin: originOf(wire.customerLikelihood),
  endDate: wire.endDate,
  timeZone: wire.timeZone,
  billingPeriod: wire.billingPeriod,
  currency: wire.currency,
  extra,
}));

/** Below 100, the tariff was guessed from the address; with 100 or null, somebody chose it. */
function originOf(likelihood: number | null): TariffOrigin {
  return likelihood === null || likelihood >= 100 ? { kind: 'explicit' } : { kind: 'guessed', likelihood };
}

const account: ItemDecoder<Account> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => ({
  accountId: wire.accountId,
  providerAccountId: wire.providerAccountId,
  accountName: wire.accountName,
  customerOrgId: wire.customerOrgId,
  customerOrgName: wire.customerOrgName,
  address: itemOrNull(wire.address, address, within(scope, 'address')),
  timeZone: wire.timeZone,
  owner: wire.owner,
  status: wire.status === null ? null : STATUS.of(wire.status),
  statusText: wire.status,
  type: wire.type === null ? null : TYPE.of(wire.type),
  typeText: wire.type,
  properties: Object.fromEntries(properties(wire.properties, within(scope, 'properties'))),
  tariffs: items(wire.tariffs, accountTariff, within(scope, 'tariffs')),
  extra,
}));

/**
 * Decodes `GET /rest/v1/accounts`. Items that cannot be read are left out. One account without an
 * envelope, as in the sample, is a list of one.
 * @throws {DecodeError} The body is neither an envelope nor an account.
 * @throws {ArcError} The envelope reports a failure, under any HTTP status.
 */
export function decodeAccounts(body: unknown): Decoded<Account> & SwitchPaging {
  return decodeResults(body, 'accountId', account);
}

/**
 * Decodes one Switch account, with or without an envelope.
 * @throws {DecodeError} The body does not have an account, or it cannot be read.
 * @throws {ArcError} The envelope reports a failure, under any HTTP status.
 */
export function decodeAccount(body: unknown): Account {
  return decodeResult(body, 'accountId', account);
}
