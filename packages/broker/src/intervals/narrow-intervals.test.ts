import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { intervalBody } from '../testing/fake-platform.ts';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';
import { narrowIntervals } from './narrow-intervals.ts';

const owner = {
  meterId: 'mtr_alice',
  user: 'alice',
  credentialIds: new Set(['crd_alice']),
  onForeign: (): never => {
    throw new Error('foreign');
  },
};

async function* cut(text: string, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

const narrow = async (text: string, sizes: readonly number[] = []) => {
  const { body, version } = await narrowIntervals(cut(text, sizes), owner);
  return { text: await new Response(body).text(), version };
};

describe('narrowIntervals', () => {
  it('leaves out other people and unknown fields, and changes nothing else, however the bytes are cut', async () => {
    for (const normalized of [false, true]) {
      const whole = intervalBody('mtr_alice', normalized);
      const { somethingNew: _, ...known } = whole;
      const expected = { ...known, correlationIds: ['alice'], credentialIds: ['crd_alice'] };
      const seen = new Set<string | null>();
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
          fc.constantFrom(0, 2),
          async (sizes, indent) => {
            const { text, version } = await narrow(JSON.stringify(whole, null, indent), sizes);
            assert.deepEqual(JSON.parse(text), expected);
            seen.add(version);
          },
        ),
        { numRuns: 60 },
      );
      assert.equal(seen.size, 1, 'the version depends on the data, not on how it came');
    }
  });

  it('breaks off, and lets go of the platform, when nobody reads it (T41, R22)', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let released = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        const head = '{"correlationIds":["alice"],"meterId":"mtr_alice","intervalsUpdatedAt":"x","readings":[0';
        yield new TextEncoder().encode(head);
        for (;;) yield new TextEncoder().encode(',1');
      } finally {
        released = true;
      }
    }
    const { body } = await narrowIntervals(endless(), { ...owner, stalledMs: 20 });
    const reader = body.getReader();
    for (let i = 0; i < 50; i += 1) assert.equal((await reader.read()).done, false, 'read without a pause, it goes on');
    t.mock.timers.tick(20);
    await assert.rejects(async () => {
      for (;;) await reader.read();
    }, /nobody reads/);
    assert.equal(released, true);
  });

  it('hands on any readings byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
        async (readings, sizes) => {
          const body = { meterId: 'mtr_alice', correlationIds: ['alice'], readings, intervalsUpdatedAt: 'x' };
          const { text } = await narrow(JSON.stringify(body), sizes);
          assert.ok(text.includes(`"readings":${JSON.stringify(readings)}`));
          assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(body)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('waits for the ids when they come after the readings', async () => {
    const { text } = await narrow(
      '{"readings":[1,{"a":"]}"}],"intervalsUpdatedAt":"x","meterId":"mtr_alice","correlationIds":["bob","alice"]}',
      [3],
    );
    assert.deepEqual(JSON.parse(text), {
      readings: [1, { a: ']}' }],
      intervalsUpdatedAt: 'x',
      meterId: 'mtr_alice',
      correlationIds: ['alice'],
    });
  });

  it('refuses an answer about another meter or of other people only (T23)', async () => {
    await assert.rejects(narrow('{"meterId":"mtr_bob","correlationIds":["alice"],"readings":[]}'));
    await assert.rejects(
      narrow('{"meterId":"mtr_alice","correlationIds":["bob"],"credentialIds":["crd_bob"],"readings":[]}'),
    );
    await assert.rejects(narrow('{"correlationIds":["alice"],"readings":[]}'));
  });

  it('refuses what is not one JSON object with each key once', async () => {
    for (const text of [
      '',
      '[]',
      '"x"',
      '<html>',
      '{"meterId":"mtr_alice"',
      '{"meterId":"mtr_alice"}}',
      '{"meterId":"mtr_alice","meterId":"mtr_alice"}',
      '{meterId:1}',
      '{"a" 1}',
    ]) {
      await assert.rejects(narrow(text), text);
    }
  });

  it('breaks the stream when the answer ends early, so that a part is never taken for the whole', async () => {
    const full = JSON.stringify(intervalBody('mtr_alice', false));
    const { body } = await narrowIntervals(cut(full.slice(0, -20), [50]), owner);
    await assert.rejects(new Response(body).text());
    await assert.rejects(narrow(full.slice(0, -20), [50]));
  });

  it('reads no further than its reader does, and lets go of upstream when that goes away (T33, R16)', async () => {
    let produced = 0;
    let released = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield new TextEncoder().encode(
          '{"meterId":"mtr_alice","correlationIds":["alice"],"intervalsUpdatedAt":"x","readings":[0',
        );
        for (;;) {
          produced += 1;
          yield new TextEncoder().encode(',0'.repeat(32_768));
        }
      } finally {
        released = true;
      }
    }
    const { body } = await narrowIntervals(endless(), owner);
    const reader = body.getReader();
    for (let i = 0; i < 3; i += 1) await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 10));
    assert.ok(produced <= 5, `${produced} chunks for three reads`);
    await reader.cancel();
    assert.equal(released, true);
  });
});

