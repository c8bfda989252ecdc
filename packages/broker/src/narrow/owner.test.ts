import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ForeignDataError,
  isId,
  onlyOwn,
  ownerIn,
  requireNoOtherOwner,
  requireOwnerField,
  usersNamedBy,
} from './owner.ts';

const alice = { user: 'alice', credentialIds: new Set(['crd_a']) };

describe('isId', () => {
  it('accepts the same string and no other', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => assert.equal(isId(a, b), a === b)));
    assert.equal(isId('\u00e1', 'a\u0301'), false);
  });

  it('accepts a safe integer with these digits and no other', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (integer) => {
        assert.equal(isId(integer, JSON.stringify(integer)), !Object.is(integer, -0));
        for (const text of [`0${integer}`, `+${integer}`, `${integer}.0`, `${integer} `])
          assert.equal(isId(integer, text), false);
      }),
    );
    assert.equal(isId(0, '0'), true);
    for (const value of [-0, 1.5, 1e21, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, 1n])
      assert.equal(isId(value, `${value}`), false);
  });

  it('accepts no other type, even if its text is equal', () => {
    for (const value of [
      null,
      undefined,
      true,
      false,
      ['alice'],
      [['alice']],
      {},
      Symbol.iterator,
      { toString: () => 'alice' },
      new String('alice'),
    ])
      for (const user of ['alice', 'null', 'undefined', 'true', 'false', '', '[object Object]'])
        assert.equal(isId(value, user), false);
  });
});

describe('an owner', () => {
  const named = (row: unknown) => ownerIn(row, alice);

  it('is read only from fields that name one', () => {
    for (const row of [{ user: 'alice' }, { correlation_ids: ['bob', 'alice'] }, { credentialIds: ['crd_a'] }])
      assert.equal(named(row), 'own');
    for (const field of [
      'username',
      'owner',
      'userName',
      'user_agent',
      'utility_credential_id',
      'credentialStatus',
      'correlationIdx',
      'xuser',
      'id',
    ])
      assert.equal(named({ [field]: 'bob' }), 'nobody', field);
  });

  it('is nobody if the row names none', () => {
    for (const row of [null, 'bob', 7, [], {}, { user: null }, { correlationIds: [] }, { user: {} }, { users: [] }])
      assert.equal(named(row), 'nobody');
  });

  it('is not read from what the partner’s staff wrote', () => {
    for (const field of [
      'site',
      'customData',
      'createdBy',
      'lastModifiedBy',
      'properties',
      'projects',
      'contacts',
      'accountManager',
      'assignee',
    ])
      assert.equal(named({ [field]: { user: 'bob' } }), 'nobody', field);
  });

  it('is read at any depth', () => {
    let row: unknown = { user: 'bob' };
    for (let depth = 0; depth < 100_000; depth += 1) row = depth % 2 === 0 ? { row } : [row];
    assert.equal(named(row), 'another');
    assert.equal(named({ user: 'alice', list: Array.from({ length: 200_000 }, () => 1) }), 'own');
  });

  it('is another as soon as one field names another', () => {
    assert.equal(named({ user: 'alice', parts: [{ user: 'alice' }, { user: 'bob' }] }), 'another');
    assert.equal(named({ user: { id: 'alice', correlationId: 'bob' } }), 'another');
    assert.equal(
      ownerIn({ credentialId: 'crd_b' }, { user: 'alice' }),
      'nobody',
      'where credentials are not known they say nothing',
    );
    assert.throws(() => requireNoOtherOwner({ user: 'bob' }, alice, 'meters'), ForeignDataError);
    requireNoOtherOwner({ user: 'alice' }, alice, 'meters');
  });

  it('has to be named by the owner field of a row', () => {
    requireOwnerField('alice', 'alice', 'accounts');
    requireOwnerField(7, '7', 'accounts');
    for (const owner of ['bob', null, undefined, ['alice']])
      assert.throws(() => requireOwnerField(owner, 'alice', 'accounts'), ForeignDataError);
  });

  it('is kept in a list without those who share the meter', () => {
    assert.deepEqual(onlyOwn('correlationIds', ['bob', 'alice', null, ['alice']], alice), ['alice']);
    assert.deepEqual(onlyOwn('credentialIds', ['crd_b', 'crd_a', 7], alice), ['crd_a']);
    assert.deepEqual(onlyOwn('sourceIntervalDurationMinutes', [15, 60], alice), [15, 60]);
  });
});

describe('usersNamedBy', () => {
  it('lists the users of each field of the row itself', () => {
    const row = {
      user: 'a',
      correlationIds: ['b', 'c'],
      credentialId: 'crd_a',
      rows: [{ user: 'd' }],
      other: { user: 'e' },
    };
    assert.deepEqual(usersNamedBy(row), [['a'], ['b', 'c']]);
    assert.deepEqual(usersNamedBy({ users: [{ id: 'a' }, { correlationId: 'b', x: { user: 'c' } }] }), [['a'], ['b']]);
    assert.deepEqual(usersNamedBy({ user: null, correlationIds: [] }), []);
  });
});
