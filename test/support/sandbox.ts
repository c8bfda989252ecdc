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
  const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${sandboxUrl}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.json();
  };
  const login = { grant_type: 'client_credentials', client_id: '001', client_secret: '001' };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const { access_token } = await send('POST', '/oauth2/token', new URLSearchParams(login), form);
  const platform = { authorization: `Bearer ${access_token}`, 'arc-version': '2024-02-21' };
  for (const id of meterIds) await send('PATCH', `/plug/meters/${id}`, { isIntervalsProductActive: true }, platform);
  await send('POST', '/_sandbox/clock', { advanceMs: 60_000 });
}
