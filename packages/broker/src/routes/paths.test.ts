import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isScope, SCOPES } from '../scopes.ts';
import { createTestBroker, PLUG_SECRET, problemOf } from '../testing/test-broker.ts';
import { ROUTES } from './index.ts';

const ALL = { scopes: SCOPES };

/** Every route with an id: an id of the user, one of another user, and invalid ones. */
const SWEEP: Record<
  string,
  {
    readonly own: string;
    readonly foreign: string;
    readonly absent: string;
    readonly malformed: readonly string[];
    readonly body?: unknown;
  }
> = {
  'GET /utility_accounts/:id': {
    own: '/utility_accounts/100',
    foreign: '/utility_accounts/200',
    absent: '/utility_accounts/300',
    malformed: [
      '/utility_accounts/0100',
      '/utility_accounts/1e2',
      '/utility_accounts/+100',
      '/utility_accounts/100.0',
      '/utility_accounts/%EF%BC%91',
      '/utility_accounts/99999999999999999999',
    ],
  },
  'GET /plug/meters/:id': {
    own: '/plug/meters/mtr_alice',
    foreign: '/plug/meters/mtr_bob',
    absent: '/plug/meters/mtr_none',
    malformed: [
      '/plug/meters/..%2f..%2fusers',
      '/plug/meters/mtr_a%0d%0ab',
      '/plug/meters/mtr_%00',
      '/plug/meters/mtr_a%2Fb',
      '/plug/meters/%',
      '/plug/meters/mtr_a,mtr_bob',
    ],
  },
  'PATCH /plug/meters/:id': {
    own: '/plug/meters/mtr_alice',
    foreign: '/plug/meters/mtr_bob',
    absent: '/plug/meters/mtr_none',
    malformed: ['/plug/meters/crd_alice'],
    body: { isIntervalsProductActive: true },
  },
  'GET /plug/intervals/meters/:id': {
    own: '/plug/intervals/meters/mtr_alice',
    foreign: '/plug/intervals/meters/mtr_bob',
    absent: '/plug/intervals/meters/mtr_none',
    malformed: ['/plug/intervals/meters/..%2fx'],
  },
  'GET /plug/normalizedIntervals/meters/:id': {
    own: '/plug/normalizedIntervals/meters/mtr_alice',
    foreign: '/plug/normalizedIntervals/meters/mtr_bob',
    absent: '/plug/normalizedIntervals/meters/mtr_none',
    malformed: ['/plug/normalizedIntervals/meters/%2e%2e%2f'],
  },
  'GET /rest/v1/accounts/pid/:id': {
    own: '/rest/v1/accounts/pid/alice',
    foreign: '/rest/v1/accounts/pid/bob',
    absent: '/rest/v1/accounts/pid/none',
    malformed: ['/rest/v1/accounts/pid/a%20b'],
  },
  'POST /rest/v1/accounts/pid/:id/properties': {
    own: '/rest/v1/accounts/pid/alice/properties',
    foreign: '/rest/v1/accounts/pid/bob/properties',
    absent: '/rest/v1/accounts/pid/none/properties',
    malformed: [],
    body: { keyName: 'buildingArea', dataValue: '100' },
  },
  'PUT /rest/v1/accounts/pid/:id/properties': {
    own: '/rest/v1/accounts/pid/alice/properties',
    foreign: '/rest/v1/accounts/pid/bob/properties',
    absent: '/rest/v1/accounts/pid/none/properties',
    malformed: [],
    body: { keyName: 'buildingArea', dataValue: '100' },
  },
  'DELETE /rest/v1/accounts/pid/:id/properties/:keyName': {
    own: '/rest/v1/accounts/pid/alice/properties/buildingArea',
    foreign: '/rest/v1/accounts/pid/bob/properties/buildingArea',
    absent: '/rest/v1/accounts/pid/none/properties/buildingArea',
    malformed: ['/rest/v1/accounts/pid/alice/properties/a%2fb'],
  },
};

