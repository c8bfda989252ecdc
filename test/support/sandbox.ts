import assert from 'node:assert/strict';

/** Forgets everything in the sandbox, then connects the demo's person in a scenario. */
export async function startOver(sandboxUrl: string, scenario?: string): Promise<void> {
  await fetch(`${sandboxUrl}/_sandbox/reset`, { method: 'POST' });
  if (scenario === undefined) return;
  const answer = await fetch(`${sandboxUrl}/_sandbox/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'demo', scenario }),
  });
  assert.equal(answer.status, 201, `the sandbox plays ${scenario}`);
}
