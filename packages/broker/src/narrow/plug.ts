import { type Owner, ownAmong, requireOwn, requireOwner } from './owner.ts';
import { type Envelope, narrowRows, rowOf, rowWith } from './rows.ts';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

const PROVIDER = { country: true, id: true, name: true, supportsCredentialValidation: true } as const;

/** Source: upstream reference 4.2. Further user names and the people behind `createdBy` are left out. */
const CREDENTIAL = {
  id: true,
  correlationId: true,
  provider: PROVIDER,
  status: true,
  statusDetail: true,
  isActive: true,
  isAccessible: true,
  isCustomerActionRequired: true,
  isThirdPartyPortal: true,
  nextScheduledAccountRunAt: true,
  nextScheduledRunAt: true,
  totalAccounts: true,
  username: true,
  createdAt: true,
  lastModifiedAt: true,
} as const satisfies Shape;

/** Source: upstream reference 4.3. `site` and `customData` are the partner's own notes and may name other people's meters. */
const METER = {
  id: true,
  accounts: [{ accountNumber: true, id: true }],
  credentialIds: [true],
  meterNumber: true,
  normalizedMeterNumber: true,
  pointOfDeliveryNumber: true,
  normalizedPointOfDeliveryNumber: true,
  previousMeterNumber: true,
  meterConstantMultiplier: true,
  previousMeterConstantMultiplier: true,
  provider: PROVIDER,
  serviceAddress: {
    addressType: true,
    city: true,
    country: true,
    fullAddress: true,
    postalCode: true,
    recipient: true,
    state: true,
    streetLine1: true,
    streetLine2: true,
  },
  serviceType: true,
  serviceTypeClassification: true,
  currentTariff: { provider: PROVIDER, tariffName: true },
  bulbType: true,
  pipeType: true,
  generalDescriptionAsPrinted: true,
  isCustomerActionRequired: true,
  isIntervalsProductActive: true,
  intervalsLatestDateTime: true,
  latestIntervalAt: true,
  earliestIntervalAt: true,
  latestIntervalsCheckedAt: true,
  latestStatementDate: true,
  nextExpectedPostDate: true,
  createdAt: true,
  lastModifiedAt: true,
  status: true,
  statusDetail: true,
} as const satisfies Shape;

const METERS: Envelope = { list: 'meters', id: 'id' };

/** One page of a Plug list. */
export interface PlugPage {
  readonly rows: readonly Row[];
  /** As sent, number by number, or what can be told without it. Samples have zeros there beside a row (quirk 8). */
  readonly page: Readonly<Record<'number' | 'size' | 'totalElements' | 'totalPages', number>>;
}

/** Which page was asked for. */
export interface PageAsked {
  /** From 0. */
  readonly page: number;
  readonly size: number;
}

/**
 * `GET /plug/credentials` as the user may see it.
 * @throws {ForeignDataError} A row is somebody else's.
 * @throws {DecodeError} It is no such list.
 */
export function narrowCredentials(body: unknown, user: string, asked: PageAsked): PlugPage {
  requireOwn(body, { user }, 'credentials');
  const check = (row: Row): Row => {
    requireOwner(row.correlationId, user, 'credentials');
    return row;
  };
  return pageOf(body, narrowRows(body, { list: 'credentials', id: 'id' }, CREDENTIAL, check), asked);
}

/** The answer of `POST /plug/credentials` as the user may see it. @throws As {@link narrowCredentials}. */
export function narrowCredential(body: unknown, user: string): Row {
  requireOwn(body, { user }, 'credentials');
  const row = rowOf(body);
  requireOwner(row.correlationId, user, 'credentials');
  return narrow(row, CREDENTIAL) as Row;
}

/** Whose meters have to be: a user, by credentials that were checked. */
export type MeterOwner = Required<Owner>;

/**
 * `GET /plug/meters` as its owner may see it. Meters are not documented to name an owner, so one that names none is the
 * user's by what was asked; one that does has to name this one, and names no others afterwards.
 * @throws {ForeignDataError} A row is somebody else's.
 * @throws {DecodeError} It is no such list.
 */
export function narrowMeters(body: unknown, owner: MeterOwner, asked: PageAsked): PlugPage {
  requireOwn(body, owner, 'meters');
  const check = (row: Row): Row => withOwnCredentials(row, owner);
  return pageOf(body, narrowRows(body, METERS, METER, check), asked);
}

/**
 * The answer of `PATCH /plug/meters/{id}` as the meter's owner may see it: a list around the meter, or the bare meter.
 * @throws As {@link narrowMeters}.
 */
export function narrowMeter(body: unknown, id: string, owner: MeterOwner): Row {
  requireOwn(body, owner, 'meters');
  return narrow(withOwnCredentials(rowWith(body, METERS, id), owner), METER) as Row;
}

function withOwnCredentials(row: Row, owner: MeterOwner): Row {
  const { credentialIds: ids } = row;
  return Array.isArray(ids) ? { ...row, credentialIds: ownAmong('credentialIds', ids, owner) } : row;
}

function pageOf(body: unknown, rows: readonly Row[], asked: PageAsked): PlugPage {
  const sent = isObject(body) && isObject(body.page) ? body.page : {};
  const number = (key: string, otherwise: number): number => {
    const value = narrow(sent[key], true);
    return typeof value === 'number' ? value : otherwise;
  };
  const size = number('size', asked.size) || asked.size;
  // A page that is not full is the last one: more than that would be a count of other people's rows.
  const isLast = rows.length < size && (asked.page === 0 || rows.length > 0);
  const atMost = (count: number, seen: number): number => (isLast ? Math.min(count, seen) : count);
  return {
    rows,
    page: {
      number: number('number', asked.page),
      size: number('size', asked.size),
      totalElements: atMost(number('totalElements', rows.length), asked.page * size + rows.length),
      totalPages: atMost(number('totalPages', rows.length === 0 ? 0 : 1), asked.page + 1),
    },
  };
}
