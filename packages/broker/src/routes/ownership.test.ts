import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isScope, SCOPES } from '../scopes.ts';
import {
  FOREIGN_CREDENTIALS,
  FOREIGN_USERS,
  HARMLESS_CREDENTIALS,
  HARMLESS_USERS,
  type OwnerForm,
  PEOPLE,
  SILENT,
  withForm,
} from '../testing/owner-forms.ts';
import { INSIDE, type MatrixRow, ownershipMatrix, type Question } from '../testing/owner-matrix.ts';
import { createTestBroker } from '../testing/test-broker.ts';
import { ROUTES } from './index.ts';

/** One broker for all requests, since creating one takes longer than they do. */
const { call, token, platform, events, clock } = createTestBroker();

/** Requests one route repeatedly, with one of the platform's answers replaced. */
class Asker {
  readonly row: MatrixRow;
  /** The last request of the route to the platform; each request is the last one of some route. */
  readonly last: Question;
  readonly #user: string;
  readonly #method: string;

  constructor(user: string, name: string) {
    const row = ownershipMatrix(user)[name];
    assert.ok(row?.questions[0]);
    this.row = row;
    this.last = row.questions.at(-1) ?? row.questions[0];
    this.#user = user;
    this.#method = name.split(' ')[0] ?? '';
  }

  /** Requests the route while the platform gives this answer. */
  async ask(question: Question, text: string) {
    const { path, body, questions } = this.row;
    platform.faults[0] = ({ method, url }) => {
      if (url.pathname === '/oauth2/token') return null;
      const asked = questions.find(({ asks }) => asks === `${method} ${url.pathname}`);
      if (asked === undefined) return new Response(null, { status: 500 });
      return new Response(asked === question ? text : JSON.stringify(asked.answer().answer));
    };
    platform.requests.length = 0;
    events.length = 0;
    clock.now += 60_000; // so that the broker remembers nothing of the last request
    const init = { token: await token(this.#user, { scopes: SCOPES }), ...(body === undefined ? {} : { body }) };
    const answer = await call(this.#method, path, init);
    const sent = platform.requests.map(({ method, url }) => `${method} ${url.pathname}`);
    return {
      status: answer.status,
      shown: await answer.text(),
      asked: sent.filter((asked) => !asked.endsWith('/oauth2/token')),
      foreign: events.filter(({ kind }) => kind === 'foreign-data').length,
    };
  }

  /** Checks that the answer is accepted and shown without anything about other users. */
  async shows(question: Question, text: string): Promise<void> {
    const { status, asked, foreign, shown } = await this.ask(question, text);
    const expected = { ok: true, asked: this.row.questions.map(({ asks }) => asks), foreign: 0 };
    assert.deepEqual({ ok: status < 300, asked, foreign }, expected, `${question.asks}: ${text}`);
    assert.equal(shown.includes(INSIDE), this.#method !== 'DELETE', text);
    assert.equal(/user-b|crd_other/.test(shown), false, text);
  }

  /** Checks that the answer is refused, repeated in no part, and leads to no other request. */
  async refuses(question: Question, text: string, status = 502): Promise<void> {
    const { shown, ...seen } = await this.ask(question, text);
    const asked = this.row.questions.slice(0, this.row.questions.indexOf(question) + 1).map(({ asks }) => asks);
    const expected = { status, asked, foreign: status === 502 ? 1 : 0, isShown: false };
    assert.deepEqual({ ...seen, isShown: shown.includes(INSIDE) }, expected, `${question.asks}: ${text}`);
  }
}

type Row = Record<string, unknown>;

/** Places in an answer where a field may name the owner. */
const PLACES: Readonly<Record<string, (answer: unknown, row: Row) => Row>> = {
  'its row': (_, row) => row,
  'around its row': (answer) => answer as Row,
  'an object in its row': (_, row) => {
    const inner: Row = {};
    row.details = { more: inner };
    return inner;
  },
  'a list in its row': (_, row) => {
    const inner: Row = {};
    row.parts = [{}, [inner]];
    return inner;
  },
  'a reading in its row': (_, row) => {
    const inner: Row = { kwh: 1 };
    row.readings = [{ kwh: 1 }, inner];
    return inner;
  },
};

function spoiltAt(place: string, question: Question, form: OwnerForm): string {
  const { answer, row } = question.answer();
  return withForm(answer, PLACES[place]?.(answer, row) ?? row, form);
}

const foreignTo = ({ namesCredentials }: Question) => [
  ...FOREIGN_USERS,
  ...(namesCredentials ? FOREIGN_CREDENTIALS : []),
];

/** A few forms, where it is enough to see that they are checked. */
const someForeignTo = (question: Question) =>
  foreignTo(question).filter(
    ({ field, json }) => field !== question.names && ['"user-b"', '["crd_other"]'].includes(json),
  );

describe('the ownership matrix', () => {
  const names = Object.keys(ownershipMatrix('user-a'));

  it('has a row for every browser route (T21)', () => {
    const routes = ROUTES.filter(({ access }) => isScope(access)).map(({ method, path }) => `${method} ${path}`);
    // Events come by webhook; `event-owners.test.ts` tests them.
    assert.deepEqual([...names, 'GET /events'].sort(), routes.sort());
  });

  for (const name of names) {
    it(`lets ${name} show what is the user's`, async () => {
      const asker = new Asker('user-a', name);
      const { last } = asker;
      for (const form of [...HARMLESS_USERS, ...HARMLESS_CREDENTIALS])
        if (form.field !== last.names) await asker.shows(last, spoiltAt('its row', last, form));
    });

    it(`lets ${name} show nothing that names another user in any form (T21, T23)`, async () => {
      const asker = new Asker('user-a', name);
      const { last, row } = asker;
      for (const form of foreignTo(last)) {
        const status = form.field === last.names ? row.notNamed : 502;
        await asker.refuses(last, spoiltAt('its row', last, form), status);
      }
    });

    it(`lets ${name} show nothing that names another user at any place of any answer (T21, T23)`, async () => {
      const asker = new Asker('user-a', name);
      for (const question of asker.row.questions)
        for (const place of Object.keys(PLACES))
          for (const form of someForeignTo(question)) await asker.refuses(question, spoiltAt(place, question, form));
    });

    it(`accepts no other value as the user in ${name} (T21, T36)`, async () => {
      for (const { user, own, others } of PEOPLE) {
        const asker = new Asker(user, name);
        const { last, row } = asker;
        const field = last.names ?? 'correlationId';
        const status = last.names === null ? 502 : row.notNamed;
        for (const json of own) await asker.shows(last, spoiltAt('its row', last, { field, json }));
        for (const json of others) await asker.refuses(last, spoiltAt('its row', last, { field, json }), status);
      }
    });

    if (new Asker('user-a', name).last.names === null) continue;

    it(`lets ${name} show nothing without the user in the owner field (T21)`, async () => {
      const asker = new Asker('user-a', name);
      const { last, row } = asker;
      const field = last.names ?? '';
      const { answer, row: nameless } = last.answer();
      delete nameless[field];
      await asker.refuses(last, JSON.stringify(answer), row.notNamed);
      for (const json of SILENT) await asker.refuses(last, spoiltAt('its row', last, { field, json }), row.notNamed);
    });
  }
});
