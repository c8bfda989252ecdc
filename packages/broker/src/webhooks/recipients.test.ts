import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recipientsOf } from './recipients.ts';

describe('recipientsOf', () => {
  const store = { of: (id: string) => (id === 'mtr_1' ? ['alice', 'bob'] : assert.fail(`asked about ${id}`)) };

  it('returns the one user that an event names in any field', async () => {
    for (const body of [
      { data: { client_user_id: 'alice' } },
      { correlationId: 'alice', data: { id: 'mtr_1' } },
      { data: { id: 'mtr_1', correlationIds: ['alice'], user: { id: 'alice' } } },
      { client_user_id: 'alice' },
    ])
      assert.deepEqual(await recipientsOf(body, store), ['alice'], JSON.stringify(body));
    assert.deepEqual(await recipientsOf({ data: { client_user_id: 42 } }, store), ['42']);
  });

  it('returns null for two users or an invalid user id', async () => {
    for (const data of [
      { client_user_id: 'alice', correlationId: 'bob' },
      { client_user_id: 'alice', correlationIds: ['bob', 'carol'] },
      ...['', 'a b', '..', true, {}, ['alice'], -0, 1.5, 2 ** 60, 1n].map((user) => ({ client_user_id: user })),
    ])
      assert.equal(await recipientsOf({ data: { id: 'mtr_1', ...data } }, store), null);
  });

  it('returns the recent readers of a meter, of those that the event names if it names any', async () => {
    const about = (data: object) => recipientsOf({ data: { id: 'mtr_1', ...data } }, store);
    assert.deepEqual(await about({}), ['alice', 'bob']);
    assert.deepEqual(await about({ correlationId: null, correlationIds: [] }), ['alice', 'bob']);
    assert.deepEqual(await about({ correlationIds: ['bob', 'carol'] }), ['bob']);
    assert.deepEqual(await about({ correlationIds: ['dave', 'carol'] }), []);
  });

  it('looks up readers only for a valid meter id', async () => {
    for (const id of ['crd_1', 'mtr_', 'mtr_1 ', '*', '', 1, ['mtr_1'], undefined])
      assert.deepEqual(await recipientsOf({ data: { id } }, store), []);
    for (const data of [undefined, null, 'mtr_1', [{ id: 'mtr_1' }]])
      assert.deepEqual(await recipientsOf({ data }, store), []);
  });
});
