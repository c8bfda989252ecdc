import type { Context, Hono } from 'hono';
import { isoZ } from '../data/iso.ts';
import { intervalsError, plugError } from '../platform/errors.ts';
import { providerById } from '../platform/providers.ts';
import type { CredentialRecord, MeterRecord } from '../platform/records.ts';
import { type FieldReader, type FieldValue, parseSearch, SearchError } from '../platform/search.ts';
import { checkSandboxMode, guard } from './access.ts';
import { jsonObject, placeOf, placeOfMeter, type World } from './context.ts';
import { urlProblem } from './webhook-endpoints.ts';

const DEFAULT_SIZE = 20;
const LARGEST_SIZE = 100;
const LARGEST_RESULT = 10_000;
const LONGEST_TEXT = 255;

/** Credentials, meters, intervals and the connect URL of the Plug family. */
export function plugRoutes(app: Hono, world: World): void {
  const { store, views, lifecycle, bodies } = world;
  app.use('/plug/*', guard(world, 'plug'), checkSandboxMode);

  app.get('/plug/credentials', (c) =>
    paged(
      c,
      'credentials',
      store.credentials.all(),
      credentialField(world),
      ['username', 'correlationId', 'credentialId', 'provider.name'],
      (each) => views.credential(each),
    ),
  );

  app.post('/plug/credentials', async (c) => {
    const body = await jsonObject(c.req);
    if (body === undefined) return badJson();
    const problem = textProblem(body, ['providerId', 'correlationId', 'webhookUrl', ...USERNAMES, ...PASSWORDS]);
    if (problem !== null) return problem;
    const text = (name: string): string | null => (typeof body[name] === 'string' ? (body[name] as string) : null);
    const providerId = text('providerId');
    if (providerId === null || providerId === '') {
      return plugError(400, 'invalidParameter', 'providerId is required', { param: 'providerId' });
    }
    const webhookUrl = text('webhookUrl');
    const urlIsBad = webhookUrl === null ? null : urlProblem(webhookUrl);
    if (urlIsBad !== null) return plugError(400, 'invalidParameter', `webhookUrl ${urlIsBad}`, { param: 'webhookUrl' });
    const credential = lifecycle.submit({
      user: text('correlationId'),
      providerId,
      username: text('username'),
      moreUsernames: USERNAMES.slice(1).map(text),
      password: text('password'),
      isInteractive: body.isInteractive === true,
      webhookUrl,
    });
    return Response.json(views.credential(credential, 'single'), { status: 201 });
  });

  app.patch('/plug/credentials/:id', async (c) => {
    const credential = store.credentials.get(c.req.param('id'));
    if (credential === undefined) return notFound('credential', c.req.param('id'));
    const body = await jsonObject(c.req);
    if (body === undefined) return badJson();
    const problem = textProblem(body, ['correlationId', ...USERNAMES, ...PASSWORDS]);
    if (problem !== null) return problem;
    for (const name of ['isActive', 'isInteractive']) {
      if (body[name] !== undefined && typeof body[name] !== 'boolean') {
        return plugError(400, 'invalidParameter', `${name} must be true or false`, { param: name });
      }
    }
    const patch: Partial<CredentialRecord> = {
      updatedAtMs: world.clock.now(),
      ...(typeof body.correlationId === 'string' ? { user: body.correlationId } : {}),
      ...(typeof body.isActive === 'boolean' ? { isActive: body.isActive } : {}),
      ...(typeof body.isInteractive === 'boolean' ? { isInteractive: body.isInteractive } : {}),
    };
    let after = store.credentials.update(credential.id, patch);
    if (after.user !== credential.user) lifecycle.touchUser(after.user);
    const sent = typeof body.username === 'string' || typeof body.password === 'string';
    if (sent) {
      after = lifecycle.repair(after, {
        username: typeof body.username === 'string' ? body.username : null,
        password: typeof body.password === 'string' ? body.password : null,
      });
    }
    return Response.json(views.credential(after, 'single'));
  });

  app.get('/plug/meters', (c) => {
    const answer = pageOf(c, store.meters.all(), meterField(world), ['meterNumber', 'meterId']);
    if (answer instanceof Response) return answer;
    const meters = answer.records.map((each) => views.meter(each));
    // The sample of this route is one bare meter.
    if (world.quirks && meters.length === 1) return Response.json(meters[0]);
    return Response.json({ meters, page: quirkyPage(world, answer.page) });
  });

  app.patch('/plug/meters/:id', async (c) => {
    const refused = (status: number): Response =>
      intervalsError(
        status,
        'invalid_meter_activation',
        'Invalid meterId or meter not in appropriate state for activation',
      );
    const meter = store.meters.get(c.req.param('id'));
    if (meter === undefined) return refused(404);
    const body = await jsonObject(c.req);
    if (body === undefined) return badJson();
    const active = body.isIntervalsProductActive;
    const custom = body.customData;
    if (custom !== undefined && !isCustomData(custom)) {
      return plugError(400, 'invalidParameter', 'customData holds at most 10 texts', { param: 'customData' });
    }
    if (active !== undefined && typeof active !== 'boolean') {
      return plugError(400, 'invalidParameter', 'isIntervalsProductActive must be true or false', {
        param: 'isIntervalsProductActive',
      });
    }
    if (active === undefined && custom === undefined) {
      return plugError(400, 'invalidParameter', 'Nothing to change', { param: 'isIntervalsProductActive' });
    }
    let after: MeterRecord = meter;
    if (active === true) {
      const activated = lifecycle.activate(meter);
      if (activated === undefined) return refused(400);
      after = activated;
    } else if (active === false) return refused(400);
    if (custom !== undefined) {
      const updatedAtMs = world.clock.now();
      after = store.meters.update(meter.id, { customData: custom as Record<string, string>, updatedAtMs });
    }
    const page = { number: 0, size: 1, totalElements: 1, totalPages: 1 };
    return Response.json({ meters: [views.meter(after, 'single')], page: quirkyPage(world, page) });
  });

  for (const [path, body] of [
    ['/plug/intervals/meters/:id', bodies.raw],
    ['/plug/normalizedIntervals/meters/:id', bodies.normalized],
  ] as const) {
    app.get(path, (c) => {
      const place = placeOf(world, c.req.param('id') as string);
      const ready = place?.meter.status === 'INTERVALS_SUCCESS';
      if (place === undefined || !ready) {
        return intervalsError(
          place === undefined ? 404 : 400,
          'invalid_intervals_request',
          'Invalid meterId or inactive meter',
        );
      }
      return new Response(body(place), { headers: { 'content-type': 'application/json' } });
    });
  }

  app.post('/plug/connect/url', async (c) => {
    const body = await jsonObject(c.req);
    if (body === undefined) return badJson();
    const user = body.correlationId;
    if (typeof user !== 'string' || user === '' || user.length > LONGEST_TEXT) {
      return plugError(400, 'invalidParameter', `correlationId must be a text of 1 to ${LONGEST_TEXT} characters`, {
        param: 'correlationId',
      });
    }
    lifecycle.touchUser(user);
    const url = new URL('/connect/sandbox', c.req.url);
    url.searchParams.set('correlationId', user);
    url.searchParams.set('apiMode', 'sandbox');
    return Response.json({ url: url.href });
  });
}

