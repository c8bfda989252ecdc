import type { Context, Hono } from 'hono';
import { switchError } from '../platform/errors.ts';
import type { PropertyRecord, SwitchAccountRecord } from '../platform/records.ts';
import { placeOfZip } from '../platform/switch-accounts.ts';
import { requireAppKey } from './access.ts';
import { jsonObject, type World } from './context.ts';
import { applyFields, type FieldProblem, propertyFrom, setProperty } from './switch-fields.ts';
import { accountView, propertyView, tariffView } from './switch-views.ts';

const DEFAULT_COUNT = 25;
const LARGEST_COUNT = 100;
const COUNT_CAP = 100_000;

/** Accounts of the Switch family, with the recorded behaviours of the real one. */
export function switchRoutes(app: Hono, world: World): void {
  const { store, clock } = world;
  app.use('/rest/v1/*', requireAppKey);

  const find = (id: string): SwitchAccountRecord | undefined => store.switchAccounts.get(id);
  // Deleted ones are found too: a PUT does not revive them, and a GET shows their old name (recorded behaviours 1 and 2).
  const findByPid = (pid: string): SwitchAccountRecord | undefined =>
    store.switchAccounts.find((each) => each.providerAccountId === pid);
  const one = (c: Context, account: SwitchAccountRecord): Response =>
    envelope('Account', [accountView(account, c.req.query('fields'))]);

  const list = (c: Context): Response => {
    const start = Number(c.req.query('pageStart') ?? '0');
    const asked = Number(c.req.query('pageCount') ?? String(DEFAULT_COUNT));
    if (!Number.isInteger(start) || start < 0) return invalid('pageStart', c.req.query('pageStart'));
    if (!Number.isInteger(asked) || asked < 0) return invalid('pageCount', c.req.query('pageCount'));
    const test = searchOf(c);
    if (test instanceof Response) return test;
    const pid = c.req.query('providerAccountId');
    const found = store.switchAccounts.filter(
      (each) => (pid === undefined ? each.status !== 'DELETED' : each.providerAccountId === pid) && test(each),
    );
    const sorts = (c.req.query('sortOn') ?? '').split(',').filter((name) => name !== '');
    const descending = (c.req.query('sortOrder') ?? 'ASC').toUpperCase().startsWith('D');
    for (const name of sorts.reverse()) {
      found.sort((a, b) => (descending ? -1 : 1) * compare(textOf(a, name), textOf(b, name)));
    }
    const count = Math.min(asked, LARGEST_COUNT);
    return Response.json({
      status: 'success',
      count: Math.min(found.length, COUNT_CAP),
      type: 'Account',
      results: found.slice(start, start + count).map((each) => accountView(each, c.req.query('fields'))),
      pageStart: start,
      pageCount: count,
    });
  };

  const create = (body: Record<string, unknown>): Response | SwitchAccountRecord => {
    const blank: SwitchAccountRecord = {
      id: '',
      providerAccountId: typeof body.providerAccountId === 'string' ? body.providerAccountId : null,
      accountName: null,
      customerOrgId: null,
      customerOrgName: null,
      owner: null,
      status: 'ACTIVE',
      type: null,
      address: null,
      properties: null,
      tariffs: null,
      createdAtMs: clock.now(),
    };
    const filled = applyFields(blank, body);
    if ('problem' in filled) return rejected(filled);
    // Only now: a refused request must not use up an id.
    return store.switchAccounts.put(guess({ ...filled, id: store.nextUuid('switch-account') }));
  };

  const change = (account: SwitchAccountRecord, body: Record<string, unknown>): Response | SwitchAccountRecord => {
    for (const [name, have] of [
      ['accountId', account.id],
      ['providerAccountId', account.providerAccountId],
    ] as const) {
      if (body[name] !== undefined && body[name] !== null && body[name] !== have) return invalid(name, body[name]);
    }
    if (account.status === 'DELETED') return account;
    const filled = applyFields(account, body);
    return 'problem' in filled ? rejected(filled) : store.switchAccounts.put(guess(filled));
  };

  app.get('/rest/v1/accounts', list);
  app.get('/rest/v1/account', list);

  app.get('/rest/v1/accounts/pid/:pid', (c) => {
    const account = findByPid(c.req.param('pid'));
    return account === undefined ? missing('providerAccountId', c.req.param('pid')) : one(c, account);
  });

  app.get('/rest/v1/accounts/:id', (c) => {
    const account = find(c.req.param('id'));
    return account === undefined ? missing('accountId', c.req.param('id')) : one(c, account);
  });

  app.post('/rest/v1/accounts', async (c) => {
    const body = await jsonObject(c.req);
    if (body === undefined) return badBody();
    const pid = body.providerAccountId;
    if (typeof pid === 'string' && findByPid(pid) !== undefined) {
      return switchError(
        409,
        'ObjectAlreadyExists',
        'An account with this providerAccountId already exists',
        'Account',
        {
          propertyName: 'providerAccountId',
          propertyValue: pid,
        },
      );
    }
    const account = create(body);
    return account instanceof Response ? account : one(c, account);
  });

  const update = async (c: Context): Promise<Response> => {
    const body = await jsonObject(c.req);
    if (body === undefined) return badBody();
    // The Java client puts the id in the path.
    const id = c.req.param('id') ?? body.accountId;
    const pid = body.providerAccountId;
    if (typeof id === 'string') {
      const account = find(id);
      if (account === undefined) return missing('accountId', id);
      const changed = change(account, body);
      return changed instanceof Response ? changed : one(c, changed);
    }
    if (typeof pid !== 'string' || pid === '') {
      return switchError(400, 'NotNull', 'An accountId or providerAccountId must be supplied', 'Account', {
        propertyName: 'accountId',
      });
    }
    const account = findByPid(pid);
    const changed = account === undefined ? create(body) : change(account, body);
    return changed instanceof Response ? changed : one(c, changed);
  };
  app.put('/rest/v1/accounts', update);
  app.put('/rest/v1/accounts/:id', update);

  app.delete('/rest/v1/accounts/:id', (c) => {
    const account = find(c.req.param('id'));
    if (account === undefined) return missing('accountId', c.req.param('id'));
    if (c.req.query('hardDelete') === 'true') store.switchAccounts.remove(account.id);
    else store.switchAccounts.update(account.id, { status: 'DELETED' });
    // The answer names the account and empties the rest, though a GET still shows it all.
    const emptied: SwitchAccountRecord = {
      ...account,
      providerAccountId: null,
      accountName: null,
      customerOrgId: null,
      customerOrgName: null,
      owner: null,
      type: null,
      address: null,
      properties: null,
      tariffs: null,
      status: 'DELETED',
    };
    return envelope('Account', [accountView(emptied, undefined)]);
  });

  const setOne = async (c: Context, account: SwitchAccountRecord | undefined, name: string): Promise<Response> => {
    if (account === undefined) return missing(name, c.req.param(name === 'accountId' ? 'id' : 'pid') ?? '');
    const body = await jsonObject(c.req);
    if (body === undefined) return badBody();
    const property = propertyFrom(body);
    if ('problem' in property) return rejected(property);
    if (account.status !== 'DELETED') {
      const changed = setProperty(account, property);
      if ('problem' in changed) return rejected(changed);
      store.switchAccounts.put(guess(changed));
    }
    return envelope('PropertyData', [propertyView(property, true)]);
  };
  for (const method of ['post', 'put'] as const) {
    app[method]('/rest/v1/accounts/pid/:pid/properties', (c) =>
      setOne(c, findByPid(c.req.param('pid')), 'providerAccountId'),
    );
    app[method]('/rest/v1/accounts/:id/properties', (c) => setOne(c, find(c.req.param('id')), 'accountId'));
  }

  app.delete('/rest/v1/accounts/:id/properties/:keyName', (c) => {
    const account = find(c.req.param('id'));
    if (account === undefined) return missing('accountId', c.req.param('id'));
    const key = c.req.param('keyName');
    if (account.properties?.[key] !== undefined) {
      const { [key]: _removed, ...properties } = account.properties;
      store.switchAccounts.update(account.id, { properties });
    }
    return Response.json({ status: 'success', count: 0, type: 'PropertyData', results: null });
  });

  const tariffs = (account: SwitchAccountRecord): Response =>
    envelope(
      'Tariff',
      (account.tariffs ?? []).map((each) => tariffView(each)),
    );
  for (const [path, lookUp, name] of [
    ['/rest/v1/accounts/pid/:key/tariffs', findByPid, 'providerAccountId'],
    ['/rest/v1/accounts/:key/tariffs', find, 'accountId'],
  ] as const) {
    app.get(path, (c) => {
      const account = lookUp(c.req.param('key') as string);
      return account === undefined ? missing(name, c.req.param('key') as string) : tariffs(account);
    });
    app.on(['POST', 'PUT'], path, async (c) => {
      const account = lookUp(c.req.param('key') as string);
      if (account === undefined) return missing(name, c.req.param('key') as string);
      const body = await jsonObject(c.req);
      if (body === undefined) return badBody();
      const property: PropertyRecord = {
        keyName: 'masterTariffId',
        dataType: null,
        dataValue: String(body.masterTariffId),
        accuracy: 100,
      };
      const changed = setProperty(account, property);
      if ('problem' in changed) return rejected(changed);
      return tariffs(store.switchAccounts.put(changed));
    });
    // Recorded behaviour 5: the lseId that a tariff brought stays when the tariffs are gone.
    app.delete(`${path}/:masterTariffId`, (c) => {
      const account = lookUp(c.req.param('key') as string);
      if (account === undefined) return missing(name, c.req.param('key') as string);
      const kept = (account.tariffs ?? []).filter(
        (each) => String(each.masterTariffId) !== c.req.param('masterTariffId'),
      );
      store.switchAccounts.update(account.id, { tariffs: kept });
      return Response.json({ status: 'success', count: 0, type: 'Tariff', results: null });
    });
  }

  app.all('/rest/v1/*', () => switchError(404, 'ObjectNotFound', 'There is no such resource', 'request'));
}

