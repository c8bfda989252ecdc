import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type BrokerOptions, issueSession } from '@arc-elements/broker';
import { type Sandbox, signWebhook } from '@arc-elements/sandbox';
import { EventReader, problemOf } from '../../packages/broker/src/testing/test-broker.ts';

const ORIGIN = 'https://partner.example';
const BROKER_KEY = 'broker-key-of-the-contract';
const WEBHOOK_KEY = 'webhook-key-of-the-contract';
const UPSTREAM_TIMEOUT_MS = 2000;
/** Short, because some runtimes notice only at the next write that a reader has gone. */
const HEARTBEAT_MS = 500;

/** Returns the options of the broker. */
export const optionsFor = (platformUrl: string): BrokerOptions => ({
  apiUrl: platformUrl,
  clientId: '001',
  clientSecret: '001',
  switch: { url: platformUrl, appId: '001', appKey: '001' },
  brokerKeys: [BROKER_KEY],
  sessionKeys: [{ kid: 'k1', key: 'Q0FOQVJZLXNlc3Npb24ta2V5LTAxMjM0NTY3ODkwMTI' }],
  webhookKeys: [WEBHOOK_KEY],
  allowedOrigins: [ORIGIN],
  upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
  heartbeatMs: HEARTBEAT_MS,
});

/** The broker under test, and the platform behind it. */
export interface Subject {
  readonly url: string;
  readonly sandbox: Sandbox;
}

