import type { PropertyRecord, SwitchAccountRecord } from '../platform/records.ts';
import { tariffById } from '../platform/switch-accounts.ts';

/** Why a field cannot be set. */
export interface FieldProblem {
  readonly problem: string;
  readonly name: string;
  readonly value: string;
}

const HEADER_FIELDS = ['accountName', 'owner', 'type', 'status', 'customerOrgId', 'customerOrgName'] as const;
const ADDRESS_FIELDS = [
  'addressString',
  'addressName',
  'address1',
  'address2',
  'city',
  'state',
  'zip',
  'country',
] as const;
const STATUSES = ['ACTIVE', 'INACTIVE', 'DELETED'];
const TYPES = ['CUSTOMER', 'POTENTIAL', 'TARGET', 'ARCHETYPE'];
/** Properties whose type the samples show; any other has none. */
const CHOICES = ['customerClass'];

/** Applies the fields of a request body; those that are absent are kept. */
export function applyFields(
  account: SwitchAccountRecord,
  body: Record<string, unknown>,
): SwitchAccountRecord | FieldProblem {
  let next = account;
  for (const name of HEADER_FIELDS) {
    if (body[name] === undefined || body[name] === null) continue;
    const changed = setHeader(next, name, body[name]);
    if ('problem' in changed) return changed;
    next = changed;
  }
  if (body.address !== undefined && body.address !== null) {
    if (!isObject(body.address)) return wrong('address', body.address);
    const address: Record<string, string | number | null> = { ...next.address };
    for (const [name, value] of Object.entries(body.address)) {
      if (!ADDRESS_FIELDS.includes(name as never) || value === null) continue;
      if (typeof value !== 'string') return wrong(name, value);
      address[name] = value;
    }
    next = { ...next, address: parseAddress(address) };
  }
  for (const raw of propertiesOf(body.properties)) {
    const property = propertyFrom(raw);
    if ('problem' in property) return property;
    const changed = setProperty(next, property);
    if ('problem' in changed) return changed;
    next = changed;
  }
  if (Array.isArray(body.tariffs)) {
    for (const tariff of body.tariffs as unknown[]) {
      if (!isObject(tariff)) return wrong('tariffs', tariff);
      const changed = setTariff(next, String(tariff.masterTariffId));
      if ('problem' in changed) return changed;
      next = changed;
    }
  }
  return next;
}

/** Reads one property of a request. */
export function propertyFrom(raw: Record<string, unknown>): PropertyRecord | FieldProblem {
  const { keyName, dataValue, accuracy, fromDateTime, toDateTime } = raw;
  if (typeof keyName !== 'string' || keyName === '' || keyName.length > 255) return wrong('keyName', keyName);
  // Prototypes are not places to keep a partner's data.
  if (['__proto__', 'constructor', 'prototype'].includes(keyName)) return wrong('keyName', keyName);
  if (typeof dataValue !== 'string' && typeof dataValue !== 'number' && typeof dataValue !== 'boolean')
    return wrong('dataValue', dataValue);
  if (accuracy !== undefined && accuracy !== null && typeof accuracy !== 'number') return wrong('accuracy', accuracy);
  return {
    keyName,
    dataType: CHOICES.includes(keyName) ? 'CHOICE' : null,
    dataValue: String(dataValue),
    ...(typeof accuracy === 'number' ? { accuracy } : {}),
    ...(typeof fromDateTime === 'string' ? { fromDateTime } : {}),
    ...(typeof toDateTime === 'string' ? { toDateTime } : {}),
  };
}

/** Sets one property; header fields, address fields and the tariff can be set the same way. */
export function setProperty(
  account: SwitchAccountRecord,
  property: PropertyRecord,
): SwitchAccountRecord | FieldProblem {
  const { keyName, dataValue } = property;
  if (HEADER_FIELDS.includes(keyName as never)) return setHeader(account, keyName as 'owner', dataValue);
  if (ADDRESS_FIELDS.includes(keyName as never))
    return { ...account, address: parseAddress({ ...account.address, [keyName]: dataValue }) };
  if (keyName === 'masterTariffId') return setTariff(account, dataValue);
  return { ...account, properties: { ...account.properties, [keyName]: property } };
}

function setHeader(
  account: SwitchAccountRecord,
  name: (typeof HEADER_FIELDS)[number],
  value: unknown,
): SwitchAccountRecord | FieldProblem {
  if (typeof value !== 'string') return wrong(name, value);
  if (name === 'status' && !STATUSES.includes(value)) return wrong(name, value);
  if (name === 'type' && !TYPES.includes(value)) return wrong(name, value);
  return { ...account, [name]: value };
}

function setTariff(account: SwitchAccountRecord, id: string): SwitchAccountRecord | FieldProblem {
  if (!/^\d{1,9}$/.test(id)) return wrong('masterTariffId', id);
  const masterTariffId = Number(id);
  const lse = tariffById(masterTariffId) === undefined ? 734 : 70_734;
  const lseId: PropertyRecord = { keyName: 'lseId', dataType: null, dataValue: String(lse) };
  return { ...account, properties: { ...account.properties, lseId }, tariffs: [{ masterTariffId, likelihood: 100 }] };
}

/** Completes an address from its printed form, as the geocoder would. */
function parseAddress(address: Record<string, string | number | null>): Record<string, string | number | null> {
  const printed = typeof address.addressString === 'string' ? address.addressString : '';
  const zip = /\b(\d{5})(?:-\d{4})?\b(?!.*\b\d{5}\b)/.exec(printed)?.[1];
  const parts = printed.split(',').map((part) => part.trim());
  const state = /\b([A-Z]{2})\b(?=\s*\d{5})/.exec(printed)?.[1];
  return {
    ...(parts.length > 2 ? { address1: parts[0] as string, city: parts[1] as string } : {}),
    ...(state === undefined ? {} : { state }),
    ...(zip === undefined ? {} : { zip }),
    ...address,
    addressString: address.addressString ?? null,
  };
}

function propertiesOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.filter(isObject);
  if (!isObject(value)) return [];
  return Object.entries(value).map(([key, each]) =>
    isObject(each) ? { keyName: key, ...each } : { keyName: key, dataValue: each },
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const wrong = (name: string, value: unknown): FieldProblem => ({
  problem: `The value of ${name} is not valid`,
  name,
  value: String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 255),
});
