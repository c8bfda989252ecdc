import * as v from 'valibot';
import { Refusal } from '../families/family.ts';
import { accountNotFound, invalidProperty, switchAccounts, switchError } from '../families/switch.ts';
import type { SwitchAccountRecord } from '../platform/records.ts';
import { withGuesses } from '../platform/switch-accounts.ts';
import type { World } from '../platform/world.ts';
import type { Route, RouteRequest } from './route.ts';
import { countSchema, maybe, NameSchema } from './schemas.ts';
import { type AccountFields, AccountFieldsSchema, withFields } from './switch-fields.ts';
import { matcherOf, sortAccounts } from './switch-search.ts';
import { accountView } from './switch-views.ts';

const DEFAULT_COUNT = '25';
const LARGEST_COUNT = 100;
const COUNT_CAP = 100_000;

const ListSchema = v.object({
  pageStart: v.optional(countSchema(0, 'must be 0 or more'), '0'),
  pageCount: v.optional(countSchema(0, 'must be 0 or more'), DEFAULT_COUNT),
});

const AccountSchema = v.object({
  accountId: maybe(v.string('must be a text')),
  providerAccountId: maybe(NameSchema),
  ...AccountFieldsSchema.entries,
});

/**
 * Accounts of the Switch family, with the recorded behaviours of the real one. Source: UPSTREAM.md,
 * Account API.
 */
export const switchAccountRoutes: readonly Route[] = [
  // The second path was printed once, in the singular.
  ...['/rest/v1/accounts', '/rest/v1/account'].map(
    (path): Route => ({ method: 'GET', path, family: switchAccounts, handle: list }),
  ),
  {
    method: 'GET',
    path: '/rest/v1/accounts/pid/:pid',
    family: switchAccounts,
    handle: (request, world) => one(request, requireAccount(request, world)),
  },
  {
    method: 'GET',
    path: '/rest/v1/accounts/:id',
    family: switchAccounts,
    handle: (request, world) => one(request, requireAccount(request, world)),
  },
  {
    method: 'POST',
    path: '/rest/v1/accounts',
    family: switchAccounts,
    async handle(request, world) {
      const body = await request.json(AccountSchema);
      const pid = body.providerAccountId ?? null;
      if (pid === null || findByPid(world, pid) === undefined) return one(request, create(world, pid, body));
      const text = 'An account with this providerAccountId already exists';
      const property = { propertyName: 'providerAccountId', propertyValue: pid };
      return switchError(409, 'ObjectAlreadyExists', text, 'Account', property);
    },
  },
  // The Java client puts the id in the path.
  ...['/rest/v1/accounts', '/rest/v1/accounts/:id'].map(
    (path): Route => ({ method: 'PUT', path, family: switchAccounts, handle: update }),
  ),
  {
    method: 'DELETE',
    path: '/rest/v1/accounts/:id',
    family: switchAccounts,
    handle(request, world) {
      const account = requireAccount(request, world);
      if (request.searchParams.get('hardDelete') === 'true') world.store.switchAccounts.remove(account.id);
      else world.store.switchAccounts.update(account.id, { status: 'DELETED' });
      // The answer names the account and empties the rest, though a GET still shows it all.
      return envelope('Account', [accountView({ ...BLANK, id: account.id, status: 'DELETED' }, null)]);
    },
  },
];

const BLANK: Omit<SwitchAccountRecord, 'id'> = {
  providerAccountId: null,
  accountName: null,
  customerOrgId: null,
  customerOrgName: null,
  owner: null,
  status: 'ACTIVE',
  type: null,
  address: null,
  properties: null,
  tariffs: null,
  createdAtMs: 0,
};

async function list(request: RouteRequest, { store }: World): Promise<Response> {
  const { pageStart, pageCount: asked } = request.query(ListSchema);
  const isMatch = await matcherOf(request);
  const pid = request.searchParams.get('providerAccountId');
  const found = store.switchAccounts.filter(
    (each) => (pid === null ? each.status !== 'DELETED' : each.providerAccountId === pid) && isMatch(each),
  );
  sortAccounts(found, request);
  const pageCount = Math.min(asked, LARGEST_COUNT);
  const fields = request.searchParams.get('fields');
  return Response.json({
    status: 'success',
    count: Math.min(found.length, COUNT_CAP),
    type: 'Account',
    results: found.slice(pageStart, pageStart + pageCount).map((each) => accountView(each, fields)),
    pageStart,
    pageCount,
  });
}

async function update(request: RouteRequest, world: World): Promise<Response> {
  const body = await request.json(AccountSchema);
  const id = request.param('id') || body.accountId;
  if (id != null) {
    const account = world.store.switchAccounts.get(id);
    if (account === undefined) return accountNotFound('accountId', id);
    return one(request, change(world, account, body));
  }
  const pid = body.providerAccountId;
  if (pid == null) {
    const text = 'An accountId or providerAccountId must be supplied';
    return switchError(400, 'NotNull', text, 'Account', { propertyName: 'accountId' });
  }
  const account = findByPid(world, pid);
  return one(request, account === undefined ? create(world, pid, body) : change(world, account, body));
}

function create({ store, clock }: World, pid: string | null, body: AccountFields): SwitchAccountRecord {
  const blank = { ...BLANK, id: '', providerAccountId: pid, createdAtMs: clock.now() };
  const filled = withGuesses(withFields(blank, body));
  // Only now: a refused request must not use up an id.
  return store.switchAccounts.put({ ...filled, id: store.nextUuid('switch-account') });
}

/** Changes an account. @throws {Refusal} The body names other ids, which cannot change. */
function change(
  { store }: World,
  account: SwitchAccountRecord,
  body: v.InferOutput<typeof AccountSchema>,
): SwitchAccountRecord {
  if (body.accountId != null && body.accountId !== account.id)
    throw new Refusal(invalidProperty('accountId', body.accountId));
  if (body.providerAccountId != null && body.providerAccountId !== account.providerAccountId)
    throw new Refusal(invalidProperty('providerAccountId', body.providerAccountId));
  // Recorded behaviour 1: a PUT does not revive a deleted account.
  if (account.status === 'DELETED') return account;
  return store.switchAccounts.put(withGuesses(withFields(account, body)));
}

/**
 * Returns the account of a path that names it by `:id` or by `:pid`.
 * @throws {Refusal} There is none.
 */
export function requireAccount(request: RouteRequest, world: World): SwitchAccountRecord {
  const id = request.param('id');
  const pid = request.param('pid');
  const account = pid === '' ? world.store.switchAccounts.get(id) : findByPid(world, pid);
  if (account !== undefined) return account;
  throw new Refusal(pid === '' ? accountNotFound('accountId', id) : accountNotFound('providerAccountId', pid));
}

/** Deleted accounts are found too: recorded behaviours 1 and 2. */
const findByPid = ({ store }: World, pid: string): SwitchAccountRecord | undefined =>
  store.switchAccounts.where('providerAccountId', pid)[0];

const one = (request: RouteRequest, account: SwitchAccountRecord): Response =>
  envelope('Account', [accountView(account, request.searchParams.get('fields'))]);

/** Returns the envelope of a success. */
export const envelope = (type: string, results: readonly unknown[]): Response =>
  Response.json({ status: 'success', count: results.length, type, results });
