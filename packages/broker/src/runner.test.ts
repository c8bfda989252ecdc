import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLog } from './node/log.ts';
import { createMetrics } from './node/metrics.ts';
import { ROUTES } from './routes/index.ts';
import { isScope, SCOPES } from './scopes.ts';
import { MemoryStore } from './stores/memory/store.ts';
import { CANARIES } from './testing/fake-platform.ts';
import {
  BROKER_KEY,
  createTestBroker,
  EventReader,
  ORIGIN,
  PLUG_SECRET,
  problemOf,
  SESSION_KEY,
  WEBHOOK_KEY,
} from './testing/test-broker.ts';

/** Returns a path for a template. */
const pathOf = (template: string): string =>
  template
    .replace('/utility_accounts/:id', '/utility_accounts/100')
    .replace('/pid/:id', '/pid/alice')
    .replace(':id', 'mtr_alice')
    .replace(':keyName', 'buildingArea')
    .replace(':session_id', `ses_${'x'.repeat(22)}`)
    .replace(':user', 'alice')
    .replace(':secret', PLUG_SECRET);

/**
 * The routes of each scope, listed independently of the route table, so that a changed scope is
 * noticed.
 */
const SCOPE_OF_ROUTE: Readonly<Record<string, readonly string[]>> = {
  'connections:read': ['GET /utility_credentials', 'GET /plug/credentials'],
  'connections:connect': ['POST /auth/connect_token', 'POST /auth/connect_url', 'POST /plug/connect/url'],
  'accounts:read': ['GET /utility_accounts', 'GET /utility_accounts/:id'],
  'meters:read': ['GET /plug/meters', 'GET /plug/meters/:id'],
  'intervals:read': ['GET /plug/intervals/meters/:id', 'GET /plug/normalizedIntervals/meters/:id'],
  'intervals:activate': ['PATCH /plug/meters/:id'],
  'profile:read': ['GET /rest/v1/accounts/pid/:id'],
  'profile:write': [
    'PUT /rest/v1/accounts',
    'POST /rest/v1/accounts/pid/:id/properties',
    'PUT /rest/v1/accounts/pid/:id/properties',
    'DELETE /rest/v1/accounts/pid/:id/properties/:keyName',
  ],
  'events:read': ['GET /events'],
  'credentials:create': ['POST /plug/credentials'],
};

