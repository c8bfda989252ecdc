import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./testing/digest.ts', import.meta.url));

it('computes the same whatever zone the machine is in', async () => {
  const zones = ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
  const digests = await Promise.all(
    zones.map(async (TZ) => {
      const { stdout } = await run(process.execPath, ['--conditions=@arc-elements/source', script], {
        env: { ...process.env, TZ },
      });
      return stdout;
    }),
  );
  assert.match(digests[0]!, /^[0-9a-f]{64}$/);
  assert.deepEqual(
    digests,
    zones.map(() => digests[0]),
  );
});
