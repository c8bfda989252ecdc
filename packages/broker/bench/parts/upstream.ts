/** Stands in for the platform: answers at once, with bodies made once. */
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
    meters: [{ id: 'mtr_a' }, { id: 'mtr_huge' }],
    page: { number: 0, size: 100, totalElements: 2, totalPages: 1 },
  }),
  // A year of quarters of an hour, 460 KB, and years of minutes, 70 MB.
  '/plug/normalizedIntervals/meters/mtr_a': intervals('mtr_a', 26_000),
  '/plug/normalizedIntervals/meters/mtr_huge': intervals('mtr_huge', 4_000_000),
};

function intervals(meterId: string, length: number): string {
  const numbers = Array.from({ length }, (_, i) => Math.round(((i * 7919) % 1000) * 1.7) / 1000);
  return JSON.stringify({
    correlationIds: ['alice'],
    credentialIds: ['crd_a'],
    meterId,
    intervalsUpdatedAt: '2024-08-28T09:56:12.000+00:00',
    readings: [{ importKwh: numbers, exportKwh: numbers, netKwh: numbers }],
  });
}

/** Made once: turning 70 MB of text into bytes for each answer would hold up all others. */
const bodies = new Map(Object.entries(texts).map(([path, text]) => [path, Buffer.from(text)]));

/** One answer in so many is 503; 0 is none. */
const faultEvery = Number(process.argv[2] ?? 0);
/** How long each answer but that with the token takes. */
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
  const body = bodies.get(path);
  const answer = (): void => {
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  };
  if (delayMs > 0 && path !== '/oauth2/token') setTimeout(answer, delayMs);
  else answer();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));
