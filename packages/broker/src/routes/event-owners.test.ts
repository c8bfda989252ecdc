import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ARC_WEBHOOK_TYPES } from '@arc-elements/models';
import fc from 'fast-check';
import { FOREIGN_USERS, type OwnerForm, PEOPLE, withForm } from '../testing/owner-forms.ts';
import { createTestBroker, EventReader, PLUG_SECRET, type TestBroker } from '../testing/test-broker.ts';

type Row = Record<string, unknown>;
type Source = 'arc' | 'plug';

/** The data of each event without its owner. Source: UPSTREAM.md, Webhooks. */
const CREDENTIAL = { id: 10, verification_status: 'verified' };
const ACCOUNT = { id: 100, utility_credential_id: 10, feature_availability: {} };
const INTERVALS = { utility_account_id: 100, utility_meter_id: 500 };
const STATEMENTS = { utility_account_id: 100 };
const LEGACY: Readonly<Record<string, Row>> = {
  utility_credential_verified: CREDENTIAL,
  utility_credential_rejected: CREDENTIAL,
  utility_credential_revoked: CREDENTIAL,
  utility_credential_verification_error: CREDENTIAL,
  utility_accounts_discovery_error: CREDENTIAL,
  utility_accounts_discovered: { utility_credential_id: 10, utility_accounts: [ACCOUNT] },
  utility_account_updated: ACCOUNT,
  historical_utility_intervals_discovered: INTERVALS,
  new_utility_intervals_available: INTERVALS,
  historical_utility_statements_discovered: STATEMENTS,
  new_utility_statement_available: STATEMENTS,
  utility_remittance_created: {},
  test: {},
};
const METER = { id: 'mtr_own', status: 'INTERVALS_SUCCESS' };
const LOGIN = { id: 'crd_own', status: 'CONNECTION_SUCCESS' };
const PLUG: Readonly<Record<string, Row>> = {
  STATUS_CHANGE: METER,
  NEW_DATA_AVAILABLE: METER,
  EXISTING_DATA_UPDATED: METER,
  REAL_TIME_CREDENTIAL_VALIDATION_SUCCESS: LOGIN,
  REAL_TIME_CREDENTIAL_VALIDATION_FAILURE: LOGIN,
};
const EVENTS: readonly (readonly [type: string, source: Source, data: Row])[] = [
  ...Object.entries(LEGACY).map(([type, data]) => [type, 'arc', data] as const),
  ...Object.entries(PLUG).map(([type, data]) => [type, 'plug', data] as const),
];
const documented = { arc: 'client_user_id', plug: 'correlationId' } as const;

/** A user with an open stream who has read a meter. */
class Listener {
  readonly #test: TestBroker;
  readonly #stream: EventReader;
  #count = 0;

  private constructor(test: TestBroker, stream: EventReader) {
    this.#test = test;
    this.#stream = stream;
  }

  static async of(user: string): Promise<Listener> {
    const test = createTestBroker();
    test.platform.credentials.push({ id: 'crd_own', correlationId: user });
    test.platform.meters.push({ id: 'mtr_own', of: ['crd_own'] });
    const token = await test.token(user);
    assert.equal((await test.call('GET', '/plug/meters/mtr_own', { token })).status, 200);
    return new Listener(test, new EventReader(await test.call('GET', '/events', { token })));
  }

  /** Delivers an event. @returns its outcome. */
  async deliver(source: Source, body: string): Promise<string> {
    const answer =
      source === 'arc'
        ? await this.#test.webhook(body)
        : await this.#test.call('POST', `/webhooks/plug/${PLUG_SECRET}`, { body });
    assert.equal(answer.status, 204, body);
    const last = this.#test.events.filter((event) => event.kind === 'webhook').at(-1);
    return last?.kind === 'webhook' ? last.outcome : '';
  }

