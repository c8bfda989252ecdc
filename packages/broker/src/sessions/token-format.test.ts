import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BROKER_KEY, createTestBroker, problemOf, SESSION_KEY } from '../testing/test-broker.ts';

const b64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const key = Buffer.from(SESSION_KEY, 'base64url');
const sign = (header: unknown, claims: unknown, secret: Uint8Array = key, hash = 'sha256'): string => {
  const input = `${b64(header)}.${b64(claims)}`;
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
};

/** Resolves to the parts of a valid token, and a function that presents another. */
async function setUp() {
  const broker = createTestBroker();
  const token = await broker.token('alice', { ttl: 600 });
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as Record<string, unknown>;
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const present = async (text: string): Promise<string> => {
    const answer = await broker.call('GET', '/utility_accounts', { token: text });
    return answer.status === 200 ? '200' : await problemOf(answer);
  };
  return { ...broker, header, claims, present, parts: { head, body, signature } };
}

const INVALID = '401 session-invalid';

describe('a session token', () => {
  it('is HS256 over the decoded key, with its own type and the documented claims', async () => {
    const { header, claims, present, clock } = await setUp();
    assert.deepEqual(header, { alg: 'HS256', kid: 'k1', typ: 'arc-session+jwt' });
    for (const claim of ['iss', 'aud', 'sid', 'sub', 'iat', 'exp']) assert.ok(claims[claim] !== undefined, claim);
    assert.equal(claims.exp, clock.now / 1000 + 600);
    // A release that computed another audience would end all sessions.
    assert.equal(claims.aud, 'urn:arc-elements:deployment:n1NJNxTkVoQnHsxj');
    assert.equal(await present(sign(header, claims)), '200');
  });

  it('is refused with any other algorithm or spelling of it (T11)', async () => {
    const { header, claims, present, parts } = await setUp();
    for (const alg of [
      'none',
      'None',
      'NONE',
      'nOnE',
      'hs256',
      'HS384',
      'HS512',
      'RS256',
      'ES256',
      'EdDSA',
      '',
      null,
      ['HS256'],
      7,
    ]) {
      assert.equal(await present(sign({ ...header, alg }, claims)), INVALID, String(alg));
    }
    assert.equal(await present(sign({ ...header, alg: 'HS512' }, claims, key, 'sha512')), INVALID);
    for (const text of [
      `${parts.head}.${parts.body}.`,
      `${parts.head}.${parts.body}`,
      `${b64({ alg: 'none' })}.${parts.body}.`,
      `${parts.head}..${parts.signature}`,
      `${parts.head}.${parts.body}.${parts.signature}.x`,
      `${parts.head}.${parts.body}.${parts.signature}=`,
      `.${parts.body}.${parts.signature}`,
    ]) {
      assert.equal(await present(text), INVALID, text.slice(-20));
    }
  });

  it('is refused with another key, an empty one, or one in its header (T11, T12)', async () => {
    const { header, claims, present } = await setUp();
    assert.equal(
      await present(sign(header, claims, Buffer.from(SESSION_KEY))),
      INVALID,
      'the text of the key is not the key',
    );
    assert.equal(await present(sign(header, claims, new Uint8Array(1))), INVALID);
    assert.equal(await present(sign(header, claims, Buffer.from(BROKER_KEY))), INVALID);
    for (const kid of [
      'k2',
      '__proto__',
      'constructor',
      '../../k',
      "' OR 1=1",
      'k'.repeat(10_000),
      '',
      null,
      ['k1'],
      0,
    ]) {
      assert.equal(await present(sign({ ...header, kid }, claims)), INVALID, String(kid).slice(0, 20));
    }
    const bringers = [
      { jku: 'https://evil/k' },
      { x5u: 'https://evil/k' },
      { jwk: { kty: 'oct', k: SESSION_KEY } },
      { crit: ['b64'], b64: false },
      { x5c: [] },
      { zip: 'DEF' },
    ];
    for (const extra of bringers)
      assert.equal(await present(sign({ ...header, ...extra }, claims)), INVALID, JSON.stringify(extra));
  });

  it('is refused if it is of another kind or deployment (T13)', async () => {
    const { header, claims, present } = await setUp();
    for (const typ of ['JWT', 'at+jwt', 'arc-session', undefined, null])
      assert.equal(await present(sign({ ...header, typ }, claims)), INVALID);
    for (const change of [{ iss: 'x' }, { iss: undefined }, { aud: 'x' }, { aud: undefined }]) {
      assert.equal(await present(sign(header, { ...claims, ...change })), INVALID, JSON.stringify(change));
    }
    for (const other of [
      { clientId: 'another client' },
      { apiUrl: 'https://api.another.example' },
      { sandboxMode: true },
    ]) {
      assert.equal(await present(await createTestBroker(other).token('alice')), INVALID, JSON.stringify(other));
    }
    assert.equal(await present(BROKER_KEY), INVALID);
  });

  it('is refused with claims that are missing, of another type, too long-lived or from the future (T14)', async () => {
    const { header, claims, present, clock } = await setUp();
    const now = clock.now / 1000;
    for (const change of [
      { exp: undefined },
      { iat: undefined },
      { sid: undefined },
      { order: undefined },
      { order: '1' },
      { sub: undefined },
      { exp: String(now + 60) },
      { exp: now + 60.5 },
      { iat: now - 0.5 },
      { exp: now + 901, iat: now },
      { exp: 253_402_300_799 },
      { iat: now + 6, exp: now + 60 },
      { sub: 'a b' },
      { sub: '' },
      { sub: 7 },
      { sid: 'x' },
      { origins: 'https://partner.example' },
      { scope: ['meters:read'] },
      { nbf: now + 60 },
    ]) {
      assert.equal(await present(sign(header, { ...claims, ...change })), INVALID, JSON.stringify(change));
    }
    assert.equal(await present(sign(header, { ...claims, iat: now + 5, exp: now + 60 })), '200');
    assert.equal(await present(sign(header, { ...claims, exp: now })), '401 session-expired');
    assert.equal(await present(sign(header, { ...claims, exp: now + 1 })), '200');
  });

  it('is refused without a known scope (T14)', async () => {
    const { header, claims, present } = await setUp();
    for (const scope of ['', ' ', 'everything', 'Accounts:read']) {
      assert.equal(await present(sign(header, { ...claims, scope })), INVALID, scope);
    }
  });

  it('never makes the broker fail, for any content (T14)', async () => {
    const { header, claims, present, events } = await setUp();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...Object.keys(claims)), fc.jsonValue()), async (change) => {
        const answer = await present(sign(header, { ...claims, ...change }));
        assert.match(answer, /^(200|401 session-(invalid|expired))$/);
      }),
      { numRuns: 150 },
    );
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{1,200}$/), async (text) =>
        assert.equal(await present(text), INVALID),
      ),
      { numRuns: 100 },
    );
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'fault'),
      [],
    );
  });

  it('is read from one Authorization header and nowhere else (T10, T39)', async () => {
    const { call, token, platform } = await setUp();
    const alice = await token('alice');
    assert.equal(await problemOf(await call('GET', `/utility_accounts?access_token=${alice}`)), '400 invalid-request');
    assert.equal(
      await problemOf(await call('GET', `/utility_accounts?access_token=${alice}`, { token: alice })),
      '400 invalid-request',
    );
    for (const authorization of [
      `Bearer ${alice}, Bearer ${alice}`,
      `Basic ${alice}`,
      alice,
      'Bearer',
      `Bearer  ${alice} x`,
      `Bearer ${alice},`,
    ]) {
      assert.equal(await problemOf(await call('GET', '/utility_accounts', { headers: { authorization } })), INVALID);
    }
    assert.equal(
      await problemOf(await call('GET', '/utility_accounts', { headers: { cookie: `token=${alice}` } })),
      INVALID,
    );
    assert.equal(platform.requests.length, 0);
  });

  it('is valid with any configured key, and signed by the first', async () => {
    const older = createTestBroker();
    const old = await older.token('alice');
    const keys = [
      { kid: 'k2', key: Buffer.alloc(32, 2).toString('base64url') },
      { kid: 'k1', key: SESSION_KEY },
    ];
    const { call, token } = createTestBroker({ sessionKeys: keys });
    assert.equal((await call('GET', '/utility_accounts', { token: old })).status, 200);
    assert.match(Buffer.from((await token('alice')).split('.')[0] ?? '', 'base64url').toString(), /"kid":"k2"/);
  });
});
