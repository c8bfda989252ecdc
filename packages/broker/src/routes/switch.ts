import * as v from 'valibot';
import { PROPERTY_KEY, SWITCH_ACCOUNT_ID, USER } from '../ids.ts';
import { narrowAccount, narrowProperties, type Row } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import type { Session } from '../sessions/session.ts';
import type { UpstreamFamily } from '../upstream/family.ts';

/**
 * Property keys that name the owner of the account, or that only the partner's staff should set.
 */
const RESERVED =
  /^(accountId|providerAccountId|customerOrgId|customerOrgName|providerOrgId|owner|status|type|accountManager|assignee)$/i;

const text = v.pipe(v.string(), v.maxLength(255));
const optionalText = v.optional(text);
const keyName = v.pipe(
  v.string(),
  v.regex(PROPERTY_KEY),
  v.check((key) => !RESERVED.test(key)),
);
const PropertySchema = v.strictObject({
  keyName,
  dataValue: text,
  accuracy: v.optional(v.union([v.number(), text])),
  fromDateTime: optionalText,
  toDateTime: optionalText,
});
const ADDRESS = ['addressString', 'addressName', 'address1', 'address2', 'city', 'state', 'zip', 'country'] as const;
/** Has no id fields: the session decides whose account it is. */
const AccountSchema = v.strictObject({
  accountName: optionalText,
  address: v.optional(v.strictObject(v.entriesFromList(ADDRESS, optionalText))),
  properties: v.optional(
    v.pipe(
      v.record(keyName, PropertySchema),
      v.maxEntries(100),
      v.check((map) => Object.entries(map).every(([key, property]) => key === property.keyName)),
    ),
  ),
});

const ACCOUNTS = ['rest', 'v1', 'accounts'] as const;

/** The part of a request that the helpers below need. */
interface SwitchRequest {
  readonly switch: UpstreamFamily | null;
  readonly session: Session;
  /** `id` is the user in the path, if the path names one. */
  readonly params: { readonly id?: string };
  readonly signal: AbortSignal;
}

/**
 * Returns this deployment's access to Switch.
 * @throws {Problem} `not-configured`: it has none. `not-found`: the path names another user.
 */
function family({ switch: access, params: { id }, session: { user } }: SwitchRequest): UpstreamFamily {
  if (access === null) throw new Problem('not-configured', { detail: 'This broker has no access to Switch.' });
  if (id !== undefined && id !== user) throw new Problem('not-found');
  return access;
}

/** Returns the user's account in an answer. @throws {Problem} `not-found`. */
function accountIn(answer: unknown, user: string): Row {
  const account = narrowAccount(answer, user);
  if (account === null) throw new Problem('not-found');
  return account;
}

async function readAccount(context: SwitchRequest): Promise<Row> {
  const { session, signal } = context;
  return accountIn(await family(context).json({ path: [...ACCOUNTS, 'pid', session.user], signal }), session.user);
}

const envelope = (type: string, results: readonly unknown[] | null) => ({
  status: 'success',
  count: results?.length ?? 0,
  type,
  results,
});

/** → 200 the property as the platform stored it. */
const writeProperty = (method: 'POST' | 'PUT'): Route =>
  route(method, '/rest/v1/accounts/pid/:id/properties', 'profile:write', {
    summary: 'Sets one property of the Switch account of the user.',
    uses: ['switch'],
    params: { id: USER },
    bodySchema: PropertySchema,
    async handle(context) {
      const { body, session, signal } = context;
      const path = [...ACCOUNTS, 'pid', session.user, 'properties'];
      const answer = await family(context).json({ method, path, body, signal });
      return envelope('PropertyData', narrowProperties(answer, session.user));
    },
  });

/**
 * Routes for the user's account at Switch. All answers are in Switch's envelope.
 * Problems: 404 `not-found` if `:id` is not the user, 404 `not-configured` without access to
 * Switch.
 */
export const switchRoutes: readonly Route[] = [
  route('GET', '/rest/v1/accounts/pid/:id', 'profile:read', {
    summary: 'The Switch account of the user.',
    uses: ['switch'],
    params: { id: USER },
    handle: async (context) => envelope('Account', [await readAccount(context)]),
  }),

  route('PUT', '/rest/v1/accounts', 'profile:write', {
    summary: 'Creates or updates the Switch account of the user.',
    uses: ['switch'],
    bodySchema: AccountSchema,
    async handle(context) {
      const { session, signal } = context;
      const body = { ...context.body, providerAccountId: session.user };
      const answer = await family(context).json({ method: 'PUT', path: ACCOUNTS, body, signal });
      return envelope('Account', [accountIn(answer, session.user)]);
    },
  }),

  writeProperty('POST'),
  writeProperty('PUT'),

  /** → 200, also if the property was not set, as upstream. */
  route('DELETE', '/rest/v1/accounts/pid/:id/properties/:keyName', 'profile:write', {
    summary: 'Removes one property of the Switch account of the user.',
    uses: ['switch'],
    params: { id: USER, keyName: PROPERTY_KEY },
    async handle(context) {
      const { params, session, signal } = context;
      const { keyName: key } = params;
      if (RESERVED.test(key)) throw new Problem('invalid-request');
      // Upstream deletes only by its own account id.
      const { accountId } = await readAccount(context);
      if (typeof accountId !== 'string' || !SWITCH_ACCOUNT_ID.test(accountId)) throw new Problem('upstream-failed');
      const path = [...ACCOUNTS, accountId, 'properties', key];
      narrowProperties(await family(context).json({ method: 'DELETE', path, signal }), session.user);
      return envelope('PropertyData', null);
    },
  }),
];
