import assert from 'node:assert/strict';
import { it } from 'node:test';
import { monthlyTotals } from '../examples/monthly-totals.ts';
import { createPlatformClient } from './platform.ts';
import { setup } from './testing/setup.ts';
import { meter } from './testing/wire.ts';

it('the Node example prints totals by month, and goes on after a user who fails', async (t) => {
  const { broker } = await setup(t);
  const readings = [
    { startAt: '2026-01-31T23:00:00Z', endAt: '2026-02-01T00:00:00Z', direction: 'import', kwh: 2 },
    { startAt: '2026-02-01T00:00:00Z', endAt: '2026-02-01T01:00:00Z', direction: 'import', kwh: 3 },
  ];
  broker.override = (c) => {
    if (c.req.path === '/oauth2/token') return Response.json({ access_token: 't', expires_in: 300 });
    if (c.req.query('search')?.includes('user-bad')) return new Response('', { status: 500 });
    if (c.req.path === '/plug/credentials')
      return Response.json({ credentials: [{ id: 'crd_1', status: 'CONNECTION_SUCCESS' }] });
    if (c.req.path === '/plug/meters')
      return Response.json({ meters: [meter({ status: 'INTERVALS_SUCCESS' }), meter({ id: 'mtr_2' })] });
    return Response.json({ meterId: 'mtr_1', localTimezone: 'UTC', readings });
  };
  const lines: string[] = [];
  const client = createPlatformClient({ apiUrl: broker.url, clientId: '001', clientSecret: '001' });
  assert.equal(await monthlyTotals(client, ['user-bad', 'user-1'], (text) => lines.push(text)), 1);
  assert.match(lines[0] ?? '', /^user-bad\tfailed: upstream-failed/);
  assert.deepEqual(lines.slice(1), [
    'user-1\tmtr_1\t2026-01\t2.0 kWh',
    'user-1\tmtr_1\t2026-02\t3.0 kWh',
    'user-1\tmtr_1\tcoverage 100.0 %',
    'user-1\tmtr_2\tno intervals: INTERVALS_NOT_REQUESTED',
  ]);
});
