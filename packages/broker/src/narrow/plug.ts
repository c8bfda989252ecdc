import { type Owner, onlyOwn, requireNoOtherOwner, requireOwnerField } from './owner.ts';
import { type Envelope, narrowRows, rowOf, rowWith } from './rows.ts';
import { isObject, narrow, type Row, type Shape } from './shape.ts';

const PROVIDER = { country: true, id: true, name: true, supportsCredentialValidation: true } as const;

/**
 * Source: UPSTREAM.md, Credentials. Other user names and the people in `createdBy` are left out.
 */
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

/**
 * Source: UPSTREAM.md, Meters. `site` and `customData` are left out: they are the partner's own
 * notes and may name other users' meters.
 */
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
  /**
   * The platform's numbers, or derived ones where they are missing. Its samples have zeros beside a
   * row.
   */
  readonly page: Readonly<Record<'number' | 'size' | 'totalElements' | 'totalPages', number>>;
}

/** A requested page. */
export interface PageAsked {
  /** From 0. */
  readonly page: number;
  readonly size: number;
}

/**
 * Narrows the answer of `GET /plug/credentials` to what the user may see.
 * @throws {ForeignDataError} A row is another user's.
 * @throws {DecodeError} The answer is no such list.
 */
export function narrowCredentials(body: unknown, user: string, asked: PageAsked): PlugPage {
  requireNoOtherOwner(body, { user }, 'credentials');
  const check = (row: Row): Row => {
    requireOwnerField(row.correlationId, user, 'credentials');
    return row;
  };
  return pageOf(body, narrowRows(body, { list: 'credentials', id: 'id' }, CREDENTIAL, check), asked);
}

/**
 * Narrows the answer of `POST /plug/credentials` to what the user may see.
 * @throws As {@link narrowCredentials}.
 */
export function narrowCredential(body: unknown, user: string): Row {
  requireNoOtherOwner(body, { user }, 'credentials');
  const row = rowOf(body);
  requireOwnerField(row.correlationId, user, 'credentials');
  return narrow(row, CREDENTIAL) as Row;
}

/** The owner of meters: a user and the checked credentials of that user. */
export type MeterOwner = Required<Owner>;

/**
 * Narrows the answer of `GET /plug/meters` to what the owner may see. The platform does not
 * document that meters name an owner, so one that names none is the user's, because it was
 * requested by the user's credentials. One that names owners must name this one, and the others are
 * removed.
 * @throws {ForeignDataError} A row is another user's.
 * @throws {DecodeError} The answer is no such list.
 */
export function narrowMeters(body: unknown, owner: MeterOwner, asked: PageAsked): PlugPage {
  requireNoOtherOwner(body, owner, 'meters');
  const check = (row: Row): Row => withOwnCredentials(row, owner);
  return pageOf(body, narrowRows(body, METERS, METER, check), asked);
}

/**
 * Narrows the answer of `PATCH /plug/meters/{id}`, a list with the meter or the meter alone, to
 * what its owner may see.
 * @throws As {@link narrowMeters}.
 */
export function narrowMeter(body: unknown, id: string, owner: MeterOwner): Row {
  requireNoOtherOwner(body, owner, 'meters');
  return narrow(withOwnCredentials(rowWith(body, METERS, id), owner), METER) as Row;
}

function withOwnCredentials(row: Row, owner: MeterOwner): Row {
  const { credentialIds: ids } = row;
  return Array.isArray(ids) ? { ...row, credentialIds: onlyOwn('credentialIds', ids, owner) } : row;
}

function pageOf(body: unknown, rows: readonly Row[], asked: PageAsked): PlugPage {
  const sent = isObject(body) && isObject(body.page) ? body.page : {};
  const number = (key: string, fallback: number): number => {
    const value = narrow(sent[key], true);
    return typeof value === 'number' ? value : fallback;
  };
  const size = number('size', asked.size) || asked.size;
  // A page that is not full is the last one: a higher count would include other users' rows.
  const isLast = rows.length < size && (asked.page === 0 || rows.length > 0);
  const seen = asked.page * size + rows.length;
  const atMost = (count: number, limit: number): number => (isLast ? Math.min(count, limit) : count);
  return {
    rows,
    page: {
      number: number('number', asked.page),
      size: number('size', asked.size),
      // Zeros, as the platform's samples have them: a full page does not tell whether more follow.
      totalElements: atMost(number('totalElements', isLast ? seen : 0), seen),
      totalPages: atMost(number('totalPages', isLast && seen > 0 ? asked.page + 1 : 0), asked.page + 1),
    },
  };
}