interface Call {
  readonly method?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** Declares the tests that hold in every runtime. */
export function contract(subject: () => Subject): void {
  const call = (path: string, { token, headers, body, ...rest }: Call = {}): Promise<Response> =>
    fetch(`${subject().url}${path}`, {
      ...rest,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const session = (user: string, scopes?: readonly string[]) =>
    issueSession({ broker: subject().url, key: BROKER_KEY, user, ...(scopes === undefined ? {} : { scopes }) });
  const tokenOf = async (user: string, scopes?: readonly string[]): Promise<string> =>
    (await session(user, scopes)).token;
  const events = async (token: string, headers: Call['headers'] = {}) => {
    const leaving = new AbortController();
    const answer = await call('/events', { token, headers, signal: leaving.signal });
    assert.equal(answer.status, 200);
    return { reader: new EventReader(answer), leave: () => leaving.abort() };
  };
  const webhook = async (user: string, id: number | bigint, key = WEBHOOK_KEY): Promise<Response> => {
    const body = `{"type":"utility_account_updated","created_at":null,"data":{"id":${id},"client_user_id":"${user}"}}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = await signWebhook(key, timestamp, body);
    const headers = { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature };
    return await fetch(`${subject().url}/webhooks/arc`, { method: 'POST', headers, body });
  };
  /**
   * Connects a user, asks for the intervals of a meter, and resolves to their path once they can be
   * read.
   */
  const connected = async (user: string): Promise<string> => {
    const { sandbox } = subject();
    const [meterId] = sandbox.users.connect(user, 'solar-home').meterIds;
    const path = `/plug/meters/${meterId}`;
    const token = await tokenOf(user);
    const asked = await call(path, { method: 'PATCH', token, body: { isIntervalsProductActive: true } });
    assert.equal(asked.status, 200, await asked.text());
    await sandbox.clock.advance(10_000);
    return `/plug/normalizedIntervals/meters/${meterId}`;
  };

  it('runs at once, and is ready after it has reached the platform', async () => {
    assert.deepEqual(await (await call('/healthz')).json(), { status: 'ok' });
    for (let status = 503; status !== 200; await setTimeout(50)) ({ status } = await call('/readyz'));
  });

  it('issues a session for its broker key, and for no other', async () => {
    assert.match((await session('ada')).token, /^[\w-]+\.[\w-]+\.[\w-]+$/);
    const refused = await call('/sessions', { method: 'POST', token: 'another-key', body: { user: 'ada' } });
    assert.equal(await problemOf(refused), '401 session-invalid');
  });

  it('answers the preflight of an allowed origin, and of no other', async () => {
    const preflight = (origin: string) =>
      call('/plug/meters', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } });
    const allowed = await preflight(ORIGIN);
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), ORIGIN);
    assert.equal(await problemOf(await preflight('https://other.example')), '403 origin-not-allowed');
  });

  it('lists the meters of the user of the session', async () => {
    const { meterIds } = subject().sandbox.users.connect('lister', 'solar-home');
    subject().sandbox.users.connect('somebody', 'solar-home');
    const answer = await call('/plug/meters', { token: await tokenOf('lister'), headers: { origin: ORIGIN } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), ORIGIN);
    const { meters } = (await answer.json()) as { meters: { id: string }[] };
    assert.deepEqual(meters.map(({ id }) => id).sort(), [...meterIds].sort());
  });

  it('gives the same answer for a meter of somebody else as for a missing one', async () => {
    const [theirs] = subject().sandbox.users.connect('owner', 'solar-home').meterIds;
    const token = await tokenOf('stranger');
    for (const id of [theirs, 'mtr_00000000-0000-4000-8000-000000000000']) {
      assert.equal(await problemOf(await call(`/plug/meters/${id}`, { token })), '404 not-found');
    }
  });

  it('streams intervals, compressed if the client accepts it, and answers 304 while they are the same', async () => {
    const path = await connected('reader');
    const token = await tokenOf('reader');
    const read = (headers: Record<string, string>) => call(path, { token, headers });
    const plain = await read({ 'accept-encoding': 'identity' });
    assert.equal(plain.status, 200);
    assert.equal(plain.headers.get('content-encoding'), null);
    const body = await plain.text();
    assert.ok(body.length > 100_000, `${body.length} characters`);
    for (const nth of ['first', 'second']) {
      const packed = await read({ 'accept-encoding': 'gzip' });
      assert.equal(packed.headers.get('content-encoding'), 'gzip');
      assert.ok((await packed.text()) === body, `the ${nth} answer is another one`);
    }
    const again = await read({ 'if-none-match': plain.headers.get('etag') ?? '' });
    assert.equal(again.status, 304);
  });

  for (const encoding of ['identity', 'gzip']) {
    it(`does not end a response as complete that the platform broke off (${encoding})`, async () => {
      const { faults } = subject().sandbox;
      const user = `broken-${encoding}`;
      const path = await connected(user);
      const token = await tokenOf(user);
      // The response breaks off if its head was sent already; otherwise the request fails or gets a
      // problem document.
      const isWhole = async (): Promise<boolean> => {
        const answer = await call(path, { token, headers: { 'accept-encoding': encoding } });
        await answer.text();
        return answer.ok;
      };
      faults.add({ path, cutAfterBytes: 50_000, times: 1 });
      assert.equal(await isWhole().catch(() => false), false);
      assert.deepEqual(faults.all(), []);
      assert.ok(await isWhole());
    });
  }

  it('follows no redirect of the platform', async () => {
    const { sandbox, url } = subject();
    sandbox.faults.add({ path: '/plug/credentials', status: 302, headers: { location: `${url}/healthz` }, times: 1 });
    const answer = await call('/plug/credentials', { token: await tokenOf('redirected') });
    assert.equal(await problemOf(answer), '502 upstream-failed');
  });

  it('waits for the platform no longer than its time limit', async () => {
    subject().sandbox.faults.add({ path: '/plug/credentials', delayMs: 3 * UPSTREAM_TIMEOUT_MS, times: 1 });
    const answer = await call('/plug/credentials', { token: await tokenOf('waiting') });
    assert.equal(await problemOf(answer), '503 unavailable');
  });

  it('writes the Switch account of the user', async () => {
    const token = await tokenOf('writer', ['profile:read', 'profile:write']);
    const body = { accountName: 'Home', address: { zip: '94105' } };
    assert.equal((await call('/rest/v1/accounts', { method: 'PUT', token, body })).status, 200);
    const read = await call('/rest/v1/accounts/pid/writer', { token });
    const { results } = (await read.json()) as { results: { accountName: string }[] };
    assert.equal(results[0]?.accountName, 'Home');
  });

  it('passes a signed webhook to the streams of its user, and missed events after a reconnection', async () => {
    const token = await tokenOf('listener');
    const stream = await events(token);
    assert.equal((await webhook('listener', 1)).status, 204);
    assert.equal((await webhook('somebody', 2)).status, 204);
    const first = await stream.reader.next();
    assert.equal(first.data.data?.id, 1);
    stream.leave();
    assert.equal((await webhook('listener', 3)).status, 204);
    const resumed = await events(token, { 'last-event-id': first.id });
    assert.equal((await webhook('listener', 4)).status, 204);
    assert.equal((await resumed.reader.next()).data.data?.id, 3);
    assert.equal((await resumed.reader.next()).data.data?.id, 4);
    resumed.leave();
  });

  it('keeps every digit of a number', async () => {
    const stream = await events(await tokenOf('counter'));
    assert.equal((await webhook('counter', 12345678901234567n)).status, 204);
    assert.equal((await stream.reader.next()).data.data?.id, '12345678901234567');
    stream.leave();
  });

  it('refuses a webhook that is signed with another key', async () => {
    assert.equal(await problemOf(await webhook('listener', 5, 'another-key')), '401 webhook-invalid');
  });

  it('accepts a new stream after a reader has gone', async () => {
    const token = await tokenOf('leaver');
    const streams = await Promise.all([1, 2, 3, 4].map(() => events(token)));
    assert.equal(await problemOf(await call('/events', { token })), '429 rate-limited');
    for (const { leave } of streams) leave();
    const leaving = new AbortController();
    let answer = await call('/events', { token, signal: leaving.signal });
    for (; answer.status === 429; await setTimeout(50))
      answer = await call('/events', { token, signal: leaving.signal });
    assert.equal(answer.status, 200);
    leaving.abort();
  });

  it('ends the streams and requests of a revoked session', async () => {
    const { token, session_id: id } = await session('revoked');
    const { reader } = await events(token);
    assert.equal((await call(`/sessions/${id}`, { method: 'DELETE', token: BROKER_KEY })).status, 204);
    assert.equal((await reader.next()).event, 'session_expired');
    assert.ok(await reader.ended());
    assert.equal(await problemOf(await call('/plug/meters', { token })), '401 session-invalid');
  });

  it('answers invalid requests with a problem document', async () => {
    assert.equal(await problemOf(await call('/nowhere')), '404 not-found');
    assert.equal(await problemOf(await call('/sessions')), '405 method-not-allowed');
    const tooLarge = { method: 'POST', token: BROKER_KEY, body: { user: 'x'.repeat(300_000) } };
    assert.equal(await problemOf(await call('/sessions', tooLarge)), '413 payload-too-large');
  });

  it('answers HEAD as GET, without the body', async () => {
    const answer = await call('/openapi.json', { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json\b/);
    assert.equal(await answer.text(), '');
  });
}