describe('ids in paths', () => {
  it('have a row for every route with an id (T21)', () => {
    const withId = ROUTES.filter(({ access, path }) => isScope(access) && path.includes(':')).map(
      ({ method, path }) => `${method} ${path}`,
    );
    assert.deepEqual(withId.sort(), Object.keys(SWEEP).sort());
  });

  for (const [name, row] of Object.entries(SWEEP)) {
    it(`of ${name} reach the user's own, and another user's looks like an unknown one (T21, T35)`, async () => {
      const { call, token, platform } = createTestBroker();
      const alice = await token('alice', ALL);
      const method = name.split(' ')[0] ?? '';
      const ask = async (path: string) => {
        const answer = await call(method, path, {
          token: alice,
          ...(row.body === undefined ? {} : { body: row.body }),
        });
        const { instance, ...body } = (await answer.json()) as Record<string, unknown>;
        return {
          status: answer.status,
          body,
          instance,
          headers: [...answer.headers].filter(([key]) => key !== 'x-request-id'),
        };
      };
      assert.equal((await ask(row.own)).status, 200);
      const before = platform.requests.filter(({ method: sent }) => sent !== 'GET').length;
      const foreign = await ask(row.foreign);
      const absent = await ask(row.absent);
      assert.equal(foreign.status, 404);
      assert.deepEqual({ ...foreign, instance: null }, { ...absent, instance: null });
      for (const path of row.malformed) assert.equal((await ask(path)).status, 404, path);
      assert.equal(
        platform.requests.filter(({ method: sent }) => sent !== 'GET').length,
        before,
        'nothing was written upstream',
      );
    });
  }

  it('look alike for any refusal of the platform (T21)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    let status = 404;
    platform.faults.push(({ url }) =>
      url.pathname === '/utility_accounts/200' ? new Response('{"error":"CANARY"}', { status }) : null,
    );
    for (status of [400, 403, 404, 410, 422])
      assert.equal(await problemOf(await call('GET', '/utility_accounts/200', { token: alice })), '404 not-found');
    status = 500;
    assert.equal((await call('GET', '/utility_accounts/200', { token: alice })).status >= 500, true);
  });

  it('never lead to another upstream path than that of the route (T26)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    for (const id of [
      '..%2f..%2fusers',
      '%2e%2e',
      '..;',
      'mtr_x%5c..%5c',
      '%252e%252e%252f',
      'mtr_x%23',
      'mtr_x%3Fa=b',
    ]) {
      assert.equal((await call('GET', `/plug/intervals/meters/${id}`, { token: alice })).status, 404, id);
    }
    const paths = new Set(platform.requests.map(({ url }) => url.pathname));
    assert.deepEqual(
      [...paths].filter((path) => path !== '/oauth2/token' && !path.startsWith('/plug/')),
      [],
    );
  });
});

describe('the route table', () => {
  it('answers unknown paths with 404, and other methods with 405 and Allow (T22, T40)', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice', ALL);
    for (const path of [
      '/',
      '/users',
      '/users/alice',
      '/oauth2/token',
      '/auth/access_token',
      '/webhook/endpoints',
      '/plug/meters/',
      '/plug/meters/mtr_alice/x',
      '/PLUG/meters',
      '/utility_credentials/10',
      '/plug//meters',
      '/meters/x.css',
      '/metrics',
      `/webhooks/plug/${PLUG_SECRET}/x`,
      '/rest/v1/accounts/acc-alice',
    ]) {
      assert.equal(await problemOf(await call('GET', path, { token: alice })), '404 not-found', path);
    }
    const answer = await call('DELETE', '/plug/meters/mtr_alice', { token: alice });
    assert.equal(answer.headers.get('allow'), 'GET, PATCH');
    assert.equal(await problemOf(answer), '405 method-not-allowed');
    assert.equal(platform.requests.length, 0);
  });
});
