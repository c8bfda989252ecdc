import { Pool } from 'undici';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, get, inParallel, openLoop, pause, sessions } from './load.ts';
import { start } from './part.ts';
import { type Line, share } from './table.ts';

/**
 * Answer time of the platform; with 64 connections to it there are at most 320 requests a second.
 */
const UPSTREAM_MS = 200;
const CONNECTIONS = 64;
const TIMES = 4;
const SECONDS = 15;
const PATH = '/utility_accounts';

/** Measures R30: four times the load that a slow platform can take. */
export async function measureOverload(): Promise<Line[]> {
  const upstream = await start('upstream', '0', String(UPSTREAM_MS));
  const broker = await start('broker', upstream.url);
  const [token = ''] = await sessions(broker.url, ['alice']);
  const pool = new Pool(broker.url, { connections: 2000 });
  const aside = new Pool(broker.url, { connections: 4 });
  const sender = new WebhookSender(broker.url, { key: BENCH_KEYS.webhook });
  const startedAt = performance.now();
  await inParallel(CONNECTIONS, CONNECTIONS * 25, async () => {
    await get(pool, PATH, token);
  });
  const peak = (CONNECTIONS * 25) / ((performance.now() - startedAt) / 1000);

  const served: number[] = [];
  const refused: number[] = [];
  const odd = new Map<number, number>();
  const receipts: number[] = [];
  let healthy = 0;
  let looks = 0;
  const beganAt = performance.now();
  await Promise.all([
    openLoop(peak * TIMES, SECONDS, async (_, dueAt) => {
      const status = await get(pool, PATH, token).catch(() => 0);
      if (status === 200) served.push(performance.now() - beganAt);
      else if (status === 503 || status === 429) refused.push(performance.now() - dueAt);
      else odd.set(status, (odd.get(status) ?? 0) + 1);
    }),
    openLoop(50, SECONDS, async (n, dueAt) => {
      if ((await sender.send(n, `user${n}`)) === 204) receipts.push(performance.now() - dueAt);
    }),
    openLoop(5, SECONDS, async () => {
      looks += 1;
      const answer = await aside.request({ path: '/readyz', method: 'GET' });
      await answer.body.dump();
      if (answer.statusCode === 200) healthy += 1;
    }),
  ]);
  // Only answers during the load count; those that waited until its end do not.
  const goodput = served.filter((at) => at <= SECONDS * 1000).length / SECONDS;
  await Promise.all([pool.destroy(), aside.destroy(), sender.close()]);
  broker.stop();
  upstream.stop();
  await pause(100);
  const sent = 50 * SECONDS;
  return [
    {
      row: 'R30',
      what:
        `${TIMES} times the ${peak.toFixed(0)} requests/s that a platform of ${UPSTREAM_MS} ms can take, ` +
        `for ${SECONDS} s: goodput`,
      target: '>= 80 % of the peak',
      seen: `${((goodput / peak) * 100).toFixed(0)} %${odd.size === 0 ? '' : `, and ${JSON.stringify([...odd])}`}`,
      held: goodput >= 0.8 * peak && odd.size === 0,
    },
    {
      row: 'R30',
      what: 'the same, time to a refusal',
      target: '<= 100 ms',
      seen: `p99 ${share(refused, 0.99).toFixed(0)} ms of ${refused.length}`,
      held: share(refused, 0.99) <= 100,
    },
    {
      row: 'R30',
      what: 'the same, readiness and webhooks at 50/s',
      target: 'ready throughout; p99 <= 250 ms, no error',
      seen:
        `${healthy} of ${looks} ready; p99 ${share(receipts, 0.99).toFixed(0)} ms, ` +
        `${receipts.length} of ${sent} acknowledged`,
      held: healthy === looks && share(receipts, 0.99) <= 250 && receipts.length === sent,
    },
  ];
}
