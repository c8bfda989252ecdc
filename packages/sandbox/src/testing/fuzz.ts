import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Controls } from '../routes/control.ts';
import { routesOf } from '../routes/index.ts';
import type { Sandbox } from '../sandbox.ts';

/** A request, as a client that means no good may send it. */
export interface FuzzedRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Longest time that an answer may take, real ms. */
const LONGEST_ANSWER_MS = 5_000;

// Only method and path are read: the handlers are reached by requests.
const ROUTES = routesOf({} as Controls).map(({ method, path }) => ({ method, path }));
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const PARAMETERS = [
  ...['limit', 'order', 'updated_after', 'updated_before', 'client_user_id', 'delivered', 'utility_account_id'],
  ...['page', 'size', 'sort', 'search', 'searchOn', 'isRegex', 'startsWith', 'endsWith', 'sortOn', 'sortOrder'],
  ...['pageStart', 'pageCount', 'fields', 'providerAccountId', 'hardDelete', 'appId', 'appKey'],
  ...['origin', 'token', 'apiMode', 'correlationId', 'providerId', 'zip', 'via'],
];

const FIELDS = [
  ...['client_user_id', 'utility_credential_id', 'variant', 'url', 'arc_version', 'enabled', 'utility_id'],
  ...['username', 'username2', 'password', 'providerId', 'correlationId', 'webhookUrl', 'isInteractive', 'isActive'],
  ...['isIntervalsProductActive', 'customData', 'accountId', 'providerAccountId', 'accountName', 'status', 'type'],
  ...['owner', 'address', 'properties', 'tariffs', 'keyName', 'dataValue', 'accuracy', 'masterTariffId'],
  ...['user', 'scenario', 'id', 'code', 'token', 'zip', 'seed', 'now', 'client_id', 'client_secret'],
  ...['path', 'method', 'times', 'headers', 'body', 'cutAfterBytes', 'malformed'],
];

const ODD_TEXTS = [
  ...['', '..', '%00', '%', '-1', '0', '1', '1e9', '9'.repeat(400), 'null', 'true', 'false', 'NaN', '\u0000', '\ud800'],
  ...['__proto__', 'constructor', 'toString', '^(a+)+$', '((a{1,99}){1,99}){1,99}', '(', '*', '/', '/plug/*', '.*'],
  ...[
    '2026-02-30',
    '2026-03-20T12:00:00Z',
    '+275760-09-13T00:00:00Z',
    'createdAt,desc',
    'credentialIds==x',
    '('.repeat(99),
  ],
  ...[
    'http://127.0.0.1:9/',
    'https://evil.example/',
    'file:///etc/passwd',
    'solar-home',
    'body-cut',
    'verified',
    '123456',
  ],
  ...[
    'ARC_DEMO_SECOND_FACTOR',
    'ACTIVE',
    'ACTIVE,DELETED',
    '94110',
    'a@b.example',
    'x'.repeat(300),
    'GET',
    '001',
    '522',
  ],
];

/** Requests of every route, right and wrong. `ids` are ids that exist. */
export function fuzzedRequests(ids: readonly string[], token: string): fc.Arbitrary<FuzzedRequest> {
  const text = fc.oneof(fc.constantFrom(...ids), fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'binary' }));
  const value = fc.oneof(
    { weight: 4, arbitrary: text },
    fc.constantFrom(null, true, false, 0, -1, 1.5, 204, 304, 429, 599, 1e21, [], {}),
    fc.jsonValue({ maxDepth: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), text, { maxKeys: 3 }),
  );
  const fields = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 6 });
  // Advances by years are slow and no fault; they have a test of their own.
  const advance = fc.record({ advanceMs: fc.constantFrom<unknown>(0, 1, 3_600_000, 86_400_000, -1, '1', null, 1e300) });
  const object = fc.oneof({ weight: 5, arbitrary: fields }, advance);
  const body = fc.oneof(
    { weight: 6, arbitrary: object.map((each) => JSON.stringify(each)) },
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '[', '{"a":', '[]', '"text"', 'grant_type=client_credentials&client_id=001&client_secret=001'),
  );
  const query = fc.dictionary(fc.constantFrom(...PARAMETERS), text, { maxKeys: 4 });
  const authorization = fc.oneof(
    { weight: 5, arbitrary: fc.constant(`Bearer ${token}`) },
    { weight: 3, arbitrary: fc.constant(`Basic ${btoa('001:001')}`) },
    fc.constantFrom('', 'Bearer', 'Basic !', 'Basic AA==', `Bearer ${'x'.repeat(5_000)}`),
  );
  const headers = fc.record({
    authorization,
    'arc-version': fc.constantFrom('2024-02-21', '2022-10-13', '', 'soon'),
    'x-sandbox-mode': fc.constantFrom('', 'true', 'maybe'),
    'content-type': fc.constantFrom('application/json', 'text/plain', 'multipart/form-data', 'x'),
    origin: fc.constantFrom(
      '',
      '',
      '',
      'null',
      'https://evil.example',
      'http://sandbox.test',
      'http://localhost:1',
      '::',
    ),
    'x-forwarded-proto': fc.constantFrom('', 'https', 'x'),
  });
  return fc
    .record({
      route: fc.constantFrom(...ROUTES),
      otherMethod: fc.option(fc.constantFrom(...METHODS), { freq: 4 }),
      otherPath: fc.option(fc.webPath(), { freq: 12 }),
      segments: fc.array(text, { minLength: 3, maxLength: 3 }),
      query,
      headers,
      body,
    })
    .map(({ route, otherMethod, otherPath, segments, query: parameters, headers: sent, body: content }) => {
      const method = otherMethod ?? route.method;
      let at = 0;
      const filled = route.path.replace(/:\w+(\{[^}]*\}+)?/g, () => encoded(segments[at++ % 3] as string));
      const search = new URLSearchParams(parameters).toString();
      return {
        method,
        target: (otherPath || filled) + (search === '' ? '' : `?${search}`),
        headers: Object.fromEntries(Object.entries(sent).filter(([, each]) => each !== '')),
        body: method === 'GET' || method === 'HEAD' ? undefined : content,
      };
    });
}

/**
 * Sends a request and checks that it is answered in time, and not with a fault of the sandbox's
 * own.
 */
export async function checkAnswer(
  sandbox: Sandbox,
  { method, target, headers, body }: FuzzedRequest,
  send: (path: string, init: RequestInit) => Promise<Response>,
): Promise<void> {
  // A fault that an earlier request has set may ask for any status, and for broken bodies.
  const isFaulty = sandbox.faults.all().length > 0;
  const began = performance.now();
  const init = { method, headers, redirect: 'manual' as const, ...(body === undefined ? {} : { body }) };
  let status = 0;
  try {
    const answer = await send(target, { ...init, signal: AbortSignal.timeout(LONGEST_ANSWER_MS) });
    status = answer.status;
    await answer.arrayBuffer();
  } catch (error) {
    assert.equal(isFaulty, true, `${method} ${target}: ${String(error)}`);
  }
  assert.equal(status < 500 || isFaulty, true, `${method} ${target} is ${status}`);
  assert.equal(performance.now() - began < LONGEST_ANSWER_MS, true, `${method} ${target} took too long`);
  if (isFaulty) sandbox.faults.clear();
}

/** Returns a path segment, encoded. A lone surrogate cannot be encoded. */
function encoded(segment: string): string {
  return encodeURIComponent(segment.toWellFormed()).replace(/^\.+$/, '%2E');
}
