import assert from 'node:assert/strict';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { createBroker, fetchTransport } from '@arc-elements/broker';
import { type ArcSession, createArcSession } from '@arc-elements/client';
import { createSandbox, type Sandbox } from '@arc-elements/sandbox';
import { readRecordedFolder } from '@arc-elements/sandbox/node';

const BROKER = 'http://broker.test';
const PAGE = 'https://app.example.com';
const BROKER_KEY = 'broker-key-of-this-test';

let sandbox: Sandbox;
let broker: ReturnType<typeof createBroker>;

beforeEach(() => {
  sandbox = createSandbox({ seed: 7, now: Date.parse('2026-03-20T12:00:00Z') });
  broker = createBroker({
    apiUrl: 'https://platform.test',
    clientId: '001',
    clientSecret: '001',
    brokerKeys: [BROKER_KEY],
    sessionKeys: [{ kid: 'k1', key: 'k'.repeat(43) }],
    allowedOrigins: [PAGE],
    transport: fetchTransport((input, init) => sandbox.fetch(input, init)),
  });
});
afterEach(async () => {
  await broker.close();
  sandbox.close();
});

/**
 * Puts your own session route here: the person comes from your sign-in, the key never leaves the
 * server.
 */
const sessionRoute = (user: string) =>
  broker.fetch(
    new Request(`${BROKER}/sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${BROKER_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user }),
    }),
  );

/** A page on which this person is signed in. */
const pageOf = (user: string): ArcSession =>
  createArcSession({
    broker: BROKER,
    fetchSession: async () => (await sessionRoute(user)).json(),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.headers.set('origin', PAGE);
      return broker.fetch(request);
    },
  });

// #region people
test('a person sees their own meters and nobody else’s', async () => {
  const ada = sandbox.users.connect('ada', 'solar-home');
  const ben = sandbox.users.connect('ben', 'single-electric');
  const page = pageOf('ada');

  const { value: meters } = await page.client.meters.list();

  assert.deepEqual(
    meters.map(({ id }) => id),
    ada.meterIds,
  );
  await assert.rejects(page.client.meters.get(ben.meterIds[0] ?? ''), { code: 'not-found' });
  page.dispose();
});
// #endregion

// #region readings
test('readings are there a minute after they were asked for', async () => {
  const [meterId = ''] = sandbox.users.connect('ada', 'solar-home').meterIds;
  const page = pageOf('ada');
  await assert.rejects(page.client.intervals.normalized(meterId), { code: 'meter-inactive' });

  await page.activateIntervals(meterId);
  await sandbox.clock.advance(60_000);

  const { series, receipt } = await page.client.intervals.normalized(meterId);
  assert.equal(series.timeZone, 'America/Los_Angeles');
  assert.ok(receipt.importKwh !== null && receipt.importKwh > 0);
  page.dispose();
});
// #endregion

// #region faults
test('a platform that is down has a code of its own', async () => {
  sandbox.users.connect('ada', 'solar-home');
  sandbox.faults.add({ path: '/plug/*', status: 503 });
  const page = pageOf('ada');

  await assert.rejects(page.client.meters.list(), { code: 'unavailable' });
  page.dispose();
});
// #endregion

// #region scenarios
test('a person never sees a row of somebody else that the platform sends', async () => {
  sandbox.users.connect('ada', 'solar-home');
  const page = pageOf('ada');
  assert.equal((await page.client.utilityAccounts.list()).value.length, 1);

  // Every list that has rows now ends with one more, which belongs to another user.
  sandbox.faults.add({ scenario: 'foreign-row' });

  // The broker withholds the whole answer.
  await assert.rejects(page.client.utilityAccounts.list(), { code: 'upstream-failed' });
  page.dispose();
});
// #endregion

// #region recorded
test('a person sees the meter that was recorded from a real account', async () => {
  sandbox.close();
  sandbox = createSandbox({ recorded: readRecordedFolder(join(import.meta.dirname, 'recorded')) });
  const page = pageOf('user-1');

  const { value: meters } = await page.client.meters.list();

  assert.deepEqual(
    meters.map(({ meterNumber }) => meterNumber),
    ['0000000002'],
  );
  page.dispose();
});
// #endregion
