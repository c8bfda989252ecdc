import { DecodeError } from '@arc-elements/models';
import { requireNoOtherOwner, requireOwnerField } from './owner.ts';
import { rowOf } from './rows.ts';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

/** An entry of `properties`. Source: UPSTREAM.md, Switch. */
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

/** All fields but `properties`, whose keys are arbitrary. Source: UPSTREAM.md, Switch. */
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
 * Narrows an account, bare or in an envelope, to what the user may see. Returns `null` if the
 * answer has no account.
 * @throws {ForeignDataError} It is another user's.
 * @throws {DecodeError} The answer is not from Switch, or reports a failure.
 */
export function narrowAccount(body: unknown, user: string): Row | null {
  requireNoOtherOwner(body, { user }, 'accounts');
  const [first] = resultsOf(body);
  if (first === undefined || first === null) return null;
  const account = rowOf(first);
  requireOwnerField(account.providerAccountId, user, 'accounts');
  return { ...(narrow(account, ACCOUNT) as Row), properties: narrowEntries(account.properties, user) };
}

/**
 * Narrows the properties of an account. Their keys are the partner's own, so only the entries are
 * searched for owners.
 */
function narrowEntries(properties: unknown, user: string): Row | null {
  if (!isObject(properties)) return null;
  requireNoOtherOwner(Object.values(properties), { user }, 'accounts');
  return Object.fromEntries(Object.entries(properties).map(([key, entry]) => [key, narrow(entry, PROPERTY)]));
}

/**
 * Narrows the answer of the properties routes; after a deletion it is empty.
 * @throws {ForeignDataError} It is about another user's account.
 * @throws {DecodeError} The answer is not from Switch, or reports a failure.
 */
export function narrowProperties(body: unknown, user: string): readonly unknown[] {
  requireNoOtherOwner(body, { user }, 'accounts');
  return resultsOf(body).map((entry) => narrow(entry, PROPERTY));
}

/**
 * Returns the results of an answer, bare or in an envelope. Switch can report a failure with status
 * 200, in `status` or in `type`.
 */
function resultsOf(body: unknown): readonly unknown[] {
  if (!isObject(body)) throw new DecodeError('', 'expected an account, or an envelope with results');
  if (body.accountId !== undefined && !('results' in body)) return [body];
  const { status, type } = body;
  if (status !== 'success') throw new DecodeError('status', 'expected "success"');
  if (typeof type === 'string' && type.toLowerCase() === 'error') throw new DecodeError('type', 'says "error"');
  const { results } = body;
  return Array.isArray(results) ? results : results === null || results === undefined ? [] : [results];
}
