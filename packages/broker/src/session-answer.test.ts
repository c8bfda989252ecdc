import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import express from 'express';
import type { IssueSessionError } from './issue-session.ts';
import { type SessionAnswerOptions, sessionAnswer } from './session-answer.ts';
import { BROKER_KEY, createTestBroker } from './testing/test-broker.ts';

const { broker } = createTestBroker();

/** A broker that is called without a network. */
const askBroker: typeof globalThis.fetch = (input, init) => broker.fetch(new Request(input, init));
const refused: typeof globalThis.fetch = () =>
  Promise.reject(new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } }));
const elsewhere: typeof globalThis.fetch = () => Promise.resolve(new Response('<p>CANARY</p>'));
const failing: typeof globalThis.fetch = () => Promise.resolve(new Response('CANARY', { status: 502 }));

const GOOD = { broker: 'http://broker-inside:4020', key: BROKER_KEY, user: 'alice', fetch: askBroker };

async function answer(changes: Partial<SessionAnswerOptions> = {}) {
  const errors: IssueSessionError[] = [];
  const given = await sessionAnswer({ ...GOOD, onError: (error) => errors.push(error), ...changes });
  return { ...given, body: given.body as Record<string, unknown>, errors };
}

describe('sessionAnswer', () => {
  it('is a session with Cache-Control no-store', async () => {
    const { status, headers, body, errors } = await answer();
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['token', 'session_id', 'expires_at']);
    assert.deepEqual(headers, { 'cache-control': 'no-store', 'content-type': 'application/json' });
    assert.deepEqual(errors, []);
  });

  it('is 401 when nobody is signed in, without asking the broker', async () => {
    for (const user of [null, undefined, '']) {
      const { status, body, errors } = await answer({ user, fetch: () => assert.fail('asked') });
      assert.deepEqual([status, body.type], [401, 'https://arc-elements.dev/problems/unauthorized']);
      assert.deepEqual(errors, []);
    }
  });

  const FAILURES: [what: string, changes: Partial<SessionAnswerOptions>, status: number, slug: string, code: string][] =
    [
      ['a wrong key', { key: 'CANARY-wrong-key' }, 502, 'broker-key-wrong', 'broker-key-wrong'],
      ['no broker', { fetch: refused }, 503, 'broker-unreachable', 'broker-unreachable'],
      ['another server at its address', { fetch: elsewhere }, 502, 'broker-unreachable', 'broker-answer-invalid'],
      ['a broker in trouble', { fetch: failing }, 503, 'unavailable', 'broker-failed'],
      [
        'an origin that is not allowed',
        { origins: ['https://a.example'] },
        500,
        'session-not-issued',
        'invalid-request',
      ],
      ['an invalid user', { user: 'undefined' }, 500, 'session-not-issued', 'invalid-options'],
      ['a caller that left', { signal: AbortSignal.abort(), fetch }, 503, 'unavailable', 'aborted'],
    ];
  for (const [what, changes, status, slug, code] of FAILURES) {
    it(`names ${what} to the page, and details only to the server`, async () => {
      const { headers, body, errors, ...rest } = await answer(changes);
      assert.deepEqual([rest.status, body.status], [status, status]);
      assert.deepEqual(Object.keys(body), ['type', 'title', 'status']);
      assert.equal(body.type, `https://arc-elements.dev/problems/${slug}`);
      assert.deepEqual(headers, { 'cache-control': 'no-store', 'content-type': 'application/problem+json' });
      assert.doesNotMatch(JSON.stringify(body), /CANARY|broker-inside/);
      assert.deepEqual(
        errors.map((error) => error.code),
        [code],
      );
    });
  }

  it('logs the reason by default', async (t) => {
    const log = t.mock.method(console, 'error', () => undefined);
    await sessionAnswer({ ...GOOD, fetch: refused });
    assert.deepEqual(
      log.mock.calls.map(({ arguments: words }) => words),
      [['No broker answers at http://broker-inside:4020/sessions (ECONNREFUSED).']],
    );
  });

  it('works with Express and with a Response', async (t) => {
    const app = express();
    app.post('/arc/session', async (request, response) => {
      const user = request.get('x-user');
      const { status, headers, body } = await sessionAnswer({ ...GOOD, user });
      response.status(status).set(headers).json(body);
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/arc/session`;
    for (const user of ['alice', undefined]) {
      const userHeader = user === undefined ? {} : { 'x-user': user };
      const viaExpress = await fetch(url, { method: 'POST', headers: { connection: 'close', ...userHeader } });
      const { status, headers, body } = await answer({ user });
      const asResponse = Response.json(body, { status, headers });
      for (const response of [viaExpress, asResponse]) {
        assert.equal(response.status, user === undefined ? 401 : 200);
        assert.match(
          response.headers.get('content-type') ?? '',
          user === undefined ? /^application\/problem\+json/ : /^application\/json/,
        );
        assert.equal(response.headers.get('cache-control'), 'no-store');
      }
      await viaExpress.body?.cancel();
    }
  });
});
