import {
  type Decoded,
  decodeList,
  decodeSingle,
  type Extra,
  type ItemDecoder,
  items,
  shape,
  within,
} from './decoded.ts';
import { anything, text, timeOrNull } from './fields.ts';
import { type UtilityAccount, utilityAccount } from './utility-account.ts';
import { type UtilityCredential, utilityCredential } from './utility-credential.ts';

/** Wire shape. Source: UPSTREAM.md, Users, `GET /users` and `GET /users/{client_user_id}`. */
const FIELDS = {
  client_user_id: text,
  created_at: timeOrNull,
  updated_at: timeOrNull,
  utility_credentials: anything,
};

/** A user of a partner. Identified by `userId`. */
export interface UserSummary {
  /** The partner's own user id. */
  readonly userId: string;
  /** Epoch ms. */
  readonly createdAtMs: number | null;
  /** Epoch ms; only in the list. */
  readonly updatedAtMs: number | null;
  readonly extra: Extra;
}

/** A login with its accounts. */
export interface UserCredential extends UtilityCredential {
  readonly utilityAccounts: readonly UtilityAccount[];
}

/** A user with all logins and accounts. */
export interface User extends UserSummary {
  readonly utilityCredentials: readonly UserCredential[];
}

const userCredential: ItemDecoder<UserCredential> = (input, scope) => {
  const found = utilityCredential(input, scope);
  if (found === undefined) return undefined;
  const { utility_accounts: accounts, ...extra } = found.extra;
  return { ...found, extra, utilityAccounts: items(accounts, utilityAccount, within(scope, 'utility_accounts')) };
};

const user: ItemDecoder<User> = /* @__PURE__ */ shape(FIELDS, (wire, scope, extra) => ({
  userId: wire.client_user_id,
  createdAtMs: wire.created_at,
  updatedAtMs: wire.updated_at,
  utilityCredentials: items(wire.utility_credentials, userCredential, within(scope, 'utility_credentials')),
  extra,
}));

const summary: ItemDecoder<UserSummary> = (input, scope) => {
  const found = user(input, scope);
  if (found === undefined) return undefined;
  const { utilityCredentials: _, ...rest } = found;
  return rest;
};

const ENVELOPE = { list: 'data', id: 'client_user_id' };

/**
 * Decodes `GET /users`. Items that cannot be read are left out.
 * @throws {DecodeError} The body has no `data` list and is not a user.
 */
export function decodeUsers(body: unknown): Decoded<UserSummary> {
  return decodeList(body, ENVELOPE, summary);
}

/**
 * Decodes `GET /users/{client_user_id}`. Credentials and accounts that cannot be read are left out.
 * @throws {DecodeError} The body does not have a user, or it cannot be read.
 */
export function decodeUser(body: unknown): User {
  return decodeSingle(body, ENVELOPE, user);
}
