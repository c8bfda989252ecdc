import * as v from 'valibot';
import { Refusal } from '../families/family.ts';
import { invalidProperty } from '../families/switch.ts';
import type { PropertyRecord, SwitchAccountRecord } from '../platform/records.ts';
import { tariffById } from '../platform/switch-accounts.ts';
import { maybe } from './schemas.ts';

const TEXT_FORM = 'must be a text';
const StatusSchema = v.picklist(['ACTIVE', 'INACTIVE', 'DELETED']);
const TypeSchema = v.picklist(['CUSTOMER', 'POTENTIAL', 'TARGET', 'ARCHETYPE']);

const HeaderSchema = v.object({
  accountName: maybe(v.string(TEXT_FORM)),
  owner: maybe(v.string(TEXT_FORM)),
  type: maybe(TypeSchema),
  status: maybe(StatusSchema),
  customerOrgId: maybe(v.string(TEXT_FORM)),
  customerOrgName: maybe(v.string(TEXT_FORM)),
});

const AddressSchema = v.object({
  addressString: maybe(v.string(TEXT_FORM)),
  addressName: maybe(v.string(TEXT_FORM)),
  address1: maybe(v.string(TEXT_FORM)),
  address2: maybe(v.string(TEXT_FORM)),
  city: maybe(v.string(TEXT_FORM)),
  state: maybe(v.string(TEXT_FORM)),
  zip: maybe(v.string(TEXT_FORM)),
  country: maybe(v.string(TEXT_FORM)),
});

/** One property. Prototypes are not places to keep a partner's data. */
export const PropertySchema = v.object({
  keyName: v.pipe(
    v.string(TEXT_FORM),
    v.minLength(1),
    v.maxLength(255),
    v.check((name) => !['__proto__', 'constructor', 'prototype'].includes(name)),
  ),
  dataValue: v.union([v.string(), v.number(), v.boolean()]),
  accuracy: maybe(v.number()),
  fromDateTime: v.optional(v.unknown()),
  toDateTime: v.optional(v.unknown()),
});

/** Fields of an account that a request sets; those that are absent are kept. */
export const AccountFieldsSchema = v.object({
  ...HeaderSchema.entries,
  address: maybe(AddressSchema),
  // A list in the table of the documentation, a map in its samples; a map may hold bare values.
  properties: v.optional(v.pipe(v.unknown(), v.transform(propertyList), v.array(PropertySchema)), []),
  tariffs: v.optional(
    v.pipe(
      v.unknown(),
      v.transform((tariffs) => (Array.isArray(tariffs) ? (tariffs as unknown[]) : [])),
      v.array(v.object({ masterTariffId: v.optional(v.unknown()) })),
    ),
    [],
  ),
});

/** The fields of a request, checked. */
export type AccountFields = v.InferOutput<typeof AccountFieldsSchema>;

/** Sets the fields of a request. @throws {Refusal} A property or tariff cannot have its value. */
export function withFields(account: SwitchAccountRecord, fields: AccountFields): SwitchAccountRecord {
  let next = withHeaders(account, fields);
  if (fields.address != null) next = withAddress(next, fields.address);
  for (const property of fields.properties) next = withProperty(next, propertyOf(property));
  for (const { masterTariffId } of fields.tariffs) next = withTariff(next, String(masterTariffId));
  return next;
}

/** Returns a property as it is stored. */
export function propertyOf(sent: v.InferOutput<typeof PropertySchema>): PropertyRecord {
  const { keyName, dataValue, accuracy, fromDateTime, toDateTime } = sent;
  return {
    keyName,
    // The one property whose type the samples show.
    dataType: keyName === 'customerClass' ? 'CHOICE' : null,
    dataValue: String(dataValue),
    ...(accuracy == null ? {} : { accuracy }),
    ...(typeof fromDateTime === 'string' ? { fromDateTime } : {}),
    ...(typeof toDateTime === 'string' ? { toDateTime } : {}),
  };
}

/**
 * Sets one property. Header fields, address fields and the tariff can be set the same way.
 * @throws {Refusal} It cannot have this value.
 */
export function withProperty(account: SwitchAccountRecord, property: PropertyRecord): SwitchAccountRecord {
  const { keyName, dataValue } = property;
  if (Object.hasOwn(HeaderSchema.entries, keyName)) {
    const headers = v.safeParse(HeaderSchema, { [keyName]: dataValue });
    if (!headers.success) throw new Refusal(invalidProperty(keyName, dataValue));
    return withHeaders(account, headers.output);
  }
  if (Object.hasOwn(AddressSchema.entries, keyName)) return withAddress(account, { [keyName]: dataValue });
  if (keyName === 'masterTariffId') return withTariff(account, dataValue);
  return { ...account, properties: { ...account.properties, [keyName]: property } };
}

/**
 * Sets the tariff. An `lseId` property appears by itself: recorded behaviour 5.
 * @throws {Refusal} `id` is not a number.
 */
export function withTariff(account: SwitchAccountRecord, id: string): SwitchAccountRecord {
  if (!/^\d{1,9}$/.test(id)) throw new Refusal(invalidProperty('masterTariffId', id));
  const masterTariffId = Number(id);
  const lse = tariffById(masterTariffId) === undefined ? 734 : 70_734;
  const lseId: PropertyRecord = { keyName: 'lseId', dataType: null, dataValue: String(lse) };
  return { ...account, properties: { ...account.properties, lseId }, tariffs: [{ masterTariffId, likelihood: 100 }] };
}

function withHeaders(account: SwitchAccountRecord, headers: v.InferOutput<typeof HeaderSchema>): SwitchAccountRecord {
  return {
    ...account,
    accountName: headers.accountName ?? account.accountName,
    owner: headers.owner ?? account.owner,
    type: headers.type ?? account.type,
    status: headers.status ?? account.status,
    customerOrgId: headers.customerOrgId ?? account.customerOrgId,
    customerOrgName: headers.customerOrgName ?? account.customerOrgName,
  };
}

/** Sets fields of the address and completes it from its printed form, as the geocoder would. */
function withAddress(
  account: SwitchAccountRecord,
  fields: Readonly<Record<string, string | null | undefined>>,
): SwitchAccountRecord {
  const set = Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Record<string, string>;
  const address: Record<string, string | number | null> = { ...account.address, ...set };
  const printed = typeof address.addressString === 'string' ? address.addressString : '';
  const zip = /\b(\d{5})(?:-\d{4})?\b(?!.*\b\d{5}\b)/.exec(printed)?.[1];
  const parts = printed.split(',').map((part) => part.trim());
  const state = /\b([A-Z]{2})\b(?=\s*\d{5})/.exec(printed)?.[1];
  return {
    ...account,
    address: {
      ...(parts.length > 2 ? { address1: parts[0] as string, city: parts[1] as string } : {}),
      ...(state === undefined ? {} : { state }),
      ...(zip === undefined ? {} : { zip }),
      ...address,
      addressString: address.addressString ?? null,
    },
  };
}

/** Returns the properties of a request as a list. */
function propertyList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  return Object.entries(value).map(([keyName, each]) =>
    isObject(each) ? { keyName, ...each } : { keyName, dataValue: each },
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