  /** Returns the `data` of each event that the stream got since the last call. */
  async heard(user: string): Promise<Row[]> {
    this.#count += 1;
    await this.deliver(
      'arc',
      JSON.stringify({ type: 'end', data: { id: `end-${this.#count}`, client_user_id: user } }),
    );
    const all: Row[] = [];
    for (;;) {
      const { data } = (await this.#stream.next()).data;
      if (data?.id === `end-${this.#count}`) return all;
      all.push(data ?? {});
    }
  }

  close(): Promise<void> {
    return this.#stream.cancel();
  }
}

let serial = 0;
/**
 * Returns an event with the form in its data or beside it. Each has another body, since equal ones
 * are duplicates.
 */
function eventWith(type: string, data: Row, form: OwnerForm, place: 'in its data' | 'around its data' = 'in its data') {
  serial += 1;
  const body: Row = { type, created_at: null, serial, data: { ...data } };
  return withForm(body, place === 'in its data' ? (body.data as Row) : body, form);
}

describe('an event', () => {
  let listener: Listener;
  before(async () => {
    listener = await Listener.of('user-a');
  });
  after(() => listener.close());

  it('of every known type has a row', () => {
    assert.deepEqual(
      ARC_WEBHOOK_TYPES.filter((type) => LEGACY[type] === undefined),
      [],
    );
  });

  for (const [type, source, data] of EVENTS) {
    it(`such as ${type} reaches the user it names and has an id (T52)`, async () => {
      await listener.deliver(source, eventWith(type, data, { field: documented[source], json: '"user-a"' }));
      const [event, ...more] = await listener.heard('user-a');
      assert.deepEqual(more, []);
      assert.ok(event?.id === data.id || typeof event?.id === 'number' || event?.id === 'user-a');
    });

    it(`such as ${type} reaches no other user in any form (T52)`, async () => {
      for (const place of ['in its data', 'around its data'] as const)
        for (const form of FOREIGN_USERS) await listener.deliver(source, eventWith(type, data, form, place));
      assert.deepEqual(await listener.heard('user-a'), []);
    });

    it(`such as ${type} reaches nobody if it names two users (T52)`, async () => {
      const named = { ...data, [documented[source]]: 'user-a' };
      for (const form of FOREIGN_USERS.filter(({ field }) => field !== documented[source])) {
        const body = eventWith(type, named, form);
        assert.equal(await listener.deliver(source, body), 'invalid-user', body);
      }
      assert.deepEqual(await listener.heard('user-a'), []);
    });
  }

  it('accepts no other value as the user it names (T52)', async () => {
    for (const { user, own, others } of PEOPLE) {
      const person = await Listener.of(user);
      for (const [type, source, data] of EVENTS) {
        const field = documented[source];
        for (const json of others) await person.deliver(source, eventWith(type, data, { field, json }));
        assert.deepEqual(await person.heard(user), [], `${user}: ${type}`);
        for (const json of own) await person.deliver(source, eventWith(type, data, { field, json }));
        assert.equal((await person.heard(user)).length, own.length, `${user}: ${type}`);
      }
      await person.close();
    }
  });

  it('that names an invalid user id is counted and acknowledged', async () => {
    for (const source of ['arc', 'plug'] as const) {
      for (const json of [
        '""',
        '"a b"',
        '"\u0430"',
        'true',
        '1.5',
        '1.0',
        '-0',
        '12345678901234567890',
        '{}',
        '["user-a"]',
      ]) {
        const body = eventWith('STATUS_CHANGE', METER, { field: documented[source], json });
        assert.equal(await listener.deliver(source, body), 'invalid-user', body);
      }
    }
    assert.deepEqual(await listener.heard('user-a'), []);
  });

  it('about a shared meter reaches those of its recent readers whom it names', async () => {
    const ids = (json: string) => eventWith('NEW_DATA_AVAILABLE', METER, { field: 'correlationIds', json });
    assert.equal(await listener.deliver('plug', ids('["user-b","user-a"]')), 'stored');
    assert.equal(await listener.deliver('plug', ids('["user-a"]')), 'stored');
    assert.equal(await listener.deliver('plug', ids('["user-b","user-c"]')), 'nobody');
    assert.equal(await listener.deliver('plug', ids('[]')), 'stored');
    assert.equal(await listener.deliver('plug', ids('null')), 'stored');
    const heard = await listener.heard('user-a');
    assert.deepEqual(heard, [METER, METER, METER, METER]);
  });

  it('is sent without accounts that name another user (T52)', async () => {
    for (const form of [...FOREIGN_USERS, { field: 'correlationId', json: '"user-b"' }]) {
      serial += 1;
      const other = { id: 101 };
      const accounts = [{ id: 100, client_user_id: 'user-a', utility_meters: [{ client_user_id: 'user-b' }] }, other];
      const data = { id: serial, client_user_id: 'user-a', utility_accounts: accounts };
      await listener.deliver('arc', withForm({ type: 'utility_accounts_discovered', data }, other, form));
      const [event] = await listener.heard('user-a');
      assert.deepEqual(event?.utility_accounts, [{ id: 100, client_user_id: 'user-a' }], JSON.stringify(form));
    }
  });

  it('always has an id', async () => {
    const id = fc.oneof(fc.jsonValue(), fc.constantFrom('', 0, -1, 1.5, 2 ** 60, 'crd_1'));
    await fc.assert(
      fc.asyncProperty(fc.record({ id, utility_account_id: id }, { requiredKeys: [] }), async (data) => {
        serial += 1;
        await listener.deliver('arc', JSON.stringify({ serial, data: { ...data, client_user_id: 'user-a' } }));
        const [event] = await listener.heard('user-a');
        const heard = event?.id;
        assert.ok(Number.isSafeInteger(heard) || (typeof heard === 'string' && heard !== ''), JSON.stringify(event));
      }),
    );
  });
});