/** Completes an account with an address: a place on the map, and a tariff guessed from it until one is set. */
function guess(account: SwitchAccountRecord): SwitchAccountRecord {
  const zip = account.address?.zip;
  if (typeof zip !== 'string') return account;
  const explicit = account.tariffs?.some((tariff) => tariff.likelihood >= 100) === true;
  const residential = account.properties?.customerClass?.dataValue !== '2';
  const place = placeOfZip(zip);
  return {
    ...account,
    address: { ...account.address, country: account.address?.country ?? 'US', ...place },
    tariffs: explicit
      ? account.tariffs
      : [{ masterTariffId: residential ? 9000101 : 9000104, likelihood: residential ? 74.03 : 61.2 }],
  };
}

const envelope = (type: string, results: readonly unknown[]): Response =>
  Response.json({ status: 'success', count: results.length, type, results });
const missing = (propertyName: string, propertyValue: string): Response =>
  switchError(404, 'ObjectNotFound', 'The object was not found', 'Account', { propertyName, propertyValue });
const invalid = (propertyName: string, value: unknown): Response =>
  switchError(400, 'InvalidValue', `The value of ${propertyName} is not valid`, 'Account', {
    propertyName,
    propertyValue: String(value).slice(0, 255),
  });
const badBody = (): Response => switchError(400, 'InvalidJson', 'The request body is not a JSON object', 'Account');
const rejected = ({ problem, name, value }: FieldProblem): Response =>
  switchError(400, 'InvalidValue', problem, 'Account', { propertyName: name, propertyValue: value });

