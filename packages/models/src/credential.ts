import {
  type Decoded,
  decodeList,
  decodeSingle,
  type Envelope,
  type Extra,
  type ItemDecoder,
  itemOrNull,
  shape,
  within,
} from './decoded.ts';
import { anything, booleanOrNull, numberOrNull, textId, textOrNull, timeOrNull } from './fields.ts';
import { type OpenEnum, openEnum } from './open-enum.ts';
import { type Provider, provider } from './provider.ts';

/** Status of a Plug login. */
export type ConnectionWord = 'CONNECTION_SUCCESS' | 'CONNECTION_IN_PROGRESS' | 'CONNECTION_FAILURE' | 'unknown';

/** Reason for the status of a Plug login. Source: UPSTREAM.md, Credentials. */
export type ConnectionDetail =
  | 'LOGIN_AND_DATA_DISCOVERY_SUCCESS'
  | 'PROVIDER_WEBSITE_INACCESSIBLE'
  | 'ISSUE_UNDER_REVIEW'
  | 'PROVIDER_WEBSITE_NAVIGATION_FAILURE'
  | 'UNSUPPORTED_CAPTCHA'
  | 'EMAIL_APPROVAL'
  | 'REQUIRES_ENROLLMENT'
  | 'DATA_EXTRACTION_IN_PROGRESS'
  | 'INVALID_CREDENTIALS'
  | 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION'
  | 'OTHER_ACCESS_LIMITATION'
  | 'unknown';

const STATUS = /* @__PURE__ */ openEnum(['CONNECTION_SUCCESS', 'CONNECTION_IN_PROGRESS', 'CONNECTION_FAILURE']);

const DETAIL: OpenEnum<Exclude<ConnectionDetail, 'unknown'>> = /* @__PURE__ */ openEnum(
  [
    'LOGIN_AND_DATA_DISCOVERY_SUCCESS',
    'PROVIDER_WEBSITE_INACCESSIBLE',
    'ISSUE_UNDER_REVIEW',
    'PROVIDER_WEBSITE_NAVIGATION_FAILURE',
    'UNSUPPORTED_CAPTCHA',
    'EMAIL_APPROVAL',
    'REQUIRES_ENROLLMENT',
    'DATA_EXTRACTION_IN_PROGRESS',
    'INVALID_CREDENTIALS',
    'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION',
    'OTHER_ACCESS_LIMITATION',
  ],
  // Spelling on older pages.
  { LOGIN_AND_DATA_DISCOVERY_SUCCESSFUL: 'LOGIN_AND_DATA_DISCOVERY_SUCCESS' },
);

/** Wire shape. Source: UPSTREAM.md, Credentials, `Credential` of `GET /plug/credentials`. */
const FIELDS = {
  id: textId,
  correlationId: textOrNull,
  provider: anything,
  status: textOrNull,
  statusDetail: textOrNull,
  isActive: booleanOrNull,
  isCustomerActionRequired: booleanOrNull,
  isThirdPartyPortal: booleanOrNull,
  nextScheduledAccountRunAt: timeOrNull,
  nextScheduledRunAt: timeOrNull, // the same moment; its name in the sample of `POST`
  totalAccounts: numberOrNull,
  username: textOrNull,
  createdAt: timeOrNull,
  lastModifiedAt: timeOrNull,
};

/** One login of a user at a utility, as Plug returns it. Identified by `id`. */
export interface Credential {
  /** `crd_…`. */
  readonly id: string;
  /** The partner's own user id (`correlationId`); `null` if the credential has none. */
  readonly userId: string | null;
  readonly provider: Provider | null;
  readonly status: ConnectionWord;
  /** As written by the platform. */
  readonly statusText: string | null;
  readonly statusDetail: ConnectionDetail;
  /** As written by the platform. */
  readonly statusDetailText: string | null;
  /** True while the platform reads data with this login; `null` if not given. */
  readonly isActive: boolean | null;
  /** Independent of the status: one sample has success with an action required. */
  readonly isCustomerActionRequired: boolean | null;
  readonly isThirdPartyPortal: boolean | null;
  /** When the platform will read data next, epoch ms. */
  readonly nextRunAtMs: number | null;
  readonly totalAccounts: number | null;
  readonly username: string | null;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly modifiedAtMs: number | null;
  readonly extra: Extra;
}

/** Decodes one credential of a body. */
export const credential: ItemDecoder<Credential> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => ({
  id: wire.id,
  userId: wire.correlationId,
  provider: itemOrNull(wire.provider, provider, within(scope, 'provider')),
  status: STATUS.of(wire.status),
  statusText: wire.status,
  statusDetail: DETAIL.of(wire.statusDetail),
  statusDetailText: wire.statusDetail,
  isActive: wire.isActive,
  isCustomerActionRequired: wire.isCustomerActionRequired,
  isThirdPartyPortal: wire.isThirdPartyPortal,
  nextRunAtMs: wire.nextScheduledAccountRunAt ?? wire.nextScheduledRunAt,
  totalAccounts: wire.totalAccounts,
  username: wire.username,
  createdAtMs: wire.createdAt,
  modifiedAtMs: wire.lastModifiedAt,
  extra,
}));

const ENVELOPE: Envelope = { list: 'credentials', id: 'id' };

/**
 * Decodes `GET /plug/credentials`. Items that cannot be read are left out.
 * @throws {DecodeError} The body has no `credentials` list and is not a credential.
 */
export function decodeCredentials(body: unknown): Decoded<Credential> {
  return decodeList(body, ENVELOPE, credential);
}

/**
 * Decodes the answer of `POST /plug/credentials` and `PATCH /plug/credentials/{id}`, with or
 * without an envelope.
 * @param id - If given, any other credential is refused.
 * @throws {DecodeError} The body does not have the credential, or it cannot be read.
 */
export function decodeCredential(body: unknown, id?: string): Credential {
  return decodeSingle(body, ENVELOPE, credential, (item) => id === undefined || item.id === id);
}
