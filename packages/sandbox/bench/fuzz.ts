/**
 * `npm run fuzz [-- SECONDS]`: requests of every kind against a sandbox on a port, five minutes by
 * default. Fails on an answer of 500, on one that takes long, and on memory that a reset does not
 * give back.
 */
import fc from 'fast-check';
import { startSandbox } from '../src/node/index.ts';
import { checkAnswer, fuzzedRequests } from '../src/testing/fuzz.ts';

const REQUESTS_BETWEEN_RESETS = 2_000;
const ALLOWED_GROWTH_BYTES = 48 * 1024 * 1024;
const START = { seed: 7, now: Date.parse('2026-03-20T12:00:00Z') };

const seconds = Number(process.argv[2] ?? 300);
if (!(seconds > 0)) throw new RangeError(`The duration must be a number of seconds, not "${process.argv[2]}"`);
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('Run it with --expose-gc, as npm run fuzz does');

const { sandbox, url, close } = await startSandbox({ ...START, port: 0 });
const seed = Date.now() % 2 ** 31;
let requests = 0;
let baseline: number | undefined;

/** Connects people, and gives the ids and a token that requests use. */
async function prepare(): Promise<{ ids: string[]; token: string }> {
  const people = ['solar-home', 'mock-elec-gas-water', 'second-factor', 'rejected'].map((scenario) =>
    sandbox.users.connect(`user of ${scenario}`, scenario),
  );
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: '001', client_secret: '001' });
  const answer = await fetch(`${url}/oauth2/token`, { method: 'POST', body: form });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const ids = people.flatMap((each) => [
    each.user,
    each.credentialId,
    each.accountId,
    String(each.utility_credential_id),
    ...each.meterIds,
    ...each.utility_account_ids.map(String),
  ]);
  return { ids, token };
}

/** Starts over, and checks that this gave back what the requests had taken. */
function startOver(): void {
  sandbox.reset(START);
  collect?.();
  const used = process.memoryUsage().heapUsed;
  baseline ??= used;
  console.log(`${requests} requests, ${(used / 1024 / 1024).toFixed(0)} MB after a reset`);
  if (used - baseline > ALLOWED_GROWTH_BYTES) throw new Error(`The heap has grown by ${used - baseline} bytes`);
}

console.log(`seed ${seed}, ${seconds} s`);
const endsAtMs = performance.now() + seconds * 1_000;
for (let round = 0; performance.now() < endsAtMs; round++) {
  const { ids, token } = await prepare();
  const property = fc.asyncProperty(fuzzedRequests(ids, token), async (request) => {
    requests++;
    await checkAnswer(sandbox, request, (path, init) => fetch(url + path, init));
  });
  await fc.assert(property, {
    seed: seed + round,
    numRuns: REQUESTS_BETWEEN_RESETS,
    interruptAfterTimeLimit: Math.max(1, endsAtMs - performance.now()),
  });
  startOver();
}
await close();
