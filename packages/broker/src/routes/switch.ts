import * as v from 'valibot';
import { asRecord } from '../body.ts';
import { PROPERTY_KEY, SWITCH_ACCOUNT_ID, USER } from '../ids.ts';
import { narrow, PROPERTY_DATA, SWITCH_ACCOUNT } from '../narrow.ts';
import { Problem } from '../problem.ts';
import type { SessionContext, SessionRoute } from '../route.ts';
import type { UpstreamFamily } from '../upstream/family.ts';

/** Keys that say whose the account is, or that only the partner's own people should set. */
const RESERVED_KEYS = new Set([
  'accountid',
  'provideraccountid',
  'customerorgid',
  'customerorgname',
  'providerorgid',
  'owner',
  'status',
  'type',
  'accountmanager',
  'assignee',
]);

const text = v.pipe(v.string(), v.maxLength(255));
const keyName = v.pipe(
  v.string(),
  v.regex(PROPERTY_KEY),
  v.check((key) => !RESERVED_KEYS.has(key.toLowerCase())),
);
const PropertySchema = v.strictObject({
  keyName,
  dataValue: text,
  accuracy: v.optional(v.union([v.number(), text])),
  fromDateTime: v.optional(text),
  toDateTime: v.optional(text),
});
const AddressSchema = v.strictObject({
  addressString: v.optional(text),
  addressName: v.optional(text),
  address1: v.optional(text),
  address2: v.optional(text),
  city: v.optional(text),
  state: v.optional(text),
  zip: v.optional(text),
  country: v.optional(text),
});
/** Ids are not among the fields, so a body that names one is refused. */
const AccountSchema = v.strictObject({
  accountName: v.optional(text),
  address: v.optional(AddressSchema),
  properties: v.optional(
    v.pipe(
      v.record(keyName, PropertySchema),
      v.maxEntries(100),
      v.check((map) => Object.entries(map).every(([key, property]) => key === property.keyName)),
    ),
  ),
});

/** This deployment's Switch access. @throws {Problem} `not-found`: it has none, so these routes do not exist. */
function family({ platform }: SessionContext): UpstreamFamily {
  if (platform.switch === null) throw new Problem('not-found');
  return platform.switch;
}

/** The path's provider account id has to be the session's user. @throws {Problem} `not-found`. */
function requireSelf({ params, session }: SessionContext): void {
  if (params.id !== session.user) throw new Problem('not-found');
}

/** Results of an answer, bare or enveloped. An error may be told by either of two flags under a 200. */
function resultsOf(answer: unknown): readonly unknown[] {
  const body = asRecord(answer);
  if (body === null) throw new Problem('upstream-failed');
  if (body.accountId !== undefined && !('results' in body)) return [body];
  if (body.status !== 'success' || String(body.type).toLowerCase() === 'error') throw new Problem('upstream-failed');
  const results = body.results;
  if (results === null || results === undefined) return [];
  return Array.isArray(results) ? results : [results];
}

/** The account in an answer, checked to be the user's. */
function ownAccount(answer: unknown, { ownership, session }: SessionContext): Record<string, unknown> {
  const [first] = resultsOf(answer);
  const account = asRecord(first);
  if (account === null) throw new Problem('not-found');
  ownership.requireOwner(account.providerAccountId, session.user, 'accounts');
  return account;
}

function accountAnswer(account: Record<string, unknown>): Response {
  const properties = asRecord(account.properties);
  const kept =
    properties === null
      ? null
      : Object.fromEntries(Object.entries(properties).map(([key, entry]) => [key, narrow(entry, PROPERTY_DATA)]));
  return envelope('Account', [{ ...(narrow(account, SWITCH_ACCOUNT) as object), properties: kept }]);
}

function envelope(type: string, results: readonly unknown[] | null): Response {
  return Response.json({ status: 'success', count: results?.length ?? 0, type, results });
}

function read(context: SessionContext): Promise<unknown> {
  const { session, signal } = context;
  return family(context).json({ method: 'GET', path: ['rest', 'v1', 'accounts', 'pid', session.user], signal });
}

const BASE = { access: 'session', params: { id: USER } } as const;

/** `GET /rest/v1/accounts/pid/:id` → 200, enveloped. Problems: 404 `not-found` when `:id` is not the user. */
export const account: SessionRoute = {
  ...BASE,
  method: 'GET',
  path: '/rest/v1/accounts/pid/:id',
  summary: 'The Switch account of the user.',
  scope: 'profile:read',
  async handle(context) {
    requireSelf(context);
    return accountAnswer(ownAccount(await read(context), context));
  },
};

/** `PUT /rest/v1/accounts` → 200, enveloped: creates or updates the user's own account. */
export const upsertAccount: SessionRoute = {
  method: 'PUT',
  path: '/rest/v1/accounts',
  summary: 'Creates or updates the Switch account of the user.',
  access: 'session',
  scope: 'profile:write',
  bodySchema: AccountSchema,
  async handle(context) {
    const { body, session, signal } = context;
    const fields = await body.json(AccountSchema);
    const answer = await family(context).json({
      method: 'PUT',
      path: ['rest', 'v1', 'accounts'],
      body: { ...fields, providerAccountId: session.user },
      signal,
    });
    return accountAnswer(ownAccount(answer, context));
  },
};

const writeProperty = (method: 'POST' | 'PUT'): SessionRoute => ({
  ...BASE,
  method,
  path: '/rest/v1/accounts/pid/:id/properties',
  summary: 'Sets one property of the Switch account of the user.',
  scope: 'profile:write',
  bodySchema: PropertySchema,
  async handle(context) {
    requireSelf(context);
    const { body, session, signal } = context;
    const property = await body.json(PropertySchema);
    const path = ['rest', 'v1', 'accounts', 'pid', session.user, 'properties'];
    const answer = await family(context).json({ method, path, body: property, signal });
    return envelope(
      'PropertyData',
      resultsOf(answer).map((entry) => narrow(entry, PROPERTY_DATA)),
    );
  },
});

/** `POST /rest/v1/accounts/pid/:id/properties` → 200, the entry echoed. */
export const addProperty: SessionRoute = writeProperty('POST');
/** `PUT /rest/v1/accounts/pid/:id/properties` → 200, the entry echoed. */
export const setProperty: SessionRoute = writeProperty('PUT');

/** `DELETE /rest/v1/accounts/pid/:id/properties/:keyName` → 200 whether or not it was set, as upstream. */
export const deleteProperty: SessionRoute = {
  method: 'DELETE',
  path: '/rest/v1/accounts/pid/:id/properties/:keyName',
  summary: 'Removes one property of the Switch account of the user.',
  access: 'session',
  scope: 'profile:write',
  params: { id: USER, keyName: PROPERTY_KEY },
  async handle(context) {
    requireSelf(context);
    const key = context.params.keyName ?? '';
    if (RESERVED_KEYS.has(key.toLowerCase())) throw new Problem('invalid-request');
    // Upstream deletes by its own account id only.
    const accountId = ownAccount(await read(context), context).accountId;
    if (typeof accountId !== 'string' || !SWITCH_ACCOUNT_ID.test(accountId)) throw new Problem('upstream-failed');
    const path = ['rest', 'v1', 'accounts', accountId, 'properties', key];
    resultsOf(await family(context).json({ method: 'DELETE', path, signal: context.signal }));
    return envelope('PropertyData', null);
  },
};
