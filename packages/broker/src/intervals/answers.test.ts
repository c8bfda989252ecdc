import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ForeignDataError } from '../narrow/index.ts';
import { cut } from '../testing/cut.ts';
import { intervalBody } from '../testing/fake-platform.ts';
import { createTestBroker, problemOf } from '../testing/test-broker.ts';
import { type Delivery, IntervalAnswers } from './answers.ts';

const HEAD = '{"correlationIds":["alice"],"meterId":"mtr_alice","readings":[';
const LARGE = { 'content-length': String(11 * 1024 * 1024) };
const PATH = '/plug/intervals/meters/mtr_alice';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Runs everything that is ready. */
const turn = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

/** Endless chunks; `seen` tells how many were read and whether they were released. */
function endless(head: string, each: string) {
  const seen = { produced: 0, released: false };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      yield bytesOf(head);
      for (; ; seen.produced += 1) yield bytesOf(each);
    } finally {
      seen.released = true;
    }
  }
  return { chunks: chunks(), seen };
}

interface Asked extends Partial<Delivery> {
  readonly answers?: IntervalAnswers;
  readonly upstream?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

function respond(
  body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { answers = new IntervalAnswers(), upstream = {}, headers = {}, ...delivery }: Asked = {},
): Promise<Response> {
  const chunks = (async function* () {
    yield* body;
  })();
  return answers.respond({ status: 200, headers: new Headers(upstream), body: chunks }, new Headers(headers), {
    meterId: 'mtr_alice',
    user: 'alice',
    credentialIds: new Set(['crd_alice']),
    onForeign: () => assert.fail('foreign'),
    ...delivery,
  });
}

describe('IntervalAnswers', () => {
  it('removes other users and unknown fields and nothing else, for any chunks', async () => {
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
            const answer = await respond(cut(JSON.stringify(whole, null, indent), sizes));
            assert.deepEqual(await answer.json(), expected);
            seen.add(answer.headers.get('etag'));
          },
        ),
        { numRuns: 60 },
      );
      assert.equal(seen.size, 1, 'the version depends on the data, not on how it came');
    }
  });

  it('aborts an answer that nobody reads, and the request to the platform (T41, R22)', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { chunks, seen } = endless(`${HEAD}null`, ',null');
    const { body } = await respond(chunks, { upstream: LARGE, stalledMs: 20 });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    for (let i = 0; i < 50; i += 1) assert.equal((await reader.read()).done, false, 'read without a pause, it goes on');
    t.mock.timers.tick(20);
    await assert.rejects(async () => {
      for (;;) await reader.read();
    }, /nobody reads/);
    await turn();
    assert.equal(seen.released, true);
  });

  it('aborts an answer that nobody reads for half a minute, if nothing else is asked for (R22)', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    for (const [ms, aborted] of [
      [29_999, false],
      [30_000, true],
    ] as const) {
      const { chunks, seen } = endless(`${HEAD}null`, ',null');
      const { body } = await respond(chunks, { upstream: LARGE });
      await turn();
      t.mock.timers.tick(ms);
      await turn();
      assert.equal(seen.released, aborted, `after ${ms} ms`);
      await body?.cancel().catch(() => undefined);
    }
  });

  it('closes the connection to the platform if the reader leaves before the first part (R16)', async () => {
    const { chunks, seen } = endless(`${HEAD}null`, ',null');
    const { body } = await respond(chunks, { upstream: LARGE });
    await body?.cancel();
    assert.equal(seen.released, true);
  });

  it('gives a reader more time for a large part than for a small one (T41)', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { body } = await respond(cut(`${HEAD}${'null,'.repeat(80_000)}null]}`, [64_000]), { stalledMs: 20 });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await turn();
    t.mock.timers.tick(60);
    assert.equal((await reader.read()).value?.length, 256 * 1024);
    await turn();
    t.mock.timers.tick(60);
    await assert.rejects(reader.read(), /nobody reads/);
  });

  it('waits for ids that come after the readings', async () => {
    const text = '{"readings":[{"kwh":1}],"meterId":"mtr_alice","correlationIds":["bob","alice"]}';
    const answer = await respond(cut(text, [3]), { upstream: LARGE });
    assert.equal(await answer.text(), text.replace('"bob",', ''));
    const { chunks, seen } = endless('{"readings":{"netKwh":[0', ',0'.repeat(32_768));
    await assert.rejects(respond(chunks), 'not for ever');
    assert.equal(seen.released, true);
  });

  it('refuses an answer about another meter or of other users only (T23)', async () => {
    for (const text of [
      '{"meterId":"mtr_bob","correlationIds":["alice"],"readings":[]}',
      '{"meterId":"mtr_alice","correlationIds":["bob"],"credentialIds":["crd_bob"],"readings":[]}',
      '{"correlationIds":["alice"],"readings":[]}',
    ])
      await assert.rejects(respond(cut(text, [])), text);
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
      await assert.rejects(respond(cut(text, [])), text);
    }
  });

  it('aborts the stream if a large answer ends early', async () => {
    const early = `${HEAD}${'{"kwh":1},'.repeat(1000)}`;
    const { body } = await respond(cut(early, [50]), { upstream: LARGE });
    await assert.rejects(new Response(body).text());
    await assert.rejects(respond(cut(early, [50])), 'an ordinary one is not begun');
  });

  it('aborts a large answer in which a reading names another user, and reports it (T23)', async () => {
    const text = `${HEAD}${'{"kwh":1},'.repeat(1000)}{"kwh":2,"correlationId":"bob"},{"kwh":3}]}`;
    const reported: ForeignDataError[] = [];
    const { body } = await respond(cut(text, [70]), { upstream: LARGE, onForeign: (error) => reported.push(error) });
    await assert.rejects(new Response(body).text(), ForeignDataError);
    assert.equal(reported.length, 1);
    await assert.rejects(respond(cut(text, [70])), ForeignDataError, 'an ordinary one is not begun');
  });

  it('reads only as fast as its reader, and cancels upstream when the reader is gone (T33, R16)', async () => {
    const { chunks, seen } = endless(`${HEAD}0`, ',null'.repeat(13_000));
    const { body } = await respond(chunks, { upstream: LARGE });
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    for (let i = 0; i < 3; i += 1) await reader.read();
    for (let i = 0; i < 10; i += 1) await turn();
    assert.ok(seen.produced <= 5, `${seen.produced} chunks for three reads`);
    await reader.cancel();
    assert.equal(seen.released, true);
  });

  it('holds up to 10 MB for an ETag, and streams a larger answer without one (R16)', async () => {
    const { chunks, seen } = endless(`${HEAD}{"netKwh":[0`, ',0.5'.repeat(250_000));
    const unannounced = await respond(chunks, { headers: { 'if-none-match': '*' } });
    assert.deepEqual([unannounced.status, unannounced.headers.get('etag')], [200, null]);
    assert.equal(seen.produced, 10);
    await unannounced.body?.cancel();
    const text = `${HEAD}${'null,'.repeat(5000)}null]}`;
    const answers = new IntervalAnswers();
    assert.match((await respond(cut(text, []), { answers })).headers.get('etag') ?? '', /^W\/"/);
    const announced = await respond(cut(text, [6000]), { answers, upstream: LARGE });
    assert.deepEqual([announced.headers.get('etag'), await announced.text()], [null, text]);
  });

  it('sends an answer that begins like the one before', async () => {
    const answers = new IntervalAnswers();
    const same = `${HEAD}${'null,'.repeat(5000)}`;
    const etags: (string | null)[] = [];
    for (const end of ['{"kwh":1}]}', '{"kwh":2}]}', '{"kwh":1}]}', '{"kwh":1},null]}']) {
      const answer = await respond(cut(same + end, [6000]), { answers });
      assert.equal(answer.headers.get('content-length'), `${same.length + end.length}`);
      assert.equal(await answer.text(), same + end);
      etags.push(answer.headers.get('etag'));
      await assert.rejects(respond(cut((same + end).slice(0, -1), [6000]), { answers }), 'a part of it is not it');
    }
    assert.deepEqual([new Set(etags).size, etags[0] === etags[2]], [3, true]);
  });

  it('sends the narrowed answer, also if it is as long as the original', async () => {
    for (let i = 0; i < 2; i += 1)
      assert.equal(await (await respond(cut(`${HEAD}{"kwh":"ab"}]}`, []))).text(), `${HEAD}{"kwh":null}]}`);
  });

  it('checks the same bytes again once the user has other credentials (T23)', async () => {
    const answers = new IntervalAnswers();
    const named = (...ids: string[]): string =>
      `{"credentialIds":${JSON.stringify(ids)},"meterId":"mtr_alice","readings":[]}`;
    const ask = (...ids: string[]): Promise<Response> =>
      respond(cut(named('crd_alice', 'crd_bob', 'crd_new'), []), { answers, credentialIds: new Set(ids) });
    for (let i = 0; i < 2; i += 1) assert.equal(await (await ask('crd_alice')).text(), named('crd_alice'));
    await assert.rejects(ask('crd_other'), ForeignDataError);
    await assert.rejects(ask(), ForeignDataError);
    assert.equal(await (await ask('crd_alice', 'crd_new')).text(), named('crd_alice', 'crd_new'));
  });

  it('checks the same bytes again for another user with the same credentials (T23)', async () => {
    const answers = new IntervalAnswers();
    for (let i = 0; i < 2; i += 1) await (await respond(cut(`${HEAD}]}`, []), { answers })).text();
    await assert.rejects(respond(cut(`${HEAD}]}`, []), { answers, user: 'bob' }), ForeignDataError);
  });

  it('bounds the bytes of all answers together, and releases them however an answer ends (R16)', async () => {
    const answers = new IntervalAnswers(30_000);
    const text = `${HEAD}${'null,'.repeat(4000)}null]}`;
    const ask = (asking: Asked = {}): Promise<Response> => respond(cut(text, [6400]), { answers, ...asking });
    const gzip = { headers: { 'accept-encoding': 'gzip' } };
    const first = await ask();
    const etag = first.headers.get('etag') ?? '';
    const second = await ask();
    assert.deepEqual([etag.length > 0, second.headers.get('etag')], [true, null], 'there is room for one');
    for (const answer of [second, first]) assert.equal(await answer.text(), text);
    for (const end of [
      async (): Promise<unknown> => (await ask()).body?.cancel(),
      async (): Promise<unknown> => await ask({ headers: { 'if-none-match': etag } }),
      async (): Promise<unknown> => (await ask(gzip)).bytes(),
      async (): Promise<unknown> => (await ask(gzip)).bytes(), // packed before
      async (): Promise<unknown> => await assert.rejects(respond(cut(text.slice(0, -1), [6400]), { answers })),
      async (): Promise<unknown> => await assert.rejects(ask({ meterId: 'mtr_other' })),
      async (): Promise<void> => {
        // One that is streamed, because there is no room, and fails in the part that was held.
        const other = await ask();
        const broken = `${text.slice(0, 10_000)}#${text.slice(10_000)}`;
        const bad = await respond(cut(broken, [6400]), { answers });
        await assert.rejects(bad.text(), SyntaxError);
        await other.body?.cancel();
      },
    ]) {
      await end();
      const next = await ask();
      assert.equal(next.headers.get('etag'), etag, String(end));
      await next.body?.cancel();
    }
  });
});

