import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Pool } from 'undici';
import { get, openLoop, pause, sessions } from './load.ts';
import type { Part } from './part.ts';
import { type Line, share } from './table.ts';

const READERS = 10;
const SECONDS = 15;
/** Between two chunks of at most 64 KB: about 2 MB a second. */
const PAUSE_MS = 30;

/** Measures R27: ten slow readers of 70 MB each beside small requests of others. */
export async function measureReaders(broker: Part): Promise<Line[]> {
  const [token = ''] = await sessions(broker.url, ['alice']);
  const pool = new Pool(broker.url, { connections: 16 });
  await get(pool, '/utility_accounts', token);
  const before = await broker.cost('gc');
  const readers = await Promise.all(Array.from({ length: READERS }, () => slowReader(broker.url, token)));
  const delays: number[] = [];
  let peakBytes = 0;
  let loopDelayMs = 0;
  const watching = (async () => {
    for (let n = 0; n < SECONDS; n += 1) {
      await pause(1000);
      const cost = await broker.cost();
      peakBytes = Math.max(peakBytes, cost.rssBytes);
      loopDelayMs = Math.max(loopDelayMs, cost.loopDelayMs);
    }
  })();
  await openLoop(100, SECONDS, async (_, dueAt) => {
    await get(pool, '/utility_accounts', token);
    delays.push(performance.now() - dueAt);
  });
  await watching;
  const takenMb = readers.reduce((sum, { bytesRead }) => sum + bytesRead, 0) / READERS / 1e6;
  for (const socket of readers) socket.destroy();
  await pool.close();
  const growthMb = (peakBytes - before.rssBytes) / 1e6;
  return [
    {
      row: 'R27',
      what: `${READERS} slow readers of 70 MB (${takenMb.toFixed(0)} MB each by then), growth of resident memory`,
      target: '<= 200 MB',
      seen: `${growthMb.toFixed(0)} MB`,
      held: growthMb <= 200 && takenMb > 5,
    },
    {
      row: 'R27',
      what: 'the same, delay of the event loop in the worst second',
      target: 'p99 <= 50 ms',
      seen: `p99 ${loopDelayMs.toFixed(1)} ms`,
      held: loopDelayMs <= 50,
    },
    {
      row: 'R27',
      what: 'the same, small requests of others',
      target: 'p99 <= 250 ms',
      seen: `p99 ${share(delays, 0.99).toFixed(1)} ms`,
      held: share(delays, 0.99) <= 250,
    },
  ];
}

async function slowReader(url: string, token: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `GET /plug/normalizedIntervals/meters/mtr_huge HTTP/1.1\r\nHost: broker\r\nAuthorization: Bearer ${token}\r\n\r\n`,
  );
  socket.on('data', () => {
    socket.pause();
    setTimeout(() => socket.resume(), PAUSE_MS);
  });
  return socket;
}