describe('an answer', () => {
  it('has headers against caching, sniffing, framing and referrers (T19, T73)', async () => {
    const { call, token, broker } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    const answers: [string, Response][] = [];
    for (const { method, path, access } of ROUTES) {
      const target = pathOf(path);
      const credential = access === 'partner' ? BROKER_KEY : alice;
      answers.push([
        `${method} ${path}`,
        await call(method, target, { token: credential, origin: access === 'partner' ? undefined : ORIGIN } as never),
      ]);
      answers.push([`${method} ${path} unauthorised`, await call(method, target, { origin: ORIGIN })]);
      answers.push([
        `${method} ${path} with a bad body`,
        await call(method === 'GET' ? 'POST' : method, target, { token: credential, body: '{' }),
      ]);
      answers.push([
        `OPTIONS ${path}`,
        await call('OPTIONS', target, { origin: ORIGIN, headers: { 'access-control-request-method': method } }),
      ]);
    }
    answers.push(['unknown', await call('GET', '/meters/x.css', { origin: ORIGIN })]);
    for (const [name, { headers, body }] of answers) {
      assert.equal(headers.get('x-content-type-options'), 'nosniff', name);
      assert.match(headers.get('cache-control') ?? '', /^(no-store|private, no-cache|no-store, no-transform)$/, name);
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, name);
      assert.equal(headers.get('referrer-policy'), 'no-referrer', name);
      assert.match(headers.get('vary') ?? '', /Origin/, name);
      assert.notEqual(headers.get('x-request-id'), null, name);
      assert.equal(headers.get('access-control-allow-credentials'), null, name);
      assert.notEqual(headers.get('access-control-allow-origin'), '*', name);
      assert.equal(headers.get('set-cookie'), null, name);
      await body?.cancel();
    }
    await broker.close();
  });

  it('can be read by allowed pages and by no other, also if it is an error (T19)', async () => {
    const { call, token } = createTestBroker({ limits: { requestsPerMinute: 2 } });
    const alice = await token('alice');
    const seen = new Set<number>();
    for (const init of [{}, { token: 'x' }, { token: alice }, { token: alice }, { token: alice }]) {
      const answer = await call('GET', '/utility_accounts', { ...init, origin: ORIGIN });
      seen.add(answer.status);
      assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
      for (const origin of ['https://evil.example', 'null']) {
        assert.equal(
          (await call('GET', '/utility_accounts', { ...init, origin })).headers.get('access-control-allow-origin'),
          null,
        );
      }
    }
    assert.deepEqual([...seen].sort(), [200, 401, 429]);
  });

  it('to a preflight lists the methods of the path and fixed headers, without a credential', async () => {
    const { call } = createTestBroker();
    const ask = (origin: string, path = '/plug/meters/mtr_alice') =>
      call('OPTIONS', path, {
        origin,
        headers: {
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization, x-evil',
        },
      });
    const { status, headers } = await ask(ORIGIN);
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal(headers.get('access-control-allow-methods'), 'GET, PATCH');
    assert.equal((headers.get('access-control-allow-headers') ?? '').includes('x-evil'), false);
    const refused = await ask('https://evil.example');
    assert.equal(refused.headers.get('access-control-allow-origin'), null);
    assert.equal(await problemOf(refused), '403 origin-not-allowed');
  });

  it('is 400 for unknown query parameters, except for a health check', async () => {
    const { broker, call, token } = createTestBroker();
    await broker.warmUp();
    for (const { method, path, access } of ROUTES) {
      const answer = await call(method, `${pathOf(path)}?t=1&t=2&_=x`, {
        token: access === 'partner' ? BROKER_KEY : await token('alice', { scopes: SCOPES }),
        ...(method === 'GET' ? {} : { body: '{}' }),
      });
      assert.equal(answer.status, access === 'public' ? 200 : 400, path);
      await answer.body?.cancel();
    }
    const answer = await call('GET', '/healthz?access_token=x');
    assert.equal(await problemOf(answer), '400 invalid-request', 'a token in an address is always refused');
  });

  it('to HEAD equals the answer to GET, without its body', async () => {
    const { call, token, broker } = createTestBroker();
    const alice = await token('alice');
    for (const path of ['/healthz', '/utility_accounts', '/plug/intervals/meters/mtr_alice', '/events', '/nowhere']) {
      const [head, get] = [await call('HEAD', path, { token: alice }), await call('GET', path, { token: alice })];
      assert.equal(head.status, get.status, path);
      assert.equal(head.headers.get('content-type'), get.headers.get('content-type'));
      assert.equal(await head.text(), '');
      await get.body?.cancel();
    }
    assert.equal(broker.openStreams(), 0);
    assert.equal((await call('HEAD', '/sessions')).status, 405);
  });

  it('for an internal error is a problem document without message and stack of the error (T74)', async () => {
    const store = new MemoryStore({ now: () => 0 });
    store.revocations.isRevoked = () => {
      throw new Error('CANARY inside');
    };
    const { call, token, events } = createTestBroker({ store });
    const answer = await call('GET', '/utility_accounts', { token: await token('alice') });
    const text = await answer.clone().text();
    assert.equal(await problemOf(answer), '503 unavailable');
    assert.equal(/CANARY|\n\s+at |\.ts/.test(text), false);
    assert.equal(
      events.some(({ kind }) => kind === 'fault'),
      true,
    );
  });

  it('to a session without the scope of a route names the missing scope (T20)', async () => {
    const { call, token } = createTestBroker();
    const needed = Object.entries(SCOPE_OF_ROUTE).flatMap(([scope, routes]) => routes.map((route) => [route, scope]));
    const names = ROUTES.filter(({ access }) => isScope(access)).map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual(needed.map(([route]) => route).sort(), names.sort(), 'a new route needs a line in the list above');
    for (const [route = '', scope = ''] of needed) {
      const [method = '', path = ''] = route.split(' ');
      const others = SCOPES.filter((other) => other !== scope);
      const answer = await call(method, pathOf(path), { token: await token('alice', { scopes: others }) });
      const body = (await answer.json()) as { detail: string; type: string };
      assert.equal(answer.status, 403, route);
      assert.match(body.type, /scope-missing$/);
      assert.equal(body.detail, `Needed: ${scope}`);
      const allowed = await call(method, pathOf(path), { token: await token('alice', { scopes: [scope] }) });
      assert.notEqual(allowed.status, 403, route);
      await allowed.body?.cancel();
    }
  });

  it('is reported with its route, its status, its problem and how long it took', async () => {
    const { call, token, platform, events, clock } = createTestBroker();
    const alice = await token('alice');
    platform.faults.push(({ url }) => {
      if (url.pathname === '/utility_accounts') clock.now += 250;
      return null;
    });
    events.length = 0;
    const answers = [
      await call('GET', '/utility_accounts?limit=3', { token: alice }),
      await call('HEAD', '/healthz'),
      await call('GET', '/plug/meters/mtr_none', { token: alice }),
      await call('DELETE', '/plug/meters/mtr_none', { token: alice }),
      await call('GET', '/CANARY', { token: alice }),
    ];
    const requests = events.flatMap((event) => (event.kind === 'request' ? [event] : []));
    assert.deepEqual(
      requests.map(({ requestId }) => requestId),
      answers.map(({ headers }) => headers.get('x-request-id')),
    );
    assert.deepEqual(
      requests.map(({ method, route, status, code, durationMs }) => [method, route, status, code, durationMs]),
      [
        ['GET', '/utility_accounts', 200, null, 250],
        ['GET', '/healthz', 200, null, 0],
        ['GET', '/plug/meters/:id', 404, 'not-found', 0],
        ['other', 'unmatched', 405, 'method-not-allowed', 0],
        ['other', 'unmatched', 404, 'not-found', 0],
      ],
    );
  });

  it('to an invalid body names the field and the rule, not the value', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice', { scopes: SCOPES });
    const login = { providerId: 'p', username: 'u', password: 'CANARY' };
    const cases: [method: string, path: string, body: unknown, detail: string][] = [
      ['POST', '/plug/credentials', { ...login, providerId: 7 }, '"providerId" is not a string.'],
      ['POST', '/plug/credentials', { ...login, providerId: '' }, '"providerId" is empty.'],
      ['POST', '/plug/credentials', { providerId: 'p', password: 'CANARY' }, '"username" is missing.'],
      ['POST', '/plug/credentials', { ...login, extra: 'CANARY' }, '"extra" is not known.'],
      ['POST', '/plug/credentials', 'CANARY'.repeat(9), 'The body is not JSON.'],
      [
        'PATCH',
        '/plug/meters/mtr_alice',
        { isIntervalsProductActive: 'CANARY' },
        '"isIntervalsProductActive" is not true.',
      ],
      [
        'POST',
        '/plug/credentials',
        { ...login, providerId: 'p'.repeat(256) },
        '"providerId" has more than 255 characters.',
      ],
      ...(
        [
          ['7', 'is not a number'],
          [1.5, 'is not a whole number'],
          [0, 'is less than 1'],
          [1e15, 'is more than 999999999999999'],
        ] as const
      ).map(([id, rule]): [string, string, unknown, string] => [
        'POST',
        '/auth/connect_token',
        { utility_credential_id: id },
        `"utility_credential_id" ${rule}.`,
      ]),
      [
        'POST',
        '/rest/v1/accounts/pid/alice/properties',
        { keyName: 'owner', dataValue: 'CANARY' },
        '"keyName" is not valid.',
      ],
    ];
    for (const [method, path, body, expected] of cases) {
      const answer = await call(method, path, { token: alice, body });
      const text = await answer.clone().text();
      assert.equal((JSON.parse(text) as { detail: string }).detail, expected);
      assert.equal(text.includes('CANARY'), false, text);
      assert.equal(await problemOf(answer), '400 invalid-request');
    }
  });

  it('never contains a secret that upstream echoes, nor do logs and metrics (T01, T02, T75, T76)', async () => {
    const lines: string[] = [];
    const log = createLog('debug', Object.values(CANARIES), { write: (line) => void lines.push(line) });
    const metrics = createMetrics();
    const { call, token, platform, webhook, broker } = createTestBroker({
      observe: (event) => {
        log(event);
        metrics.observe(event);
      },
      limits: { requestsPerMinute: 10_000 },
    });
    let echo: 'no' | 'body' | 'error' | 'throw' = 'no';
    platform.faults.push((request) => {
      if (echo === 'no' || request.url.pathname === '/oauth2/token') return null;
      const authorization = request.headers.authorization ?? '';
      if (echo === 'throw') throw new Error(`failed with ${authorization}`);
      const body = {
        data: [],
        error: authorization,
        authorization,
        connect_token: undefined,
        url: undefined,
        meters: [],
        credentials: [],
      };
      return Response.json(body, {
        status: echo === 'body' ? 200 : 500,
        headers: { authorization, 'x-echo': authorization },
      });
    });
    const seen: string[] = [];
    for (echo of ['no', 'body', 'error', 'throw'] as const) {
      const alice = await token('alice', { scopes: SCOPES });
      for (const { method, path, access } of ROUTES) {
        if (access === 'partner' || path === '/events') continue;
        const answer = await call(method, pathOf(path), { token: alice, origin: ORIGIN });
        seen.push(await answer.text(), JSON.stringify([...answer.headers]));
      }
      const stream = new EventReader(await call('GET', '/events', { token: alice }));
      await webhook({ type: `test-${echo}`, data: { id: 1, client_user_id: 'alice', signing_key: WEBHOOK_KEY } });
      seen.push(JSON.stringify(await stream.next()));
      await stream.cancel();
    }
    seen.push(...lines, await (await metrics.fetch(new Request('http://localhost/metrics'))).text());
    const secrets = [...Object.values(CANARIES), BROKER_KEY, WEBHOOK_KEY, PLUG_SECRET, SESSION_KEY];
    const forms = secrets.flatMap((secret) => [
      secret,
      btoa(secret).replace(/=+$/, ''),
      Buffer.from(secret).toString('hex'),
      encodeURIComponent(secret),
    ]);
    const all = seen.join('\n');
    assert.ok(all.length > 10_000);
    for (const form of [...forms, 'CANARY', 'eyJ']) assert.equal(all.includes(form), false, form);
    for (const line of lines) {
      assert.equal(line.trim().includes('\n'), false);
      const { level: _l, time: _t, ...rest } = JSON.parse(line) as Record<string, unknown>;
      const allowed = [
        'kind',
        'method',
        'route',
        'status',
        'code',
        'durationMs',
        'requestId',
        'family',
        'ok',
        'cause',
        'resource',
        'source',
        'outcome',
        'keyIndex',
        'reason',
        'where',
        'name',
        'message',
      ];
      assert.deepEqual(
        Object.keys(rest).filter((key) => !allowed.includes(key)),
        [],
      );
    }
    await broker.close();
  });
});

