import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, describe, it } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import { IssueSessionError, type IssueSessionOptions, issueSession } from './issue-session.ts';
import { BROKER_KEY, createTestBroker } from './testing/test-broker.ts';

const closers: (() => void)[] = [];
after(() => {
  for (const close of closers) close();
});

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Returns a server that is no broker and gives all requests the same answer. */
const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  listen((_, response) => response.writeHead(status, headers).end(body));

/** Calls `issueSession` without type checks. Returns what it throws. */
async function failure(options: Readonly<Record<string, unknown>>): Promise<IssueSessionError> {
  const error = await issueSession(options as unknown as IssueSessionOptions).then(
    () => assert.fail('a session was issued'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof IssueSessionError, String(error));
  assert.equal(error.name, 'IssueSessionError');
  assert.doesNotMatch(`${error.message}\n${error.stack}\n${JSON.stringify(error)}`, /CANARY/);
  return error;
}

const problemBody = (code: string) =>
  JSON.stringify({ type: `https://arc-elements.dev/problems/${code}`, title: 'CANARY', detail: 'Not so.' });

describe('issueSession', () => {
  const { broker } = createTestBroker();
  const started = listen(getRequestListener(broker.fetch));
  const good = async () => ({ broker: await started, key: BROKER_KEY, user: 'alice' });

  it('returns the session of the broker’s answer', async () => {
    const { broker: url, ...rest } = await good();
    for (const address of [url, `${url}/`]) {
      const session = await issueSession({ broker: address, ...rest, ttl: 60, scopes: ['meters:read'] });
      assert.deepEqual(Object.keys(session), ['token', 'session_id', 'expires_at']);
    }
  });

  it('sends a whole number as its digits', async () => {
    const { token } = await issueSession({ ...(await good()), user: 42 });
    const [, claims = ''] = token.split('.');
    assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).sub, '42');
  });

  it('keeps the path under which the broker is mounted', async () => {
    const asked: string[] = [];
    const session = { token: 't', session_id: 's', expires_at: 'e' };
    const fetch = (url: unknown) => {
      asked.push(String(url));
      return Promise.resolve(Response.json(session, { status: 201 }));
    };
    await issueSession({ broker: 'https://partner.example/arc/', key: 'key', user: 'alice', fetch: fetch as never });
    assert.deepEqual(asked, ['https://partner.example/arc/sessions']);
  });

  const NO_USER = 'user is missing: the calling server does not know who is signed in';
  const SLIP =
    'user looks like a slip in the calling server: it is what a program writes where a value is missing, not an id';
  const OPTIONS: [changes: Readonly<Record<string, unknown>>, detail: string][] = [
    [{ broker: undefined }, 'broker is missing'],
    [{ broker: 'broker.example' }, 'broker is not an http(s) address'],
    [{ broker: 'ftp://broker.example' }, 'broker is not an http(s) address'],
    [{ broker: 'http://name:CANARY@broker.example' }, 'broker has a user name, a query or a fragment in it'],
    [{ broker: 'http://CANARY@broker.example' }, 'broker has a user name, a query or a fragment in it'],
    [{ broker: 'http://:CANARY@broker.example' }, 'broker has a user name, a query or a fragment in it'],
    [{ broker: 'http://broker.example?CANARY' }, 'broker has a user name, a query or a fragment in it'],
    [{ broker: 'http://broker.example#CANARY' }, 'broker has a user name, a query or a fragment in it'],
    [{ key: undefined }, 'key is missing'],
    [{ key: '' }, 'key is empty'],
    [{ key: 'CANARY\n' }, 'key has white space around it or a control character in it'],
    [{ key: 'CANARY,CANARY' }, 'key has a character that no key may have: white space, a comma or non-ASCII'],
    [{ user: undefined }, NO_USER],
    [{ user: null }, NO_USER],
    [{ user: 7.5 }, 'user is not a string; send the id as a string'],
    [{ user: 7n }, 'user is not a string; send the id as a string'],
    [{ user: { id: 'CANARY' } }, 'user is not a string; send the id as a string'],
    [{ user: 'undefined' }, SLIP],
    [{ user: '[object Object]' }, SLIP],
    [{ user: 'CANARY CANARY' }, 'user is not 1 to 128 letters, digits or _.:@-, or is only dots'],
    [{ ttl: 7n }, 'ttl is not a whole number from 1 to 900'],
    [{ scopes: [] }, 'scopes is empty; leave it out for the default'],
    [{ scope: ['meters:read'] }, 'scope is not known; scopes is'],
    [{ fetch: 7 }, 'fetch is not a function'],
    [{ signal: 7 }, 'signal is not an AbortSignal'],
  ];
  for (const [changes, detail] of OPTIONS) {
    it(`sends nothing if ${detail}`, async () => {
      const fetch = () => assert.fail('asked');
      const { code, status, message, ...rest } = await failure({ ...(await good()), fetch, ...changes });
      assert.deepEqual([code, status, rest.detail], ['invalid-options', null, detail]);
      assert.equal(message, `issueSession: ${detail}.`);
    });
  }

  it('names a missing option of a call without options', async () => {
    assert.equal((await failure({})).detail, 'broker is missing');
    const { broker: url } = await good();
    assert.equal((await failure({ broker: url })).detail, 'key is missing');
    assert.equal((await failure({ broker: url, key: 'key' })).detail, NO_USER);
  });

  it('reports a wrong key with the address', async () => {
    const options = await good();
    const { code, status, message } = await failure({ ...options, key: 'CANARY-wrong-key' });
    assert.deepEqual([code, status], ['broker-key-wrong', 401]);
    assert.equal(
      message,
      `The broker at ${options.broker}/sessions does not know this key (401): it has to be one of its ARC_BROKER_KEYS.`,
    );
  });

  it('repeats the broker’s message about a request', async () => {
    const options = await good();
    const { code, status, detail, message } = await failure({ ...options, origins: ['https://other.example'] });
    assert.deepEqual([code, status], ['invalid-request', 400]);
    assert.equal(detail, 'An origin is not among those the broker allows.');
    assert.equal(message, `The broker at ${options.broker}/sessions refused the request (400): ${detail}`);
  });

  it('reports an unreachable broker with address and cause', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    const { code, status, detail, message, cause } = await failure({ ...(await good()), broker: `${url}/arc` });
    assert.deepEqual([code, status, detail], ['broker-unreachable', null, 'ECONNREFUSED']);
    assert.equal(message, `No broker answers at ${url}/arc/sessions (ECONNREFUSED).`);
    assert.ok(cause instanceof TypeError);
  });

  it('repeats nothing of a runtime error but its system code', async () => {
    for (const code of ['CANARY', 'CANARY words', 7, undefined]) {
      const fetch = () => Promise.reject(new TypeError('CANARY words', { cause: { code } }));
      const error = await issueSession({ ...(await good()), fetch }).catch((thrown: unknown) => thrown);
      assert.equal((error as IssueSessionError).detail, code === 'CANARY' ? code : 'no connection');
    }
  });

  it('recognizes a redirect that the runtime hides', async () => {
    const hidden = { type: 'opaqueredirect', status: 0, text: async () => '' };
    const { code, status } = await failure({ ...(await good()), fetch: () => Promise.resolve(hidden) });
    assert.deepEqual([code, status], ['broker-answer-invalid', 302]);
  });

  it('reports a timeout, also one that the caller set', async () => {
    const url = await listen(() => undefined);
    const { code, detail } = await failure({ ...(await good()), broker: url, signal: AbortSignal.timeout(20) });
    assert.deepEqual([code, detail], ['broker-unreachable', 'no answer in time']);
  });

  it('reports that the caller ended the request', async () => {
    const leaving = new AbortController();
    const url = await listen(() => leaving.abort());
    assert.equal((await failure({ ...(await good()), broker: url, signal: leaving.signal })).code, 'aborted');
  });

  const NO_BROKER: [what: string, status: number, body: string, headers: Record<string, string>, detail: string][] = [
    ['a web page', 200, '<p>CANARY</p>', { 'content-type': 'text/html' }, 'it answers 200 without a session'],
    ['other JSON', 201, '{"token":"CANARY"}', {}, 'it answers 201 without a session'],
    ['nothing at that path', 404, 'CANARY', {}, 'it answers 404'],
    [
      'a redirect',
      308,
      '',
      { location: 'https://CANARY.example' },
      'it answers 308; give the address that it leads to',
    ],
    ['an error page', 400, '<p>CANARY</p>', {}, 'it answers 400'],
    ['another kind of problem', 400, '{"type":"about:blank","detail":"CANARY"}', {}, 'it answers 400'],
    ['a path that no broker has', 404, problemBody('not-found'), {}, 'it answers 404'],
    ['a path that a broker has for something else', 405, problemBody('method-not-allowed'), {}, 'it answers 405'],
  ];
  for (const [what, status, body, headers, detail] of NO_BROKER) {
    it(`reports that what answers is no broker: ${what}`, async () => {
      const url = await answering(status, body, headers);
      const error = await failure({ ...(await good()), broker: url });
      assert.deepEqual([error.code, error.status, error.detail], ['broker-answer-invalid', status, detail]);
      assert.equal(error.message, `What answers at ${url}/sessions is no broker: ${detail}.`);
    });
  }

  it('reports a failure of the broker or of a proxy', async () => {
    for (const status of [429, 503]) {
      const url = await answering(status, problemBody('unavailable'));
      const { code, message, ...rest } = await failure({ ...(await good()), broker: url });
      assert.deepEqual([code, rest.status], ['broker-failed', status]);
      assert.equal(message, `The broker at ${url}/sessions failed (${status}): Not so.`);
    }
    const proxy = await answering(502, '<p>CANARY</p>');
    const withoutReason = await failure({ ...(await good()), broker: proxy });
    assert.deepEqual(
      [withoutReason.code, withoutReason.message],
      ['broker-failed', `The broker at ${proxy}/sessions failed (502): it does not say why`],
    );
  });

  it('follows no redirect with the key', async () => {
    let followed = 0;
    const other = await listen((_, response) => {
      followed += 1;
      response.end();
    });
    const url = await answering(307, '', { location: `${other}/sessions` });
    await failure({ ...(await good()), broker: url });
    assert.equal(followed, 0);
  });
});
