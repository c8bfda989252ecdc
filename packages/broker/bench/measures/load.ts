import { Pool } from 'undici';

/** Keys of the broker in `bench/parts/broker.ts`. */
export const BENCH_KEYS = { broker: 'bench-broker-key', webhook: 'bench-webhook-key' } as const;

/** Requests session tokens, a few at a time, since they are not measured. */
export async function sessions(
  url: string,
  users: readonly string[],
  key: string = BENCH_KEYS.broker,
): Promise<string[]> {
  const pool = new Pool(url, { connections: 8 });
  const tokens = new Array<string>(users.length);
  await inParallel(32, users.length, async (n) => {
    const answer = await pool.request({
      path: '/sessions',
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ user: users[n], ttl: 900 }),
    });
    tokens[n] = ((await answer.body.json()) as { token: string }).token;
  });
  await pool.close();
  return tokens;
}

/** Runs `count` operations, `width` of them at a time. */
export async function inParallel(width: number, count: number, each: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      await each(n);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}

/**
 * Starts operations at a fixed rate, whether or not the earlier ones are done. `each` gets the time
 * at which it was due, so that latency counts from then.
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  each: (n: number, dueAt: number) => Promise<unknown>,
): Promise<void> {
  const beganAt = performance.now();
  const pending: Promise<unknown>[] = [];
  for (let n = 0; n < perSecond * seconds; n += 1) {
    const dueAt = beganAt + (n * 1000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs);
    pending.push(each(n, dueAt));
  }
  await Promise.all(pending);
}

/** Reads one answer to its end. Returns its status. */
export async function get(pool: Pool, path: string, token: string): Promise<number> {
  const answer = await pool.request({ path, method: 'GET', headers: { authorization: `Bearer ${token}` } });
  await answer.body.dump({ limit: 200_000_000 });
  return answer.statusCode;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
