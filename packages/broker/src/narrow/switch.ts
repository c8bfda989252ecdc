import { DecodeError } from '@arc-elements/models';
import { requireOwn, requireOwner } from './owner.ts';
import { rowOf } from './rows.ts';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

/** One entry of `properties`. Source: upstream reference 5. */
const PROPERTY = {
  keyName: true,
  displayName: true,
  dataType: true,
  dataValue: true,
  accuracy: true,
  unit: true,
  fromDateTime: true,
  toDateTime: true,
} as const satisfies Shape;

/** Source: upstream reference 5, without `properties`, whose keys are open. */
const ACCOUNT = {
  accountId: true,
  providerAccountId: true,
  accountName: true,
  status: true,
  type: true,
  timeZone: true,
  address: {
    addressString: true,
    addressName: true,
    address1: true,
    address2: true,
    city: true,
    state: true,
    zip: true,
    country: true,
    formattedAddress: true,
    lon: true,
    lat: true,
  },
  tariffs: [
    {
      masterTariffId: true,
      tariffCode: true,
      tariffName: true,
      lseId: true,
      lseName: true,
      customerClass: true,
      customerLikelihood: true,
      endDate: true,
      timeZone: true,
      billingPeriod: true,
      currency: true,
    },
  ],
} as const satisfies Shape;

/**
 * The account in an answer about one, bare or enveloped, as the user may see it; `null` when there is none.
 * @throws {ForeignDataError} It is somebody else's.
 * @throws {DecodeError} The answer is none, or reports a failure.
 */
export function narrowAccount(body: unknown, user: string): Row | null {
  requireOwn(body, { user }, 'accounts');
  const [first] = resultsOf(body);
  if (first === undefined || first === null) return null;
  const account = rowOf(first);
  requireOwner(account.providerAccountId, user, 'accounts');
  const { properties } = account;
  // Their keys are the partner's own words; an entry that names an owner is another matter.
  for (const entry of isObject(properties) ? Object.values(properties) : []) requireOwn(entry, { user }, 'accounts');
  const kept = isObject(properties)
    ? Object.fromEntries(Object.entries(properties).map(([key, entry]) => [key, narrow(entry, PROPERTY)]))
    : null;
  return { ...(narrow(account, ACCOUNT) as Row), properties: kept };
}

/**
 * What the properties routes echo; deleting answers with none.
 * @throws {ForeignDataError} It is about somebody else's account.
 * @throws {DecodeError} The answer is none, or reports a failure.
 */
export function narrowProperties(body: unknown, user: string): readonly unknown[] {
  requireOwn(body, { user }, 'accounts');
  return resultsOf(body).map((entry) => narrow(entry, PROPERTY));
}

/** Results of an answer, bare or enveloped. A failure may be told by either of two flags under a 200. */
function resultsOf(body: unknown): readonly unknown[] {
  if (!isObject(body)) throw new DecodeError('', 'expected an envelope');
  if (body.accountId !== undefined && !('results' in body)) return [body];
  const { status, type } = body;
  if (status !== 'success' || (typeof type === 'string' && type.toLowerCase() === 'error'))
    throw new DecodeError('status', 'expected success');
  const { results } = body;
  return Array.isArray(results) ? results : results === null || results === undefined ? [] : [results];
}
