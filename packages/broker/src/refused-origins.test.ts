import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BROKER_KEY, createTestBroker, ORIGIN, OTHER_ORIGIN } from './testing/test-broker.ts';

const HOUR_MS = 3_600_000;

function setUp() {
  const test = createTestBroker();
  const reported = (): string[] =>
    test.events.flatMap((event) => (event.kind === 'origin-refused' ? [event.origin] : []));
  const preflight = (origin: string): Promise<Response> =>
    test.call('OPTIONS', '/utility_accounts', { origin, headers: { 'access-control-request-method': 'GET' } });
  return { ...test, preflight, reported };
}

describe('a refused origin', () => {
  it('is reported to the operator for requests and preflights', async () => {
    const { call, preflight, token, reported } = setUp();
    await preflight('https://app.partner.example');
    await call('GET', '/utility_accounts', { token: await token('alice'), origin: 'http://localhost:3000' });
    await call('POST', '/sessions', { token: BROKER_KEY, origin: ORIGIN, body: { user: 'alice' } });
    const narrow = await token('alice', { origins: [ORIGIN] });
    await call('GET', '/utility_accounts', { token: narrow, origin: OTHER_ORIGIN });
    assert.deepEqual(reported(), ['https://app.partner.example', 'http://localhost:3000', ORIGIN, OTHER_ORIGIN]);
  });

  it('is reported once an hour', async () => {
    const { clock, preflight, reported } = setUp();
    for (let n = 0; n < 61; n += 1) {
      await preflight('https://app.partner.example');
      clock.now += HOUR_MS / 60;
    }
    assert.equal(reported().length, 2);
  });

  it('is reported for at most a hundred origins an hour', async () => {
    const { clock, preflight, reported } = setUp();
    for (let n = 0; n < 1000; n += 1) await preflight(`https://${n}.example`);
    assert.equal(reported().length, 100);
    clock.now += HOUR_MS;
    await preflight('https://app.partner.example');
    assert.equal(reported().at(-1), 'https://app.partner.example');
  });

  it('is repeated only if a browser could have sent it', async () => {
    const cases: [string, string][] = [
      ['null', 'null'],
      ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
      ['capacitor://localhost', 'capacitor://localhost'],
      ['chrome-extension://abcdefghijklmnop', 'chrome-extension://abcdefghijklmnop'],
      ['https://user:secret@host', 'not an origin'],
      ['https://host/path?secret', 'not an origin'],
      [`https://${'a'.repeat(100)}`, 'not an origin'],
      ['"level":60', 'not an origin'],
    ];
    for (const [origin, name] of cases) {
      const { preflight, reported } = setUp();
      await preflight(origin);
      assert.deepEqual(reported(), [name]);
    }
  });

  it('is reported with at most a hundred printable characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 200, unit: 'binary-ascii' }), async (text) => {
        const { preflight, reported } = setUp();
        const origin = `https://${text.replaceAll(/[\0\r\n]/g, '')}`;
        await preflight(origin);
        for (const name of reported()) assert.match(name, /^[\x20-\x7e]{1,100}$/);
      }),
      { numRuns: 50 },
    );
  });
});
