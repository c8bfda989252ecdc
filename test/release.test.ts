import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { VERSION } from '../scripts/lib/bundles.js';
import { root } from '../scripts/lib/toolchain.js';

/** Runs the task outside of the release workflow, where it publishes nothing. */
function release(...args: readonly string[]) {
  const { GITHUB_ACTIONS: _, ...env } = process.env;
  const script = join(root, 'scripts/tasks/release.js');
  return spawnSync(process.execPath, [script, ...args], { env, encoding: 'utf8' });
}

describe('a release', () => {
  it('is published only by its workflow; elsewhere the command says what to run', () => {
    const { status, stdout, stderr } = release();
    assert.match(stderr, /^Packages are published by the workflow release\.yml alone, .+: npm run release -- --dry\n$/);
    assert.equal(stdout, '');
    assert.equal(status, 1);
  });

  it('reports an unknown option in one sentence', () => {
    for (const wrong of ['--dryy', '--dry=yes', 'dry']) {
      const { status, stdout, stderr } = release(wrong);
      assert.equal(stderr, `There is no option ${wrong}: npm run release -- --help lists them.\n`);
      assert.equal(stdout, '');
      assert.equal(status, 1);
    }
  });

  it('prints its help with --help', () => {
    const { status, stdout, stderr } = release('--help');
    assert.match(stdout, /^npm run release -- --dry\n.+\n {2}--dry {2}/s);
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });

  it('has the same version in all packages', () => {
    for (const path of globSync('packages/*/package.json', { cwd: root })) {
      assert.equal(JSON.parse(readFileSync(join(root, path), 'utf8')).version, VERSION, path);
    }
  });

  it('has its version in the address of the script tag on each page', () => {
    const pages = [
      'README.md',
      'demo/plain.html',
      'packages/elements/README.md',
      'demo/docs/start/hosting-the-files.md',
    ];
    for (const page of pages) {
      const [, version] = /\/arc\/(\d[\d.]+\d)\/arc-elements\.js/.exec(readFileSync(join(root, page), 'utf8')) ?? [];
      assert.equal(version, VERSION, page);
    }
  });
});
