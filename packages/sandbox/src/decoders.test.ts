import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Decoded,
  decodeAccounts,
  decodeConnectToken,
  decodeConnectUrl,
  decodeCredential,
  decodeCredentials,
  decodeIntervalHeader,
  decodeMeters,
  decodePlugWebhook,
  decodeToken,
  decodeUser,
  decodeUsers,
  decodeUtilityAccounts,
  decodeUtilityCredentials,
  decodeWebhook,
} from '@arc-elements/models';
import { SCENARIOS } from './index.ts';
import { createHarness } from './testing/harness.ts';

const BASIC = { authorization: `Basic ${btoa('001:001')}`, 'Arc-Version': '' };

/** Checks that a list was read whole, and gives its number of items. */
function whole(decoded: Decoded<unknown>): number {
  assert.deepEqual(decoded.rejected, []);
  return decoded.value.length;
}

// The platform's own schemas are not always at hand; these are its facts, as this product reads
// them.
for (const quirks of [false, true]) {
  const mode = quirks ? 'with quirks' : 'without quirks';
  for (const { name, accounts } of SCENARIOS) {
    test(`every list of the scenario ${name} is read whole, ${mode}`, async () => {
      const { sandbox, get } = await createHarness({ quirks });
      const { meterIds } = sandbox.users.connect('u1', name);
      assert.equal(whole(decodeUtilityCredentials((await get('/utility_credentials')).body)), 1);
      assert.equal(whole(decodeCredentials((await get('/plug/credentials')).body)), 1);
      assert.equal(whole(decodeUsers((await get('/users')).body)), 1);
      assert.equal(whole(decodeAccounts((await get('/rest/v1/accounts', BASIC)).body)), 1);
      assert.equal(decodeUser((await get('/users/u1')).body).userId, 'u1');
      const found = whole(decodeUtilityAccounts((await get('/utility_accounts?limit=100')).body));
      const meters = whole(decodeMeters((await get('/plug/meters?size=100')).body));
      assert.equal(meters, meterIds.length);
      assert.equal(found === accounts.length || found === 0, true);
    });
  }

  test(`tokens, addresses of Connect, single answers and intervals are read, ${mode}`, async () => {
    const { sandbox, send, get } = await createHarness({ quirks });
    const { meterIds, credentialId } = sandbox.users.connect('u1', 'solar-home');
    const client = { client_id: '001', client_secret: '001' };
    assert.equal(decodeToken((await send('POST', '/auth/access_token', client)).body).expiresInS, 7_200);
    const user = { client_user_id: 'u1' };
    assert.notEqual(decodeConnectToken((await send('POST', '/auth/connect_token', user)).body), '');
    assert.match(decodeConnectUrl((await send('POST', '/auth/connect_url', user)).body), /^http:/);
    const plugUrl = await send('POST', '/plug/connect/url', { correlationId: 'u1' });
    assert.match(decodeConnectUrl(plugUrl.body), /^http:/);
    const patched = await send('PATCH', `/plug/credentials/${credentialId}`, { isActive: true });
    assert.equal(decodeCredential(patched.body).id, credentialId);
    await send('PATCH', `/plug/meters/${meterIds[0]}`, { isIntervalsProductActive: true });
    await sandbox.clock.advance(5_000);
    for (const path of ['intervals', 'normalizedIntervals']) {
      const header = decodeIntervalHeader((await get(`/plug/${path}/meters/${meterIds[0]}`)).body);
      assert.deepEqual([header.meterId, header.userIds], [meterIds[0], ['u1']]);
    }
  });

  test(`every webhook is read, ${mode}`, async () => {
    const { sandbox, received } = await createHarness({
      quirks,
      webhooks: [{ url: 'http://127.0.0.1:9/arc', key: 'k' }],
      plugWebhook: 'http://127.0.0.1:9/plug',
    });
    for (const { name } of SCENARIOS) sandbox.users.connect(`user of ${name}`, name);
    await sandbox.clock.advance(120_000);
    for (const { url, body } of received) {
      if (url.endsWith('/plug')) assert.equal(decodePlugWebhook(body).type, body.type);
      else assert.notEqual(decodeWebhook(body).type, 'unknown', body.type);
    }
    assert.equal(new Set(received.map((each) => each.body.type)).size > 8, true);
  });
}
