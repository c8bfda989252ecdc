import {
  type Decoded,
  decodeList,
  decodeSingle,
  type Envelope,
  type Extra,
  type ItemDecoder,
  shape,
} from './decoded.ts';
import { booleanOrNull, intId, textOrNull, timeOrNull } from './fields.ts';
import { openWords } from './words.ts';

/** How far the check of a login has come. `error` is retried by the platform itself; `rejected` needs the person. */
export type VerificationStatus = 'pending' | 'verified' | 'rejected' | 'error' | 'unknown';

const STATUS = /* @__PURE__ */ openWords(['pending', 'verified', 'rejected', 'error']);

/** Wire shape. Source: UPSTREAM.md, Credentials, `UtilityCredential` of `GET /utility_credentials`. */
const FIELDS = {
  id: intId,
  client_user_id: textOrNull, // the quickstart sends a number here, so it is coerced to text
  utility_name: textOrNull,
  utility_long_name: textOrNull,
  username: textOrNull,
  verification_status: textOrNull,
  accounts_load_in_progress: booleanOrNull,
  verification_updated_at: timeOrNull,
  created_at: timeOrNull,
  updated_at: timeOrNull,
  sandboxed: booleanOrNull,
  uses_test_scenario: booleanOrNull,
};

/** One login of a user at a utility, as the legacy Arc API tells it. Its identity is `id`. */
export interface UtilityCredential {
  /** The platform's id; what Connect's update mode takes. */
  readonly id: number;
  /** The partner's own user id; `null` when not told. */
  readonly userId: string | null;
  readonly utilityName: string | null;
  /** A more precise name, such as the regional company; `null` when not told. */
  readonly utilityLongName: string | null;
  /** Name the person signs in with at the utility; `null` when the login is by account number. */
  readonly username: string | null;
  readonly status: VerificationStatus;
  /** The status as the platform wrote it; `null` when it wrote none. */
  readonly statusText: string | null;
  /** Accounts may still appear; until this is false an empty list means "not yet", not "none". */
  readonly accountsLoading: boolean;
  /** When `status` last changed, epoch ms; `null` while it was never checked. */
  readonly statusChangedAtMs: number | null;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  readonly sandboxed: boolean;
  /** Whether it came from a test login; `null` when not told. */
  readonly usesTestScenario: boolean | null;
  readonly extra: Extra;
}

const ENVELOPE: Envelope = { list: 'data', id: 'id' };

/** Reads one credential inside another body. */
export const utilityCredential: ItemDecoder<UtilityCredential> = /* @__PURE__ */ shape(
  FIELDS,
  (wire, _scope, extra) => ({
    id: wire.id,
    userId: wire.client_user_id,
    utilityName: wire.utility_name,
    utilityLongName: wire.utility_long_name,
    username: wire.username,
    status: STATUS.of(wire.verification_status),
    statusText: wire.verification_status,
    accountsLoading: wire.accounts_load_in_progress ?? false,
    statusChangedAtMs: wire.verification_updated_at,
    createdAtMs: wire.created_at,
    updatedAtMs: wire.updated_at,
    sandboxed: wire.sandboxed ?? false,
    usesTestScenario: wire.uses_test_scenario,
    extra,
  }),
);

/**
 * Decodes `GET /utility_credentials`, keeping the good items when some are bad.
 * @throws {DecodeError} The body has no `data` list and is no credential: the endpoint itself changed.
 */
export function decodeUtilityCredentials(body: unknown): Decoded<UtilityCredential> {
  return decodeList(body, ENVELOPE, utilityCredential);
}

/**
 * Decodes `GET /utility_credentials/{id}`, bare or enveloped.
 * @param id - When given, only this credential is accepted.
 * @throws {DecodeError} There is no such credential in the body, or it cannot be read.
 */
export function decodeUtilityCredential(body: unknown, id?: number): UtilityCredential {
  return decodeSingle(body, ENVELOPE, utilityCredential, (item) => id === undefined || item.id === id);
}
