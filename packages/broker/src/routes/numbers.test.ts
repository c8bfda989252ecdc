import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBroker, EventReader, PLUG_SECRET, type TestBroker } from '../testing/test-broker.ts';

/** More digits than a double holds; it would read 12345678901234568 and 98765432109876540000. */
const LONG = '12345678901234567';
const LONGER = '98765432109876543210';

/**
 * Returns what a browser gets for a path if the platform answers the last request with this text.
 */
async function shown({ call, token, platform }: TestBroker, path: string, question: string, text: string) {
  platform.faults[0] = ({ method, url }) => (question === `${method} ${url.pathname}` ? new Response(text) : null);
  return await (await call('GET', path, { token: await token('alice') })).json();
}

describe('a number that a double would change (T36)', () => {
  it('keeps its digits, as text, in legacy rows', async () => {
    const row = `{"id":${LONG},"client_user_id":"alice","utility_credential_id":${LONGER},"account_number":-${LONG},
      "utility_meters":[{"id":1.0,"meter_number":${LONG}}],"supplier_account_id":9007199254740991}`;
    const expected = {
      id: LONG,
      client_user_id: 'alice',
      utility_credential_id: LONGER,
      account_number: `-${LONG}`,
      supplier_account_id: 9007199254740991,
      utility_meters: [{ id: 1, meter_number: LONG }],
    };
    const list = `{"data":[${row}],"total_count":7.0}`;
    const test = createTestBroker();
    assert.deepEqual(await shown(test, '/utility_accounts?limit=1', 'GET /utility_accounts', list), {
      data: [expected],
      total_count: 7,
    });
    const one = row.replace(LONG, '100');
    assert.deepEqual(await shown(test, '/utility_accounts/100', 'GET /utility_accounts/100', one), {
      ...expected,
      id: 100,
    });
  });

  it('keeps its digits, as text, in meters and beside readings', async () => {
    const test = createTestBroker();
    const page = '{"number":0.0,"size":20,"totalElements":1e0,"totalPages":1}';
    const meter = `{"id":"mtr_alice","meterNumber":${LONG},"accounts":[{"id":"a","accountNumber":${LONGER}}]}`;
    const answer = `{"meters":[${meter}],"page":${page}}`;
    assert.deepEqual(await shown(test, '/plug/meters', 'GET /plug/meters', answer), {
      meters: [{ id: 'mtr_alice', meterNumber: LONG, accounts: [{ accountNumber: LONGER, id: 'a' }] }],
      page: { number: 0, size: 20, totalElements: 1, totalPages: 1 },
    });
    const path = '/plug/intervals/meters/mtr_alice';
    const intervals = `{"meterId":"mtr_alice","meterNumber":${LONG},"sourceIntervalDurationMinutes":[15.0,60],"readings":[]}`;
    assert.deepEqual(await shown(test, path, `GET ${path}`, intervals), {
      meterId: 'mtr_alice',
      meterNumber: LONG,
      sourceIntervalDurationMinutes: [15, 60],
      readings: [],
    });
  });

  it('keeps its digits, as text, in Switch accounts', async () => {
    const path = '/rest/v1/accounts/pid/alice';
    const account = `{"accountId":"a","providerAccountId":"alice","tariffs":[{"masterTariffId":${LONG},"lseId":522}],
      "properties":{"meter":{"keyName":"meter","dataValue":${LONGER},"accuracy":1.50e1}}}`;
    const { results } = await shown(
      createTestBroker(),
      path,
      `GET ${path}`,
      `{"status":"success","results":[${account}]}`,
    );
    assert.deepEqual(results, [
      {
        accountId: 'a',
        providerAccountId: 'alice',
        tariffs: [{ masterTariffId: LONG, lseId: 522 }],
        properties: { meter: { keyName: 'meter', dataValue: LONGER, accuracy: 15 } },
      },
    ]);
  });

  it('keeps its digits, as text, in events', async () => {
    const { call, token, webhook } = createTestBroker();
    const events = new EventReader(await call('GET', '/events', { token: await token('alice') }));
    const sent = await webhook(
      `{"type":"x","data":{"id":${LONG},"client_user_id":"alice","utility_accounts":[{"id":${LONGER}}]}}`,
    );
    assert.equal(sent.status, 204);
    assert.deepEqual((await events.next()).data.data, {
      id: LONG,
      client_user_id: 'alice',
      utility_accounts: [{ id: LONGER }],
    });
    const body = `{"type":"x","data":{"utility_meter_id":${LONG},"correlationId":"alice"}}`;
    assert.equal((await call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body })).status, 204);
    assert.deepEqual((await events.next()).data.data, { id: LONG, utility_meter_id: LONG, correlationId: 'alice' });
    await events.cancel();
  });
});
