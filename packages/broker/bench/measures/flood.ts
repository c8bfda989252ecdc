import { Pool } from 'undici';
import { WebhookSender } from '../../src/testing/webhook-sender.ts';
import { BENCH_KEYS, openLoop } from './load.ts';
import { type Line, median, share, spread } from './table.ts';

const FORGED_PER_SECOND = 2000;
const GOOD_PER_SECOND = 100;
const SECONDS = 3;
const ROUNDS = 5;
/** If real webhooks alone take this long, the machine is busy with something else. */
const BUSY_MS = 50;

/** Options of the flood. */
interface Flood {
  /** Source address, different from that of the real webhooks. */
  readonly from?: string;
  /** Text for the table. */
  readonly behind?: string;
}

/**
 * Measures T53: real webhooks beside a flood of forged ones with wrong signatures of the right
 * form, at a broker or a proxy in front of it.
 */
export async function measureFlood({ url }: { readonly url: string }, { from, behind }: Flood = {}): Promise<Line[]> {
  const sender = new WebhookSender(url, { key: BENCH_KEYS.webhook });
  const pool = new Pool(url, { connections: 64, ...(from && { localAddress: from }) });
  let id = 0;
  const good = async (seconds: number): Promise<number> => {
    const receipts: number[] = [];
    await openLoop(GOOD_PER_SECOND, seconds, async (_, dueAt) => {
      id += 1;
      if ((await sender.send(id, `user${id}`)) === 204) receipts.push(performance.now() - dueAt);
    });
    return receipts.length === GOOD_PER_SECOND * seconds ? share(receipts, 0.99) : Number.NaN;
  };
  await good(2);
  const body = JSON.stringify({ type: 'utility_account_updated', data: { id: 1, client_user_id: 'user1' } });
  const headers = {
    'arc-webhook-timestamp': String(Math.floor(Date.now() / 1000)),
    'arc-webhook-signature': 'f'.repeat(64),
  };
  let refused = 0;
  const alone: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await good(SECONDS));
    const flood = openLoop(FORGED_PER_SECOND, SECONDS, async () => {
      const answer = await pool.request({ path: '/webhooks/arc', method: 'POST', body, headers });
      await answer.body.dump();
      if (answer.statusCode === 401 || answer.statusCode === 429) refused += 1;
    });
    beside.push(await good(SECONDS));
    await flood;
  }
  await pool.destroy();
  await sender.close();
  return [
    {
      row: 'T53',
      what:
        `${GOOD_PER_SECOND} webhooks/s beside ${FORGED_PER_SECOND} forged ones` +
        `${behind ? `, ${behind}` : ''}, webhook to receipt`,
      target: 'p99 <= 2 times that without',
      seen: `p99 ${spread(beside, 1)} ms, ${spread(alone, 1)} ms without; ${refused} refused`,
      // Below a few ms only the machine's timers are measured.
      held:
        median(alone) > BUSY_MS
          ? null
          : median(beside) <= Math.max(2 * median(alone), 10) && refused === FORGED_PER_SECOND * SECONDS * ROUNDS,
    },
  ];
}
