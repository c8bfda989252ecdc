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
import { openEnum } from './open-enum.ts';

/**
 * Result of the check of a login. `error`: the platform retries. `rejected`: the person must act.
 */
export type VerificationStatus = 'pending' | 'verified' | 'rejected' | 'error' | 'unknown';

const STATUS = /* @__PURE__ */ openEnum(['pending', 'verified', 'rejected', 'error']);

/**
 * Wire shape. Source: UPSTREAM.md, Credentials, `UtilityCredential` of `GET /utility_credentials`.
 */
const FIELDS = {
  id: intId,
  client_user_id: textOrNull, // a number in the quickstart
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

/** One login of a user at a utility, as the legacy Arc API returns it. Identified by `id`. */
export interface UtilityCredential {
  /** Id for Connect's update mode. */
  readonly id: number;
  /** The partner's own user id; `null` if not given. */
  readonly userId: string | null;
  readonly utilityName: string | null;
  /** A more precise name, such as the regional company; `null` if not given. */
  readonly utilityLongName: string | null;
  /** Name for signing in at the utility; `null` for a login by account number. */
  readonly username: string | null;
  readonly status: VerificationStatus;
  /** As written by the platform; `null` if not given. */
  readonly statusText: string | null;
  /** True while accounts may still appear, so that an empty list means "not yet", not "none". */
  readonly accountsLoading: boolean;
  /** When `status` last changed, epoch ms; `null` before the first check. */
  readonly statusChangedAtMs: number | null;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms. */
  readonly updatedAtMs: number | null;
  readonly sandboxed: boolean;
  /** True for a test login; `null` if not given. */
  readonly usesTestScenario: boolean | null;
  readonly extra: Extra;
}

const ENVELOPE: Envelope = { list: 'data', id: 'id' };

/** Decodes one credential of a body. */
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
 * Decodes `GET /utility_credentials`. Items that cannot be read are left out.
 * @throws {DecodeError} The body has no `data` list and is not a credential.
 */
export function decodeUtilityCredentials(body: unknown): Decoded<UtilityCredential> {
  return decodeList(body, ENVELOPE, utilityCredential);
}

/**
 * Decodes `GET /utility_credentials/{id}`, with or without an envelope.
 * @param id - If given, any other credential is refused.
 * @throws {DecodeError} The body does not have the credential, or it cannot be read.
 */
export function decodeUtilityCredential(body: unknown, id?: number): UtilityCredential {
  return decodeSingle(body, ENVELOPE, utilityCredential, (item) => id === undefined || item.id === id);
}
