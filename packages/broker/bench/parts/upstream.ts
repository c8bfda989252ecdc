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
const bodies: Record<string, string> = {
  '/oauth2/token': JSON.stringify({ access_token: 'upstream-token', expires_in: 3600 }),
  '/utility_accounts': JSON.stringify({ data: rows, total_count: rows.length }),
  '/plug/credentials': JSON.stringify({
    credentials: [{ id: 'crd_a', correlationId: 'alice' }],
    page: { number: 0, size: 100, totalElements: 1, totalPages: 1 },
  }),
  '/plug/meters': JSON.stringify({
    meters: [{ id: 'mtr_a' }],
    page: { number: 0, size: 100, totalElements: 1, totalPages: 1 },
  }),
  '/plug/normalizedIntervals/meters/mtr_a': JSON.stringify({
    correlationIds: ['alice'],
    credentialIds: ['crd_a'],
    meterId: 'mtr_a',
    intervalsUpdatedAt: '2024-08-28T09:56:12.000+00:00',
    readings: [{ importKwh: numbers(), exportKwh: numbers(), netKwh: numbers() }],
  }),
};

function numbers(): number[] {
  return Array.from({ length: 26_000 }, (_, i) => Math.round(((i * 7919) % 1000) * 1.7) / 1000);
}

const server = createServer((request, response) => {
  request.resume();
  const body = bodies[(request.url ?? '').split('?')[0] ?? ''];
  if (body === undefined) response.writeHead(404).end();
  else
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      .end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));