const USERNAMES = ['username', 'username2', 'username3', 'username4'];
const PASSWORDS = ['password', 'password2', 'password3', 'password4'];

const badJson = (): Response => plugError(400, 'invalidParameter', 'The request body is not a JSON object');
const notFound = (what: string, value: string): Response =>
  plugError(404, 'notFound', `There is no such ${what}`, { param: 'id', value });

/** The first of the texts that is not one, or too long. Never repeats a value: it may be a password. */
function textProblem(body: Record<string, unknown>, names: readonly string[]): Response | null {
  for (const name of names) {
    const value = body[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || value.length > LONGEST_TEXT) {
      return plugError(400, 'invalidParameter', `${name} must be a text of at most ${LONGEST_TEXT} characters`, {
        param: name,
      });
    }
  }
  return null;
}

function isCustomData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.values(value);
  return entries.length <= 10 && entries.every((each) => typeof each === 'string');
}

interface PageView {
  readonly number: number;
  readonly size: number;
  readonly totalElements: number;
  readonly totalPages: number;
}

const quirkyPage = (world: World, page: PageView): PageView =>
  world.quirks ? { number: 0, size: 0, totalElements: 0, totalPages: 0 } : page;

/** Searches, sorts and cuts a list. */
export function pageOf<T>(
  c: Context,
  records: readonly T[],
  read: FieldReader<T>,
  anywhere: readonly string[],
): Response | { records: readonly T[]; page: PageView } {
  const number = Number(c.req.query('page') ?? '0');
  const asked = Number(c.req.query('size') ?? String(DEFAULT_SIZE));
  if (!Number.isInteger(number) || number < 0)
    return plugError(400, 'invalidParameter', 'page must be 0 or more', { param: 'page' });
  if (!Number.isInteger(asked) || asked < 1)
    return plugError(400, 'invalidParameter', 'size must be 1 or more', { param: 'size' });
  const size = Math.min(asked, LARGEST_SIZE); // larger ones are silently capped
  try {
    const test = parseSearch(c.req.query('search') ?? '', read, anywhere);
    const found = records.filter(test);
    for (const sort of (c.req.queries('sort') ?? []).reverse()) sortBy(found, sort, read);
    const from = number * size;
    const reachable = Math.min(found.length, LARGEST_RESULT);
    return {
      records: found.slice(from, Math.min(from + size, reachable)),
      page: { number, size, totalElements: reachable, totalPages: Math.ceil(reachable / size) },
    };
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    return plugError(400, 'invalidParameter', error.message, { param: 'search' });
  }
}

