import * as v from 'valibot';
import { PROPERTY_KEY, SWITCH_ACCOUNT_ID, USER } from '../ids.ts';
import { narrowAccount, narrowProperties, type Row } from '../narrow/index.ts';
import { Problem } from '../problem.ts';
import { type Route, route } from '../route.ts';
import type { Session } from '../sessions/token-format.ts';
import type { UpstreamFamily } from '../upstream/family.ts';

/** Keys that say whose the account is, or that only the partner's own people should set. */
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
/** Ids are not among the fields, so a body that names one is refused. */
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

/** What the helpers below need of a request. */
interface Asked {
  readonly switch: UpstreamFamily | null;
  readonly session: Session;
  /** `id`: the user that the path names, if it names one. */
  readonly params: { readonly id?: string };
  readonly signal: AbortSignal;
}

/**
 * This deployment's Switch access.
 * @throws {Problem} `not-configured`: there is none, which is not the same as a person without an account; `not-found`:
 *   the path names somebody else.
 */
function family({ switch: access, params: { id }, session: { user } }: Asked): UpstreamFamily {
  if (access === null) throw new Problem('not-configured', { detail: 'This broker has no access to Switch.' });
  if (id !== undefined && id !== user) throw new Problem('not-found');
  return access;
}

/** The user's account in an answer. @throws {Problem} `not-found`. */
function accountIn(answer: unknown, user: string): Row {
  const account = narrowAccount(answer, user);
  if (account === null) throw new Problem('not-found');
  return account;
}

async function read(context: Asked): Promise<Row> {
  const { session, signal } = context;
  return accountIn(await family(context).json({ path: [...ACCOUNTS, 'pid', session.user], signal }), session.user);
}

const envelope = (type: string, results: readonly unknown[] | null) => ({
  status: 'success',
  count: results?.length ?? 0,
  type,
  results,
});

/** → 200, the entry echoed. */
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
 * The user's account at Switch; all answers are enveloped. Problems: 404 `not-found` when `:id` is not the user, 404
 * `not-configured` without access to Switch.
 */
export const switchRoutes: readonly Route[] = [
  route('GET', '/rest/v1/accounts/pid/:id', 'profile:read', {
    summary: 'The Switch account of the user.',
    uses: ['switch'],
    params: { id: USER },
    handle: async (context) => envelope('Account', [await read(context)]),
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

  /** Whether or not it was set, as upstream. */
  route('DELETE', '/rest/v1/accounts/pid/:id/properties/:keyName', 'profile:write', {
    summary: 'Removes one property of the Switch account of the user.',
    uses: ['switch'],
    params: { id: USER, keyName: PROPERTY_KEY },
    async handle(context) {
      const { params, session, signal } = context;
      const { keyName: key } = params;
      if (RESERVED.test(key)) throw new Problem('invalid-request');
      // Upstream deletes by its own account id only.
      const { accountId } = await read(context);
      if (typeof accountId !== 'string' || !SWITCH_ACCOUNT_ID.test(accountId)) throw new Problem('upstream-failed');
      const path = [...ACCOUNTS, accountId, 'properties', key];
      narrowProperties(await family(context).json({ method: 'DELETE', path, signal }), session.user);
      return envelope('PropertyData', null);
    },
  }),
];