const FIELDS = [
  'accountName',
  'customerOrgName',
  'accountId',
  'providerAccountId',
  'owner',
  'status',
  'type',
  'customerOrgId',
] as const;
const textOf = (account: SwitchAccountRecord, name: string): string => {
  if (name === 'accountId') return account.id;
  return FIELDS.includes(name as never) ? String(account[name as 'accountName'] ?? '') : '';
};
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Reads `search`, `searchOn`, `startsWith`, `endsWith` and `isRegex`. */
function searchOf(c: Context): Response | ((account: SwitchAccountRecord) => boolean) {
  const text = c.req.query('search');
  if (text === undefined || text === '') return () => true;
  const fields = (c.req.query('searchOn') ?? 'accountName,customerOrgName').split(',');
  const unknown = fields.find((field) => !FIELDS.includes(field as never));
  if (unknown !== undefined) return invalid('searchOn', unknown);
  const on = (name: string): boolean => c.req.query(name) === 'true';
  let test: (value: string) => boolean;
  if (on('isRegex')) {
    const pattern = regexOf(text);
    if (pattern === undefined) return invalid('search', text);
    test = (value) => pattern.test(value);
  } else {
    const wanted = text.toLowerCase();
    test = on('startsWith')
      ? (value) => value.startsWith(wanted)
      : on('endsWith')
        ? (value) => value.endsWith(wanted)
        : (value) => value.includes(wanted);
    const plain = test;
    test = (value) => plain(value.toLowerCase());
  }
  return (account) => fields.some((field) => test(textOf(account, field)));
}

function regexOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'i');
  } catch {
    return undefined; // the constructor is the only way to ask, and it answers by throwing
  }
}
