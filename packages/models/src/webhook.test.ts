import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ARC_WEBHOOK_TYPES, decodePlugWebhook, decodeWebhook, decodeWebhookEvent } from './index.ts';
import { credentialWire, meterWire, thrownBy, utilityAccountWire, utilityCredentialWire } from './testing/wire.ts';

const event = (type: string, data: unknown) => ({ type, created_at: '2025-03-04T05:00:00-04:00', data });

describe('decodeWebhook', () => {
  it('decodes every kind of event about a login', () => {
    const kinds = [
      'utility_credential_verified',
      'utility_credential_rejected',
      'utility_credential_revoked',
      'utility_credential_verification_error',
      'utility_accounts_discovery_error',
    ];
    for (const type of kinds) {
      const found = decodeWebhook(event(type, utilityCredentialWire({ verification_status: 'rejected' })));
      assert.equal(found.type, type);
      assert.equal(found.createdAtMs, Date.UTC(2025, 2, 4, 9));
      assert.equal(found.userId, 'person-1');
      assert.ok(found.type === 'utility_credential_revoked' || found.type === type);
      assert.equal((found.data as { status?: unknown } | null)?.status, 'rejected');
    }
  });

  it('decodes an updated account, with its features', () => {
    const found = decodeWebhook(event('utility_account_updated', utilityAccountWire()));
    assert.ok(found.type === 'utility_account_updated');
    assert.equal(found.data?.features.utility_intervals, 'NOT_READY');
    assert.equal(found.userId, 'person-1');
  });

  it('keeps the good accounts of a discovery and reports the bad ones', () => {
    const accounts = [utilityAccountWire(), utilityAccountWire({ id: null })];
    const data = { client_user_id: 'person-1', utility_credential_id: '71', utility_accounts: accounts };
    const found = decodeWebhook(event('utility_accounts_discovered', data));
    assert.ok(found.type === 'utility_accounts_discovered');
    assert.equal(found.data.utilityCredentialId, 71);
    assert.deepEqual(
      found.data.utilityAccounts.map(({ id }) => id),
      [400],
    );
    assert.deepEqual(
      found.rejected.map(({ path }) => path),
      ['data.utility_accounts[1].id'],
    );
  });

  it('decodes intervals and statements that arrived', () => {
    const data = {
      client_user_id: 'person-1',
      utility_account_id: 400,
      utility_meter_id: 900,
      intervals_start_time: '2024-03-04T00:00:00-06:00',
      intervals_end_time: '2025-03-04T00:00:00-06:00',
    };
    const intervals = decodeWebhook(event('new_utility_intervals_available', data));
    assert.ok(intervals.type === 'new_utility_intervals_available');
    const expected = {
      utilityAccountId: 400,
      utilityMeterId: 900,
      startMs: Date.UTC(2024, 2, 4, 6),
      endMs: Date.UTC(2025, 2, 4, 6),
    };
    assert.deepEqual(intervals.data, expected);
    const statements = decodeWebhook(event('historical_utility_statements_discovered', data));
    assert.deepEqual(statements.data, { utilityAccountId: 400 });
  });

  it('returns an event that has only ids, without a rejection', () => {
    for (const type of [...ARC_WEBHOOK_TYPES, 'STATUS_CHANGE', 'brand_new_kind']) {
      for (const data of [{ id: 71 }, {}, null, undefined, 'x', []]) {
        const found = decodeWebhook(event(type, data));
        assert.equal(found.typeText, type);
        assert.deepEqual(found.rejected, []);
        assert.deepEqual(found.raw, data);
        // Null, or ids that are null for the kinds that have only ids.
        const values = Object.values(found.data ?? {}).flat();
        assert.ok(
          values.every((value) => value === null),
          type,
        );
      }
    }
  });

  it('returns an event whose data cannot be read, with a rejection', () => {
    const found = decodeWebhook(event('utility_credential_verified', utilityCredentialWire({ id: 'x' })));
    assert.equal(found.type, 'utility_credential_verified');
    assert.equal(found.data, null);
    assert.equal(found.userId, 'person-1');
    assert.deepEqual(found.rejected, [{ path: 'data.id', message: 'expected a whole number' }]);
  });

  it('reports a user id once, although it is read for the event and for its data', () => {
    const { userId, rejected } = decodeWebhook(
      event('utility_credential_verified', utilityCredentialWire({ client_user_id: {} })),
    );
    assert.equal(userId, null);
    assert.deepEqual(rejected, [{ path: 'data.client_user_id', message: 'expected text' }]);
  });

  it('reads time and user under either name, and prefers the first', () => {
    const found = decodeWebhook({
      type: 'test',
      createdAt: '2025-03-04T05:00:00Z',
      data: { correlationId: 'person-2' },
    });
    assert.deepEqual([found.createdAtMs, found.userId], [Date.UTC(2025, 2, 4, 5), 'person-2']);
    const both = decodeWebhook(event('test', { client_user_id: 'person-1', correlationId: 'person-2' }));
    assert.equal(both.userId, 'person-1');
  });

  it('throws a decode error for a body that is not an event', () => {
    for (const body of [null, 7, 'x', [], {}, { type: ' ' }, { type: 5 }, { data: {} }]) {
      assert.throws(() => decodeWebhook(body), { code: 'decode' });
      assert.throws(() => decodePlugWebhook(body), { code: 'decode' });
    }
  });
});

