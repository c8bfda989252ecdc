import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createTestBroker, EventReader, ORIGIN, PLUG_SECRET, problemOf, WEBHOOK_KEY } from '../testing/test-broker.ts';

const verified = (user: string, id = 10) => ({
  type: 'utility_credential_verified',
  created_at: '2026-06-01T12:00:00Z',
  data: { id, client_user_id: user, verification_status: 'verified', username: `${user}@example.com` },
});

describe('POST /webhooks/arc', () => {
  it('accepts a signature by any configured key and reports which (T45, T49)', async () => {
    const { webhook, events } = createTestBroker();
    assert.equal((await webhook(verified('alice'), { key: WEBHOOK_KEY })).status, 204);
    assert.equal((await webhook(verified('alice', 11), { key: 'CANARY-older-webhook-key' })).status, 204);
    assert.equal(await problemOf(await webhook(verified('alice'), { key: 'third' })), '401 webhook-invalid');
    const seen = events.filter((event) => event.kind === 'webhook').map(({ outcome, keyIndex }) => [outcome, keyIndex]);
    assert.deepEqual(seen, [
      ['stored', 1],
      ['stored', 0],
      ['refused', null],
    ]);
  });

  it('verifies the HMAC over time, dot and raw bytes, as in RFC 4231 (T45)', async () => {
    // Test case 2 of RFC 4231 (key "Jefe") checks the primitive; the broker checks the composition.
    assert.equal(
      createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex'),
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
    const { call, clock } = createTestBroker({ webhookKeys: ['CANARY-key-for-hmac'] });
    const timestamp = String(clock.now / 1000);
    const raw = '{"type":"test","created_at":"2026-06-01T12:00:00Z","data":{}}';
    const signature = createHmac('sha256', 'CANARY-key-for-hmac').update(`${timestamp}.${raw}`).digest('hex');
    const send = (headers: Record<string, string>, body = raw) => call('POST', '/webhooks/arc', { body, headers });
    const good = { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature };
    assert.equal((await send({ ...good, 'arc-webhook-signature': signature.toUpperCase() })).status, 204);
    // The same JSON in another spelling is another body.
    assert.equal((await send(good, raw.replace(':', ': '))).status, 401);
  });

  it('refuses a difference of one bit in body, time or signature (T45)', async () => {
    const { call, clock } = createTestBroker();
    const timestamp = String(clock.now / 1000);
    const raw = Buffer.from(JSON.stringify(verified('alice')));
    const signature = createHmac('sha256', WEBHOOK_KEY).update(`${timestamp}.`).update(raw).digest();
    await fc.assert(
      fc.asyncProperty(fc.nat(raw.length * 8 - 1), fc.nat(255), fc.boolean(), async (bodyBit, signatureBit, inBody) => {
        const body = Buffer.from(raw);
        const mac = Buffer.from(signature);
        const target = inBody ? body : mac;
        const bit = inBody ? bodyBit : signatureBit;
        target[bit >> 3] = (target[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const headers = { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': mac.toString('hex') };
        assert.equal((await call('POST', '/webhooks/arc', { body: new Uint8Array(body), headers })).status, 401);
      }),
      { numRuns: 60 },
    );
  });

  it('accepts an age of 300 seconds in both directions and not one more (T47)', async () => {
    const { webhook, clock } = createTestBroker();
    const at = (offset: number) => ({ timestamp: String(Math.floor(clock.now / 1000) + offset) });
    for (const offset of [-300, -299, 299, 300])
      assert.equal((await webhook(verified('alice', 500 + offset), at(offset))).status, 204, `${offset}`);
    for (const offset of [-301, 301, -86_400])
      assert.equal(await problemOf(await webhook(verified('alice'), at(offset))), '401 webhook-invalid');
  });

  it('refuses times and signatures in another spelling (T47, T48)', async () => {
    const { webhook, clock } = createTestBroker();
    const now = String(clock.now / 1000);
    for (const timestamp of [
      '',
      'abc',
      '+5',
      '1e9',
      `${now}.0`,
      `${now}000`,
      ` ${now}x`,
      `-${now.slice(1)}`,
      '٠١٢٣٤٥٦٧٨٩'.replace(/\D/g, ''),
    ]) {
      assert.equal((await webhook(verified('alice'), { timestamp })).status, 401, timestamp);
    }
    const mac = createHmac('sha256', WEBHOOK_KEY)
      .update(`${now}.`)
      .update(JSON.stringify(verified('alice')))
      .digest('hex');
    for (const signature of ['', mac.slice(1), `${mac}0`, `${mac}, ${mac}`, `v1=${mac}`, mac.replace(/^./, 'g')]) {
      assert.equal((await webhook(verified('alice'), { signature })).status, 401, signature);
    }
    assert.equal((await webhook(verified('alice'), { signature: mac })).status, 204);
  });

  it('refuses compressed bodies, invalid UTF-8 and what is not an object (T46)', async () => {
    const { webhook, call, clock } = createTestBroker();
    for (const body of ['', 'null', '[]', '7', '{"type":', '\ufeff{"data":{}}']) {
      assert.equal(await problemOf(await webhook(body)), '400 webhook-invalid', JSON.stringify(body));
    }
    assert.equal(await problemOf(await webhook(new Uint8Array([0x7b, 0xff, 0x7d]))), '400 webhook-invalid');
    const timestamp = String(clock.now / 1000);
    const signature = createHmac('sha256', WEBHOOK_KEY).update(`${timestamp}.{}`).digest('hex');
    const headers = {
      'arc-webhook-timestamp': timestamp,
      'arc-webhook-signature': signature,
      'content-encoding': 'gzip',
    };
    assert.equal(await problemOf(await call('POST', '/webhooks/arc', { body: '{}', headers })), '400 webhook-invalid');
  });

  it('reads at most its limit, with a right, wrong or missing length (T42)', async () => {
    const { broker } = createTestBroker();
    const send = (body: BodyInit, headers: Record<string, string> = {}) =>
      broker.fetch(
        new Request('http://broker.example/webhooks/arc', {
          method: 'POST',
          body,
          headers,
          duplex: 'half',
        } as RequestInit),
      );
    const limit = 1024 * 1024;
    assert.equal((await send('x'.repeat(limit))).status, 401);
    assert.equal(await problemOf(await send('x'.repeat(limit + 1))), '413 payload-too-large');
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    assert.equal(await problemOf(await send(endless)), '413 payload-too-large');
    assert.ok(pulled < 20, `${pulled} chunks were read`);
    assert.equal((await send('{}', { 'content-length': '5' })).status, 401);
  });

  it('accepts any signed object, and delivers only what names a user (T55)', async () => {
    const { webhook, events } = createTestBroker();
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (body) => {
        assert.equal((await webhook(JSON.stringify(body))).status, 204);
      }),
      { numRuns: 100 },
    );
    assert.equal((await webhook({ type: 'test', created_at: '2026-06-01T12:00:00Z', data: {} })).status, 204);
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'fault'),
      [],
    );
  });

  it('answers 503 if the event could not be stored (T51)', async () => {
    const { MemoryStore } = await import('../stores/memory/store.ts');
    const store = new MemoryStore({ now: () => 0 });
    store.events.append = () => Promise.reject(new Error('full'));
    const { webhook } = createTestBroker({ store });
    const answer = await webhook(verified('alice'));
    assert.equal(answer.headers.get('retry-after'), '5');
    assert.equal(await problemOf(answer), '503 unavailable');
  });

  it('has no CORS', async () => {
    const { call } = createTestBroker();
    const answer = await call('POST', '/webhooks/arc', { origin: ORIGIN, body: '{}' });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  });
});

