import assert from 'node:assert/strict';

/**
 * Resets the sandbox, then connects the demo's person in a scenario; resolves to the ids of their
 * meters.
 */
export async function startOver(sandboxUrl: string, scenario?: string): Promise<readonly string[]> {
  await fetch(`${sandboxUrl}/_sandbox/reset`, { method: 'POST' });
  if (scenario === undefined) return [];
  const answer = await fetch(`${sandboxUrl}/_sandbox/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'demo', scenario }),
  });
  assert.equal(answer.status, 201, `the sandbox plays ${scenario}`);
  return (await answer.json()).meterIds;
}

/**
 * Turns on usage data for meters, and advances the clock by a minute, so that their readings
 * arrive.
 */
export async function activateMeters(sandboxUrl: string, meterIds: readonly string[]): Promise<void> {
  for (const id of meterIds) await post(`${sandboxUrl}/_sandbox/meters/${id}/activate`);
  await post(`${sandboxUrl}/_sandbox/clock`, { advanceMs: 60_000 });
}

async function post(url: string, body: unknown = {}): Promise<void> {
  const { ok, status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.ok(ok, `POST ${url}: ${status}`);
}