describe('GET /openapi.json', () => {
  it('describes every route, its body and its answer', async () => {
    const { call, token } = createTestBroker();
    const document = (await (await call('GET', '/openapi.json')).json()) as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { responses: Record<string, { content?: Record<string, unknown> }>; 'x-scope'?: string }>
      >;
    };
    assert.equal(document.openapi, '3.1.0');
    const alice = await token('alice', { scopes: SCOPES });
    for (const route of ROUTES) {
      const operation = document.paths[route.path.replace(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      assert.ok(operation, `${route.method} ${route.path}`);
      if (!isScope(route.access)) continue;
      assert.equal(operation['x-scope'], route.access);
      if (route.bodySchema !== undefined || route.method !== 'GET') continue;
      const answer = await call('GET', pathOf(route.path), { token: alice });
      const described = operation.responses[String(answer.status)]?.content ?? {};
      assert.deepEqual(Object.keys(described), [answer.headers.get('content-type')], route.path);
      await answer.body?.cancel();
    }
    assert.deepEqual(document.paths['/plug/meters/{id}']?.patch, {
      summary: 'Asks for the intervals of one meter of the user.',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^mtr_[A-Za-z0-9-]{1,64}$' } },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              $schema: 'http://json-schema.org/draft-07/schema#',
              type: 'object',
              properties: { isIntervalsProductActive: { const: true } },
              required: ['isIntervalsProductActive'],
              additionalProperties: false,
            },
          },
        },
      },
      security: [{ session: [] }],
      'x-scope': 'intervals:activate',
      responses: {
        200: { description: 'Done.', content: { 'application/json': {} } },
        default: { $ref: '#/components/responses/Problem' },
      },
    });
    assert.deepEqual(document.paths['/sessions/{session_id}']?.delete, {
      summary: 'Ends one session at once, its open streams included.',
      parameters: [
        {
          name: 'session_id',
          in: 'path',
          required: true,
          schema: { type: 'string', pattern: '^ses_[A-Za-z0-9_-]{22}$' },
        },
      ],
      security: [{ brokerKey: [] }],
      responses: { 204: { description: 'Done.' }, default: { $ref: '#/components/responses/Problem' } },
    });
    const operation = (path: string, method: string) => JSON.stringify(document.paths[path]?.[method]);
    assert.match(operation('/auth/connect_token', 'post'), /"requestBody":\{"required":false/);
    assert.match(operation('/plug/meters', 'get'), /"name":"page","in":"query","required":false/);
    assert.match(operation('/plug/credentials', 'post'), /"responses":\{"201":/);
    assert.doesNotMatch(operation('/healthz', 'get'), /security|x-scope|requestBody/);
    const bodies = JSON.stringify(document);
    assert.ok(bodies.includes('"utility_credential_id":{"type":"integer","minimum":1'));
    assert.ok(bodies.includes('"isIntervalsProductActive":{"const":true}'));
  });
});
