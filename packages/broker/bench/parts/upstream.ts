/** A platform that answers at once with prepared bodies. */
import { createServer } from 'node:http';
import { announce } from './announce.ts';

const account = {
  id: 100,
  client_user_id: 'alice',
  utility_name: 'PG&E',
  account_number: '7626177069',
  status: 'active',
  services: ['electric'],
  feature_availability: { utility_intervals: 'AVAILABLE', utility_statements: 'AVAILABLE' },
};
const rows = Array.from({ length: 8 }, (_, i) => ({ ...account, id: 100 + i }));
const texts: Record<string, string> = {
  '/oauth2/token': JSON.stringify({ access_token: 'upstream-token', expires_in: 3600 }),
  '/utility_accounts': JSON.stringify({ data: rows, total_count: rows.length }),
  '/plug/credentials': JSON.stringify({
    credentials: [{ id: 'crd_a', correlationId: 'alice' }],
    page: { number: 0, size: 100, totalElements: 1, totalPages: 1 },
  }),
  '/plug/meters': JSON.stringify({
    meters: [{ id: 'mtr_a' }, { id: 'mtr_new' }, { id: 'mtr_huge' }],
    page: { number: 0, size: 100, totalElements: 3, totalPages: 1 },
  }),
  // Nine months of 15-minute data, 460 KB, and years of one-minute data, 70 MB.
  '/plug/normalizedIntervals/meters/mtr_a': intervals('mtr_a', [columns(26_000)]),
  '/plug/normalizedIntervals/meters/mtr_new': intervals('mtr_new', [columns(26_000)]),
  '/plug/normalizedIntervals/meters/mtr_huge': intervals('mtr_huge', [columns(4_000_000)]),
  // A year of 15-minute data, 4.5 MB, and of one-minute data, 70 MB.
  '/plug/intervals/meters/mtr_a': intervals('mtr_a', rowsOf(35_040, 15)),
  '/plug/intervals/meters/mtr_huge': intervals('mtr_huge', rowsOf(545_000, 1)),
};

function intervals(meterId: string, readings: readonly object[]): string {
  return JSON.stringify({
    correlationIds: ['alice'],
    credentialIds: ['crd_a'],
    meterId,
    intervalsUpdatedAt: '2024-08-28T09:56:12.000+00:00',
    readings,
  });
}

function kwhOf(slot: number): number {
  return Math.round(((slot * 7919) % 1000) * 1.7) / 1000;
}

function columns(length: number): object {
  const numbers = Array.from({ length }, (_, slot) => kwhOf(slot));
  return { importKwh: numbers, exportKwh: numbers, netKwh: numbers };
}

function rowsOf(length: number, minutes: number): object[] {
  const stamp = (slot: number): string =>
    new Date(Date.UTC(2023, 7, 29, 7) + slot * minutes * 60_000).toISOString().replace('Z', '+00:00');
  return Array.from({ length }, (_, slot) => {
    const kwh = kwhOf(slot);
    const kw = Math.round((kwh * 60_000) / minutes) / 1000;
    return { startAt: stamp(slot), endAt: stamp(slot + 1), direction: 'import', kwh, kw };
  });
}

/** Encoded once: encoding 70 MB for each answer would delay all others. */
const bodies = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));

/** Returns the same body with another year in its timestamp each time. */
function changed(body: Buffer): Buffer {
  const copy = Buffer.from(body);
  copy.write(String(1000 + (answers % 9000)), copy.indexOf('2024-08-28'));
  return copy;
}

/** One answer in this many is 503; 0 for none. */
const faultEvery = Number(process.argv[2] ?? 0);
/** Delay of each answer except the token, ms. */
const delayMs = Number(process.argv[3] ?? 0);
let answers = 0;

const server = createServer((request, response) => {
  request.resume();
  answers += 1;
  if (faultEvery > 0 && answers % faultEvery === 0) {
    response.writeHead(503).end();
    return;
  }
  const path = (request.url ?? '').split('?')[0] ?? '';
  const known = bodies.get(path);
  const body = path.endsWith('/mtr_new') && known !== undefined ? changed(known) : known;
  const answer = (): void => {
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  };
  if (delayMs > 0 && path !== '/oauth2/token') setTimeout(answer, delayMs);
  else answer();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));