describe('decodePlugWebhook', () => {
  it('recognizes the resource by its id', () => {
    const credential = decodeWebhook(event('REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS', credentialWire()));
    assert.ok(credential.type === 'REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS');
    assert.equal(credential.resource, 'credential');
    assert.equal(credential.data?.id, 'crd_a1');
    assert.equal(credential.userId, 'person-1');
    const meter = decodePlugWebhook(event('EXISTING_DATA_UPDATED', meterWire()));
    assert.equal(meter.resource, 'meter');
    assert.equal(meter.data?.id, 'mtr_m1');
    assert.equal(meter.userId, null);
  });

  it('returns the id alone if the resource is of another kind or not included', () => {
    const statement = decodePlugWebhook(event('NEW_DATA_AVAILABLE', { id: 'sta_1', status: 'DONE' }));
    assert.deepEqual([statement.resource, statement.resourceId, statement.data], ['unknown', 'sta_1', null]);
    const mention = decodePlugWebhook(event('STATUS_CHANGE', { id: 'crd_a1', correlationId: 'person-1' }));
    assert.deepEqual([mention.resource, mention.resourceId, mention.data], ['credential', 'crd_a1', null]);
    assert.equal(mention.userId, 'person-1');
  });

  it('keeps the text of an unknown kind', () => {
    const found = decodePlugWebhook(event('BRAND_NEW', meterWire()));
    assert.deepEqual([found.type, found.typeText, found.resource], ['unknown', 'BRAND_NEW', 'meter']);
  });
});

describe('decodeWebhookEvent', () => {
  it('decodes an event of the log with its data and its attempts', () => {
    const attempts = [
      {
        id: 'at-1',
        webhook_event_id: 'ev-1',
        response_status_code: null,
        response_body: null,
        created_at: '2025-03-04T05:00:00Z',
      },
      {
        id: 'at-2',
        webhook_event_id: 'ev-1',
        response_status_code: 204,
        response_body: '',
        created_at: '2025-03-04T05:01:00Z',
      },
      { id: null },
    ];
    const body = {
      id: 'ev-1',
      webhook_endpoint_id: 'e-1',
      type: 'utility_credential_verified',
      delivered: true,
      created_at: '2025-03-04T05:00:00Z',
      data: utilityCredentialWire(),
      delivery_attempts: attempts,
    };
    const found = decodeWebhookEvent(body);
    assert.deepEqual(
      found.deliveryAttempts.map(({ responseStatus }) => responseStatus),
      [null, 204],
    );
    assert.equal(found.delivered, true);
    assert.deepEqual(
      found.deliveryAttempts.map(({ sandboxed }) => sandboxed),
      [false, false],
    );
    const inner = decodeWebhook({ type: found.typeText, created_at: '2025-03-04T05:00:00Z', data: found.data });
    assert.equal(inner.userId, 'person-1');
    assert.ok(thrownBy(() => decodeWebhookEvent({ data: null })));
  });
});
