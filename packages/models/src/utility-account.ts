import {
  type Decoded,
  decodeList,
  decodeSingle,
  type Envelope,
  type Extra,
  type ItemDecoder,
  isObject,
  itemOrNull,
  items,
  reject,
  type Scope,
  shape,
  textItem,
  within,
} from './decoded.ts';
import { type Availability, availabilityOf, FEATURE_NAMES, type FeatureName } from './feature.ts';
import { anything, booleanOrNull, intId, intIdOrNull, textOrNull, timeOrNull } from './fields.ts';
import { openEnum } from './open-enum.ts';
import { SERVICE, type Service } from './service-type.ts';
import { type Tariff, tariff } from './tariff.ts';
import { type UtilityMeter, utilityMeter } from './utility-meter.ts';

/** Status of an account at the utility. `incomplete`: the person has not finished setting it up. */
export type AccountStatus = 'active' | 'closed' | 'incomplete' | 'locked' | 'unknown';

const STATUS = /* @__PURE__ */ openEnum(['active', 'closed', 'incomplete', 'locked']);
const FLAG = /* @__PURE__ */ openEnum(['utility_statement_past_due']);

/** Wire shape. Source: UPSTREAM.md, Accounts, `UtilityAccount` of `GET /utility_accounts`. */
const FIELDS = {
  id: intId,
  client_user_id: textOrNull,
  utility_name: textOrNull,
  utility_long_name: textOrNull,
  utility_credential_id: intIdOrNull,
  account_number: textOrNull,
  service_address_street_one: textOrNull,
  service_address_street_two: textOrNull,
  service_address_city: textOrNull, // in the sample, but not in the documented table
  service_address_state: textOrNull,
  service_address_zip: textOrNull,
  service_customer_name: textOrNull,
  supplier_account_id: textOrNull,
  status: textOrNull,
  most_recent_tariff: anything,
  flags: anything,
  services: anything,
  created_at: timeOrNull,
  updated_at: timeOrNull,
  feature_availability: anything,
  utility_meters: anything,
  sandboxed: booleanOrNull,
};

/** Service address. Every part may be missing. */
export interface ServiceAddress {
  readonly streetOne: string | null;
  readonly streetTwo: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/** One account of a user at a utility, as the legacy Arc API returns it. Identified by `id`. */
export interface UtilityAccount {
  readonly id: number;
  /** The partner's own user id; `null` if not given. */
  readonly userId: string | null;
  readonly utilityCredentialId: number | null;
  readonly utilityName: string | null;
  /** A more precise name; `null` if not given. */
  readonly utilityLongName: string | null;
  /** As printed by the utility. Personal: mask it on screen. */
  readonly accountNumber: string | null;
  readonly serviceAddress: ServiceAddress;
  readonly serviceCustomerName: string | null;
  /** The utility's id of the account for energy suppliers. */
  readonly supplierAccountId: string | null;
  /** `null` if not given, which is documented. */
  readonly status: AccountStatus | null;
  /** As written by the platform. */
  readonly statusText: string | null;
  /** `null` if no statement has one. */
  readonly tariff: Tariff | null;
  /** Known flags in the spelling of the API, others as written by the platform. */
  readonly flags: readonly string[];
  /** True if a statement is past due. */
  readonly pastDue: boolean;
  readonly services: readonly Service[];
  /** All six features; `unknown` if not given. */
  readonly features: Readonly<Record<FeatureName, Availability>>;
  /** As written by the platform, with unknown features. */
  readonly featuresText: Readonly<Record<string, string>>;
  readonly meters: readonly UtilityMeter[];
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  readonly sandboxed: boolean;
  readonly extra: Extra;
}

function featuresText(input: unknown, scope: Scope): Readonly<Record<string, string>> {
  if (input === undefined || input === null) return {};
  if (!isObject(input)) {
    reject(scope, 'expected an object');
    return {};
  }
  const texts: [string, string][] = [];
  for (const [name, value] of Object.entries(input)) {
    if (typeof value === 'string') texts.push([name, value]);
    else if (value !== null) reject(within(scope, name), 'expected text');
  }
  // fromEntries defines own keys, so `__proto__` is a key like any other.
  return Object.fromEntries(texts);
}

/** Decodes one account of a body. */
export const utilityAccount: ItemDecoder<UtilityAccount> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => {
  const flags = items(wire.flags, textItem, within(scope, 'flags')).map((flag) => {
    const known = FLAG.of(flag);
    return known === 'unknown' ? flag : known;
  });
  const texts = featuresText(wire.feature_availability, within(scope, 'feature_availability'));
  const feature = (name: FeatureName) => availabilityOf(Object.hasOwn(texts, name) ? (texts[name] ?? null) : null);
  return {
    id: wire.id,
    userId: wire.client_user_id,
    utilityCredentialId: wire.utility_credential_id,
    utilityName: wire.utility_name,
    utilityLongName: wire.utility_long_name,
    accountNumber: wire.account_number,
    serviceAddress: {
      streetOne: wire.service_address_street_one,
      streetTwo: wire.service_address_street_two,
      city: wire.service_address_city,
      state: wire.service_address_state,
      zip: wire.service_address_zip,
    },
    serviceCustomerName: wire.service_customer_name,
    supplierAccountId: wire.supplier_account_id,
    status: wire.status === null ? null : STATUS.of(wire.status),
    statusText: wire.status,
    tariff: itemOrNull(wire.most_recent_tariff, tariff, within(scope, 'most_recent_tariff')),
    flags,
    pastDue: flags.includes('utility_statement_past_due'),
    services: items(wire.services, textItem, within(scope, 'services')).map((text) => ({
      type: SERVICE.of(text),
      text,
    })),
    features: Object.fromEntries(FEATURE_NAMES.map((name) => [name, feature(name)])) as Record<
      FeatureName,
      Availability
    >,
    featuresText: texts,
    meters: items(wire.utility_meters, utilityMeter, within(scope, 'utility_meters')),
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    sandboxed: wire.sandboxed ?? false,
    extra,
  };
});

const ENVELOPE: Envelope = { list: 'data', id: 'id' };

/**
 * Decodes `GET /utility_accounts`. Items that cannot be read are left out.
 * @throws {DecodeError} The body has no `data` list and is not an account.
 */
export function decodeUtilityAccounts(body: unknown): Decoded<UtilityAccount> {
  return decodeList(body, ENVELOPE, utilityAccount);
}

/**
 * Decodes `GET /utility_accounts/{id}`, with or without an envelope.
 * @param id - If given, any other account is refused.
 * @throws {DecodeError} The body does not have the account, or it cannot be read.
 */
export function decodeUtilityAccount(body: unknown, id?: number): UtilityAccount {
  return decodeSingle(body, ENVELOPE, utilityAccount, (item) => id === undefined || item.id === id);
}
