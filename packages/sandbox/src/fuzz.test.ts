import { test } from 'node:test';
import fc from 'fast-check';
import { checkAnswer, fuzzedRequests } from './testing/fuzz.ts';
import { BASE, createHarness } from './testing/harness.ts';

test('no request, however odd, brings out a fault of the sandbox’s own', async () => {
  const { sandbox, send } = await createHarness();
  const person = sandbox.users.connect('u1', 'solar-home');
  const client = { client_id: '001', client_secret: '001' };
  const { access_token: token } = (await send('POST', '/auth/access_token', client)).body;
  const ids = ['u1', person.credentialId, person.accountId, ...person.meterIds, String(person.utility_credential_id)];
  await fc.assert(
    fc.asyncProperty(fuzzedRequests(ids, token), (request) =>
      checkAnswer(sandbox, request, (path, init) => sandbox.fetch(BASE + path, init)),
    ),
    { numRuns: 1_500 },
  );
});
