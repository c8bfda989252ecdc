import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { startSandbox } from '@arc-elements/sandbox/node';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'demo/docs/examples/integration-tests');
const run = promisify(execFile);
/** The commands of `help/integration-tests.md`, each on a line of its own. */
const page = readFileSync(join(root, 'demo/docs/help/integration-tests.md'), 'utf8');

/** Skips a test if a program is not installed. */
const needs = (program: string) =>
  spawnSync(program, ['--version']).status === 0 ? {} : { skip: `${program} is not installed here` };

describe('the integration tests of the docs', { timeout: 120_000 }, () => {
  it('run with Node, without a port', async () => {
    assert.match(page, /^node --test meters\.test\.ts$/m);
    // Without this variable Node does not know that it runs inside a test.
    const { NODE_TEST_CONTEXT, ...env } = process.env;
    const { stdout } = await run(process.execPath, ['--conditions=@arc-elements/source', '--test', 'meters.test.ts'], {
      cwd: folder,
      env,
    });
    assert.match(stdout, /^. pass 5$/m);
  });

  it('run with a shell and curl', needs('curl'), async () => {
    assert.match(page, /^sh meters\.sh$/m);
    const { url, close } = await startSandbox({ port: 0 });
    try {
      const { stdout } = await run('sh', ['meters.sh'], { cwd: folder, env: { ...process.env, SANDBOX: url } });
      assert.match(stdout, /^ok: ada has meter \S+\n$/);
    } finally {
      await close();
    }
  });

  it('run with Python and its standard library only', needs('python3'), async () => {
    assert.match(page, /^python3 -m unittest test_meters$/m);
    const command = [
      process.execPath,
      '--conditions=@arc-elements/source',
      join(root, 'packages/sandbox/src/node/command.ts'),
    ];
    const { stderr } = await run('python3', ['-B', '-W', 'error', '-m', 'unittest', 'test_meters'], {
      cwd: folder,
      env: { ...process.env, ARC_SANDBOX: command.join(' ') },
    });
    assert.match(stderr, /^Ran 5 tests/m);
    assert.match(stderr, /^OK$/m);
  });
});