describe('POST /webhooks/plug/:secret', () => {
  const change = (user: string) => ({
    type: 'STATUS_CHANGE',
    data: { id: `crd_${user}`, correlationId: user, status: 'CONNECTION_SUCCESS', username: 'inside' },
  });

  it('answers a wrong secret like an unknown path', async () => {
    const { call } = createTestBroker();
    const wrong = await call('POST', `/webhooks/plug/${PLUG_SECRET}x`, { body: change('alice') });
    const unknown = await call('POST', '/webhooks/plug2/x', { body: change('alice') });
    assert.equal(await problemOf(wrong), '404 not-found');
    assert.equal(unknown.status, 404);
    assert.equal((await call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: change('alice') })).status, 204);
  });

  it('answers 404 without a configured secret', async () => {
    const { plugWebhookSecret: _, ...rest } = { plugWebhookSecret: undefined };
    const { call } = createTestBroker({ ...rest });
    const { createBroker } = await import('../broker.ts');
    assert.ok(createBroker);
    assert.equal((await call('POST', '/webhooks/plug/undefined', { body: change('alice') })).status, 404);
  });

  it('notifies the recent readers of a meter if the event names no owner', async () => {
    const { call, token } = createTestBroker();
    const alice = await token('alice');
    await call('GET', '/plug/intervals/meters/mtr_alice', { token: alice });
    const events = new EventReader(await call('GET', '/events', { token: alice }));
    assert.equal(
      (
        await call('POST', `/webhooks/plug/${PLUG_SECRET}`, {
          body: { type: 'NEW_DATA_AVAILABLE', data: { id: 'mtr_alice', status: 'INTERVALS_SUCCESS' } },
        })
      ).status,
      204,
    );
    const { data } = await events.next();
    assert.deepEqual(data, {
      type: 'NEW_DATA_AVAILABLE',
      created_at: null,
      data: { id: 'mtr_alice', status: 'INTERVALS_SUCCESS' },
    });
    await events.cancel();
  });

  it('notifies them of each change, also if the page has only listed its meters', async () => {
    const { call, token, clock } = createTestBroker();
    const alice = await token('alice');
    await call('GET', '/plug/meters', { token: alice });
    const events = new EventReader(await call('GET', '/events', { token: alice }));
    const change = (id: string, status: string) =>
      call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: { type: 'STATUS_CHANGE', data: { id, status } } });
    for (const status of ['INTERVALS_IN_PROGRESS', 'INTERVALS_SUCCESS']) {
      await change('mtr_bob', status); // nobody has looked at it
      await change('mtr_alice', status);
      assert.deepEqual((await events.next()).data.data, { id: 'mtr_alice', status });
    }
    await events.cancel();
    clock.now += 3_600_001; // what was noted counts for an hour
    const later = await token('alice');
    const quiet = new EventReader(await call('GET', '/events', { token: later }));
    await change('mtr_alice', 'LATER');
    await call('GET', '/plug/meters', { token: later });
    await change('mtr_alice', 'LATEST');
    assert.deepEqual((await quiet.next()).data.data, { id: 'mtr_alice', status: 'LATEST' });
    await quiet.cancel();
  });

  it('notifies them about the meters of each page of the list that they read', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    platform.meters.push({ id: 'mtr_second', of: ['crd_alice'] });
    for (const page of [1, 0, 2]) await call('GET', `/plug/meters?page=${page}&size=1`, { token: alice });
    const events = new EventReader(await call('GET', '/events', { token: alice }));
    const change = (data: object) =>
      call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: { type: 'NEW_DATA_AVAILABLE', data } });
    for (const id of ['mtr_alice', 'mtr_second']) {
      await change({ id });
      await change({ id: `after-${id}`, correlationId: 'alice' });
      assert.deepEqual((await events.next()).data.data, { id });
      await events.next();
    }
    await events.cancel();
  });

  it('notifies nobody about a meter that the user no longer has', async () => {
    const { call, token, platform } = createTestBroker();
    const alice = await token('alice');
    platform.meters.push({ id: 'mtr_second', of: ['crd_alice'] });
    for (const path of ['/plug/meters', '/plug/meters/mtr_second', '/plug/intervals/meters/mtr_second']) {
      await (await call('GET', '/plug/meters', { token: alice })).text();
      const [lost] = platform.meters.splice(0, 1);
      await (await call('GET', path, { token: alice })).text();
      const events = new EventReader(await call('GET', '/events', { token: alice }));
      for (const data of [
        { id: 'mtr_alice', path },
        { id: path, correlationId: 'alice' },
      ])
        await call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: { type: 'NEW_DATA_AVAILABLE', data } });
      assert.equal((await events.next()).data.data?.id, path);
      await events.cancel();
      if (lost !== undefined) platform.meters.unshift(lost);
    }
  });

  it('notifies everybody who shares a meter once', async () => {
    const { call, token, platform } = createTestBroker();
    platform.meters.push({ id: 'mtr_shared', of: ['crd_alice', 'crd_bob'] });
    const streams: EventReader[] = [];
    for (const user of ['alice', 'bob']) {
      const session = await token(user);
      await call('GET', '/plug/meters', { token: session });
      streams.push(new EventReader(await call('GET', '/events', { token: session })));
    }
    const send = (data: object) => call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body: { type: 'x', data } });
    for (const _ of ['first', 'again']) await send({ id: 'mtr_shared' });
    for (const user of ['alice', 'bob']) await send({ id: 'after', correlationId: user });
    for (const stream of streams) {
      assert.equal((await stream.next()).data.data?.id, 'mtr_shared');
      assert.equal((await stream.next()).data.data?.id, 'after');
      await stream.cancel();
    }
  });

  it('counts an event for nobody once, and the same bytes from the other sender as another event', async () => {
    const { call, webhook, events } = createTestBroker();
    const body = JSON.stringify({ type: 'test', data: {} });
    for (const _ of ['first', 'again']) await call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body });
    await webhook(body);
    const outcomes = events
      .filter((event) => event.kind === 'webhook')
      .map(({ source, outcome }) => `${source} ${outcome}`);
    assert.deepEqual(outcomes, ['plug nobody', 'plug duplicate', 'arc nobody']);
  });
});