function paged<T>(
  c: Context,
  key: string,
  records: readonly T[],
  read: FieldReader<T>,
  anywhere: readonly string[],
  view: (record: T) => unknown,
): Response {
  const answer = pageOf(c, records, read, anywhere);
  return answer instanceof Response ? answer : Response.json({ [key]: answer.records.map(view), page: answer.page });
}

function sortBy<T>(records: T[], sort: string, read: FieldReader<T>): void {
  const [field = '', order = 'asc'] = sort.split(',');
  const key = (record: T): string => {
    const value = read(record, field);
    if (value === undefined) throw new SearchError(`Field ${field} cannot be sorted by`);
    return String(value ?? '');
  };
  const sign = order === 'desc' ? -1 : 1;
  records.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** The documented fields by which credentials are searched. */
function credentialField(world: World): FieldReader<CredentialRecord> {
  const { store } = world;
  return (record, field): FieldValue | undefined => {
    const accounts = () => store.accounts.filter((account) => account.credentialId === record.id);
    const meters = () => store.meters.filter((meter) => accounts().some((account) => account.id === meter.accountId));
    switch (field) {
      case 'accountIds':
        return accounts().map((account) => account.id);
      case 'accountNumbers':
      case 'normalizedAccountNumbers':
        return accounts().flatMap((account) => account.accountNumber ?? []);
      case 'correlationId':
        return record.user;
      case 'createdAt':
        return isoZ(record.createdAtMs);
      case 'credentialId':
      case 'id':
        return record.id;
      case 'isAccessible':
        return record.accessible;
      case 'isActive':
        return record.isActive;
      case 'isCustomerActionRequired':
        return record.actionRequired;
      case 'lastModifiedAt':
        return isoZ(record.updatedAtMs);
      case 'meterIds':
        return meters().map((meter) => meter.id);
      case 'nextScheduledAccountRunAt':
        return isoZ(record.updatedAtMs + 86_400_000);
      case 'provider.name':
        return providerById(record.providerId).name;
      case 'provider.providerId':
        return record.providerId;
      case 'siteIds':
        return accounts().map((account) => `ste_${account.id.slice(4)}`);
      case 'status':
        return record.status;
      case 'statusDetail':
        return record.statusDetail;
      case 'totalAccounts':
        return accounts().length;
      case 'username':
        return record.username;
      case 'username2':
      case 'username3':
      case 'username4':
        return record.moreUsernames[Number(field.slice(-1)) - 2] ?? null;
      default:
        return undefined;
    }
  };
}

/** The fields by which meters are searched; only `credentialIds` is documented. */
function meterField(world: World): FieldReader<MeterRecord> {
  return (record, field): FieldValue | undefined => {
    const { account, credential, provider } = placeOfMeter(world, record);
    switch (field) {
      case 'credentialIds':
        return [credential.id];
      case 'accountIds':
        return [account.id];
      case 'accountNumbers':
        return account.accountNumber === null ? [] : [account.accountNumber];
      case 'meterId':
      case 'id':
        return record.id;
      case 'meterNumber':
        return record.meterNumber;
      case 'serviceType':
        return record.service;
      case 'status':
        return record.status;
      case 'statusDetail':
        return record.statusDetail;
      case 'isIntervalsProductActive':
        return record.intervalsActive;
      case 'createdAt':
        return isoZ(record.createdAtMs);
      case 'lastModifiedAt':
        return isoZ(record.updatedAtMs);
      case 'provider.name':
        return provider.name;
      case 'provider.providerId':
        return provider.id;
      default:
        return undefined;
    }
  };
}