describe('the interval routes', () => {
  it('answer with an ETag, private and to be revalidated, and 304 for the version the page has', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    for (const kind of ['intervals', 'normalizedIntervals']) {
      const path = `/plug/${kind}/meters/mtr_alice`;
      const answer = await call('GET', path, { token: alice });
      assert.equal(answer.headers.get('cache-control'), 'private, no-cache');
      const etag = answer.headers.get('etag') ?? '';
      assert.match(etag, /^W\/"[\w-]+"$/);
      const body = (await answer.json()) as Record<string, unknown>;
      assert.deepEqual(
        [body.correlationIds, body.credentialIds, 'somethingNew' in body],
        [['alice'], ['crd_alice'], false],
      );
      const again = await call('GET', path, { token: alice, headers: { 'if-none-match': `"other", ${etag}` } });
      assert.deepEqual([again.status, await again.text(), again.headers.get('etag')], [304, '', etag]);
      assert.equal((await call('GET', path, { token: alice, headers: { 'if-none-match': '"other"' } })).status, 200);
    }
  });

  it('are another version when upstream’s headers say so, though the fields above the readings do not', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    let headers: Record<string, string> = {};
    platform.faults.push(({ url }) =>
      url.pathname === '/plug/intervals/meters/mtr_alice'
        ? Response.json(intervalBody('mtr_alice', false), { headers })
        : null,
    );
    const seen = new Set<string | null>();
    for (headers of [{}, { 'content-length': '900' }, { 'content-length': '901' }, { etag: '"2"' }]) {
      const answer = await call('GET', '/plug/intervals/meters/mtr_alice', { token: alice });
      seen.add(answer.headers.get('etag'));
      await answer.text();
    }
    assert.equal(seen.size, 4);
  });

  it('have no version, and so no 304, when upstream does not say when they last changed', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    const { intervalsUpdatedAt: _, ...undated } = intervalBody('mtr_alice', false);
    platform.faults.push(({ url }) =>
      url.pathname === '/plug/intervals/meters/mtr_alice' ? Response.json(undated) : null,
    );
    for (let i = 0; i < 2; i += 1) {
      const answer = await call('GET', '/plug/intervals/meters/mtr_alice', {
        token: alice,
        headers: { 'if-none-match': '*', 'accept-encoding': 'gzip' },
      });
      assert.deepEqual([answer.status, answer.headers.get('etag')], [200, null]);
      assert.match(gunzipSync(await answer.bytes()).toString(), /"kwh":0\.5/);
    }
  });

  it('are packed for those who take it, once per version, and the same when unpacked', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    const path = '/plug/intervals/meters/mtr_alice';
    const plain = await (await call('GET', path, { token: alice })).text();
    for (let i = 0; i < 2; i += 1) {
      const answer = await call('GET', path, { token: alice, headers: { 'accept-encoding': 'br, gzip;q=0.5' } });
      assert.equal(answer.headers.get('content-encoding'), 'gzip');
      assert.match(answer.headers.get('vary') ?? '', /Accept-Encoding/);
      assert.equal(gunzipSync(await answer.bytes()).toString(), plain);
    }
    for (const refused of ['identity', 'gzip;q=0', 'br', '']) {
      const answer = await call('GET', path, { token: alice, headers: { 'accept-encoding': refused } });
      assert.equal(answer.headers.get('content-encoding'), null, refused);
      assert.equal(await answer.text(), plain);
    }
  });

  it('ask who owns a meter once for many reads, and again when half a minute has passed (T34)', async () => {
    const { call, token, platform, clock } = createTestBroker();
    const alice = await token('alice');
    const path = '/plug/intervals/meters/mtr_alice';
    for (let i = 0; i < 5; i += 1) await (await call('GET', path, { token: alice })).text();
    assert.equal(platform.seen('/plug/credentials').length, 1);
    const [login] = platform.credentials.splice(0, 1);
    assert.equal((await call('GET', path, { token: alice })).status, 200);
    clock.now += 30_001;
    assert.equal(await problemOf(await call('GET', path, { token: alice })), '404 not-found');
    platform.credentials.push(login ?? {});
    assert.equal((await call('GET', path, { token: alice })).status, 200, 'a refusal is not remembered');
  });

  it('forget who owns a meter when a webhook tells that something changed (T34)', async () => {
    const { call, token, platform, webhook } = createTestBroker();
    const alice = await token('alice');
    const path = '/plug/intervals/meters/mtr_alice';
    assert.equal((await call('GET', path, { token: alice })).status, 200);
    platform.credentials.splice(0, 1);
    await webhook({ type: 'utility_credential_revoked', data: { id: 10, client_user_id: 'alice' } });
    assert.equal((await call('GET', path, { token: alice })).status, 404);
  });

  it('do not remember who owned a meter before the webhook that came while they looked (T34)', async () => {
    const { call, token, platform, webhook } = createTestBroker();
    const alice = await token('alice');
    const path = '/plug/intervals/meters/mtr_alice';
    const change = { type: 'utility_credential_revoked', data: { id: 10, client_user_id: 'alice' } };
    platform.faults.push(async ({ url }) => {
      if (url.pathname === '/plug/meters') assert.equal((await webhook(change)).status, 204);
      return null;
    });
    assert.equal((await call('GET', path, { token: alice })).status, 200, 'asked before the change');
    platform.credentials.splice(0, 1);
    assert.equal(await problemOf(await call('GET', path, { token: alice })), '404 not-found');
  });
});
