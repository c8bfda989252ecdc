import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBroker, fetchTransport } from '@arc-elements/broker';
import { type ArcSession, createArcSession } from '@arc-elements/client';
import { isArcError } from '@arc-elements/models';
import { type AnswerScenarioName, createSandbox } from '@arc-elements/sandbox';

const BROKER = 'http://broker.test';
const PAGE = 'https://app.example.com';
const BROKER_KEY = 'broker-key-of-this-test';

/** What a page reads: the ids of each list, or the code of the error in place of it. */
interface Reading {
  readonly logins: readonly string[] | string;
  readonly accounts: readonly string[] | string;
  readonly meters: readonly string[] | string;
}

/** Reads what Ada sees behind a broker, while the platform answers as the scenario says. */
async function readAs(scenario: AnswerScenarioName | null): Promise<{ reading: Reading; text: string }> {
  const sandbox = createSandbox({ seed: 7, now: Date.parse('2026-03-20T12:00:00Z') });
  const received: string[] = [];
  const broker = createBroker({
    apiUrl: 'https://platform.test',
    clientId: '001',
    clientSecret: '001',
    brokerKeys: [BROKER_KEY],
    sessionKeys: [{ kid: 'k1', key: 'k'.repeat(43) }],
    allowedOrigins: [PAGE],
    transport: fetchTransport((input, init) => sandbox.fetch(input, init)),
  });
  sandbox.users.connect('ben', 'many-meters');
  sandbox.users.connect('ada', 'many-meters');
  if (scenario !== null) sandbox.faults.add({ scenario });
  const page = createArcSession({
    broker: BROKER,
    fetchSession: async () => {
      const answer = await broker.fetch(
        new Request(`${BROKER}/sessions`, {
          method: 'POST',
          headers: { authorization: `Bearer ${BROKER_KEY}`, 'content-type': 'application/json' },
          body: JSON.stringify({ user: 'ada' }),
        }),
      );
      return answer.json();
    },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.headers.set('origin', PAGE);
      const answer = await broker.fetch(request);
      received.push(await answer.clone().text());
      return answer;
    },
  });
  try {
    return { reading: await readAll(page), text: received.join('\n') };
  } finally {
    page.dispose();
    await broker.close();
    sandbox.close();
  }
}

async function readAll({ client }: ArcSession): Promise<Reading> {
  const idsOf = async (list: () => Promise<{ readonly value: readonly { readonly id: string | number }[] }>) => {
    try {
      return (await list()).value.map(({ id }) => String(id)).sort();
    } catch (error) {
      if (!isArcError(error)) throw error;
      return error.code;
    }
  };
  return {
    logins: await idsOf(() => client.credentials.list()),
    accounts: await idsOf(() => client.utilityAccounts.list()),
    meters: await idsOf(() => client.meters.list()),
  };
}

describe('a page behind the broker, while the platform answers oddly', () => {
  /** What Ada has when nothing is wrong. */
  const healthy = readAs(null);

  for (const scenario of ['fresh-token-refused', 'duplicated-page', 'page-count-lies'] as const) {
    it(`shows everything once: ${scenario}`, async () => {
      assert.deepEqual((await readAs(scenario)).reading, (await healthy).reading);
    });
  }

  for (const scenario of ['foreign-row', 'owner-of-wrong-type', 'row-without-owner'] as const) {
    it(`shows nothing that may be somebody else's: ${scenario}`, async () => {
      const { reading, text } = await readAs(scenario);
      assert.equal((await healthy).reading.meters.length, 12);
      for (const [name, mine] of Object.entries((await healthy).reading)) {
        const seen = reading[name as keyof Reading];
        if (typeof seen === 'string') assert.equal(seen, 'upstream-failed', name);
        else
          assert.deepEqual(
            seen.filter((id) => !mine.includes(id)),
            [],
            name,
          );
      }
      assert.doesNotMatch(text, /somebody-else/);
    });
  }

  it('says that the platform fails, and keeps no half of an answer: body-cut', async () => {
    const { reading } = await readAs('body-cut');
    assert.deepEqual(reading, { logins: 'upstream-failed', accounts: 'upstream-failed', meters: 'upstream-failed' });
  });

  it('shows what is there without its times: time-without-offset', async () => {
    const { reading } = await readAs('time-without-offset');
    assert.deepEqual(reading, (await healthy).reading);
  });
});
