import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import { createArcClient } from './client.ts';
import { until } from './testing/wait.ts';

const isTimeout = (error: unknown) => isArcError(error) && error.code === 'timeout';

/** Creates a client whose requests all get the same answer, and a list of its requests. */
function clientOf(answer: (init: RequestInit) => Response | Promise<Response>, timeoutMs?: number) {
  const requests: { url: URL; init: RequestInit }[] = [];
  const fetch = async (url: RequestInfo | URL, init: RequestInit = {}) => {
    requests.push({ url: new URL(String(url)), init });
    return answer(init);
  };
  const client = createArcClient({ baseUrl: 'https://broker.example/arc/', auth: () => 'tok', fetch, timeoutMs });
  return { client, requests };
}

/** Returns an answer whose body begins but ends only when the request is aborted. */
const unending = ({ signal }: RequestInit, status: number) =>
  new Response(
    new ReadableStream({
      start(body) {
        body.enqueue(new TextEncoder().encode('{'));
        signal?.addEventListener('abort', () => body.error(signal.reason));
      },
    }),
    { status },
  );

describe('one request', () => {
  it('times out if an answer begins but does not end, with any status', async () => {
    for (const status of [200, 500]) {
      const { client } = clientOf((init) => unending(init, status), 20);
      await assert.rejects(client.meters.activateIntervals('mtr_1'), isTimeout);
    }
  });

  it('applies the time limit to the answer, and again to its body', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const [answered, read, ended] = [0, 1, 2].map(() => Promise.withResolvers<void>());
    const body = new ReadableStream(
      {
        async pull(stream) {
          read?.resolve();
          await ended?.promise;
          stream.enqueue(new TextEncoder().encode('{"meters":[]}'));
          stream.close();
        },
      },
      { highWaterMark: 0 },
    );
    const { client, requests } = clientOf(async () => {
      await answered?.promise;
      return new Response(body);
    }, 1_000);
    const list = client.meters.list();
    await until(() => requests.length === 1);
    t.mock.timers.tick(900);
    answered?.resolve();
    await read?.promise;
    t.mock.timers.tick(900);
    ended?.resolve();
    assert.deepEqual((await list).value, []);
    // The time limit does not abort a finished request.
    t.mock.timers.tick(10_000);
    assert.equal(requests[0]?.init.signal?.aborted, false);
  });

  it('distinguishes a missing network from an unreachable service, and retries both once', async (t) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator') as PropertyDescriptor;
    t.after(() => Object.defineProperty(globalThis, 'navigator', before));
    for (const [onLine, code] of [
      [true, 'unreachable'],
      [false, 'network'],
      // Outside a browser it is undefined.
      [undefined, 'network'],
    ] as const) {
      Object.defineProperty(globalThis, 'navigator', { value: { onLine }, configurable: true });
      const { client, requests } = clientOf(() => Promise.reject(new TypeError('Failed to fetch')));
      await assert.rejects(client.meters.get('mtr_1'), (error) => isArcError(error) && error.code === code);
      assert.equal(requests.length, 2);
    }
  });

  it('retries a GET after 502, 503 and 504, unless the answer names a time, and after no other status', async () => {
    for (const [status, headers, sent] of [
      [500, {}, 1],
      [501, {}, 1],
      [502, {}, 2],
      [503, {}, 2],
      [504, {}, 2],
      [505, {}, 1],
      [429, {}, 1],
      [503, { 'retry-after': '1' }, 1],
    ] as const) {
      const { client, requests } = clientOf(() => new Response('', { status, headers }));
      await assert.rejects(client.meters.get('mtr_1'), (error) => isArcError(error) && error.status === status);
      assert.equal(requests.length, sent, `${status}`);
    }
  });

  it('sends the defined values of a query, and a body as JSON', async () => {
    const { client, requests } = clientOf(() => Response.json({ data: [], connect_url: 'https://connect.example/' }));
    await client.utilityCredentials.list({ user: 'a&b' });
    await client.utilityCredentials.list();
    await client.connect.url({ utilityCredentialId: 7 });
    assert.deepEqual(
      requests.map(({ url }) => url.pathname + url.search),
      [
        '/arc/utility_credentials?limit=100&client_user_id=a%26b',
        '/arc/utility_credentials?limit=100',
        '/arc/auth/connect_url',
      ],
    );
    const { method, body, headers } = requests[2]?.init ?? {};
    assert.deepEqual([method, body], ['POST', '{"utility_credential_id":7}']);
    assert.equal(new Headers(headers).get('content-type'), 'application/json');
    assert.equal(new Headers(requests[0]?.init.headers).has('content-type'), false);
  });

  it('sends no cookie and no referrer, and follows no redirect', async () => {
    const { client, requests } = clientOf(() => Response.json({ meters: [] }));
    await client.meters.list();
    const { credentials, redirect, referrerPolicy } = requests[0]?.init ?? {};
    assert.deepEqual([credentials, redirect, referrerPolicy], ['omit', 'error', 'no-referrer']);
  });
});