describe('the interval routes', () => {
  it('answer with an ETag and Cache-Control private, no-cache, and with 304 for a known ETag', async () => {
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

  it('have the current data, compressed or not, even if the platform’s timestamp has not changed', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    let kwh = 0;
    platform.faults.push(({ url }) =>
      url.pathname === PATH
        ? Response.json({ ...intervalBody('mtr_alice', false), readings: [{ kwh }] }, { headers: { etag: '"1"' } })
        : null,
    );
    const etags = new Set<string>();
    for (kwh = 1; kwh <= 2; kwh += 1) {
      for (const encoding of ['gzip', 'identity', 'gzip']) {
        const known = [...etags].join(', ');
        const headers = { 'accept-encoding': encoding, ...(encoding === 'gzip' ? {} : { 'if-none-match': known }) };
        const answer = await call('GET', PATH, { token: alice, headers });
        if (encoding === 'identity') assert.equal(answer.status, 304);
        else assert.match(gunzipSync(await answer.bytes()).toString(), new RegExp(`"readings":\\[{"kwh":${kwh}}]`));
        etags.add(answer.headers.get('etag') ?? '');
      }
      assert.equal(etags.size, kwh);
    }
  });

  it('keep their ETag while the readings are the same', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    let headers = {};
    platform.faults.push(({ url }) =>
      url.pathname === PATH
        ? Response.json({ ...intervalBody('mtr_alice', false), traceId: headers }, { headers })
        : null,
    );
    const seen = new Set<string | null>();
    for (headers of [{}, { etag: '"1"' }, { 'last-modified': 'x' }, { 'content-length': '900' }]) {
      const answer = await call('GET', PATH, { token: alice });
      seen.add(answer.headers.get('etag'));
      await answer.text();
    }
    assert.deepEqual([seen.size, seen.has(null)], [1, false]);
  });

  it('never give one user the answer of another who shares the meter (T23)', async () => {
    const { call, token, platform } = createTestBroker();
    for (const meter of platform.meters) Object.assign(meter, { of: ['crd_alice', 'crd_bob'] });
    platform.faults.push(({ url }) => {
      if (url.pathname !== PATH) return null;
      const shared = { correlationIds: ['alice', 'bob'], credentialIds: ['crd_alice', 'crd_bob'] };
      return Response.json({ ...intervalBody('mtr_alice', false), ...shared });
    });
    const sessions = { alice: await token('alice'), bob: await token('bob') };
    let known = '';
    for (let round = 0; round < 2; round += 1) {
      for (const user of ['alice', 'bob'] as const) {
        const headers = { 'accept-encoding': 'gzip', 'if-none-match': round === 0 ? known : '' };
        const answer = await call('GET', PATH, { token: sessions[user], headers });
        const { correlationIds, credentialIds } = JSON.parse(gunzipSync(await answer.bytes()).toString());
        assert.deepEqual([correlationIds, credentialIds], [[user], [`crd_${user}`]]);
        known = answer.headers.get('etag') ?? '';
      }
    }
  });

  it('show only the columns of a reading, and nothing if one names another user (T23)', async () => {
    const { call, token, platform, events } = createTestBroker();
    const alice = await token('alice');
    let more: Record<string, unknown> = {};
    platform.faults.push(({ url }) =>
      url.pathname === PATH
        ? Response.json({ ...intervalBody('mtr_alice', false), readings: [{ kwh: 1 }, { kwh: 2, ...more }] })
        : null,
    );
    for (more of [{ correlationIds: ['bob', 'alice'] }, { note: { of: ['anybody'] } }]) {
      const { readings } = (await (await call('GET', PATH, { token: alice })).json()) as { readings: unknown };
      assert.deepEqual(readings, [{ kwh: 1 }, { kwh: 2 }]);
    }
    for (more of [{ correlationIds: ['bob'] }, { note: { user: 'bob' } }]) {
      assert.equal(await problemOf(await call('GET', PATH, { token: alice })), '502 upstream-failed');
      assert.deepEqual(events.filter(({ kind }) => kind === 'foreign-data').length, 1);
      events.length = 0;
    }
  });

  it('are compressed once for each version, for clients that accept it', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    const plain = await (await call('GET', PATH, { token: alice })).text();
    for (let i = 0; i < 2; i += 1) {
      const answer = await call('GET', PATH, { token: alice, headers: { 'accept-encoding': 'br, gzip;q=0.5' } });
      assert.equal(answer.headers.get('content-encoding'), 'gzip');
      assert.match(answer.headers.get('vary') ?? '', /Accept-Encoding/);
      assert.equal(gunzipSync(await answer.bytes()).toString(), plain);
    }
    for (const refused of ['identity', 'gzip;q=0', 'br', '']) {
      const answer = await call('GET', PATH, { token: alice, headers: { 'accept-encoding': refused } });
      assert.equal(answer.headers.get('content-encoding'), null, refused);
      assert.equal(await answer.text(), plain);
    }
  });

  it('look up the owner of a meter once in half a minute (T34)', async () => {
    const { call, token, platform, clock } = createTestBroker();
    const alice = await token('alice');
    for (let i = 0; i < 5; i += 1) await (await call('GET', PATH, { token: alice })).text();
    assert.equal(platform.seen('/plug/credentials').length, 1);
    const [login] = platform.credentials.splice(0, 1);
    assert.equal((await call('GET', PATH, { token: alice })).status, 200);
    clock.now += 30_001;
    assert.equal(await problemOf(await call('GET', PATH, { token: alice })), '404 not-found');
    platform.credentials.push(login ?? {});
    assert.equal((await call('GET', PATH, { token: alice })).status, 200, 'a refusal is not remembered');
  });

  it('look up the owner of a meter again after a webhook (T34)', async () => {
    const { call, token, platform, webhook } = createTestBroker();
    const alice = await token('alice');
    assert.equal((await call('GET', PATH, { token: alice })).status, 200);
    platform.credentials.splice(0, 1);
    await webhook({ type: 'utility_credential_revoked', data: { id: 10, client_user_id: 'alice' } });
    assert.equal((await call('GET', PATH, { token: alice })).status, 404);
  });

  it('do not cache an owner that was looked up before a webhook arrived (T34)', async () => {
    const { call, token, platform, webhook } = createTestBroker();
    const alice = await token('alice');
    const change = { type: 'utility_credential_revoked', data: { id: 10, client_user_id: 'alice' } };
    platform.faults.push(async ({ url }) => {
      if (url.pathname === '/plug/meters') assert.equal((await webhook(change)).status, 204);
      return null;
    });
    assert.equal((await call('GET', PATH, { token: alice })).status, 200, 'asked before the change');
    platform.credentials.splice(0, 1);
    assert.equal(await problemOf(await call('GET', PATH, { token: alice })), '404 not-found');
  });
});
