import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';

/**
 * Returns a module that is loaded before the command and changes the version of Node that it sees.
 */
const pretend = (node: string) => {
  const versions = `{ value: { ...process.versions, node: '${node}' } }`;
  return `data:text/javascript,Object.defineProperty(process, 'versions', ${versions})`;
};

for (const name of ['broker', 'sandbox']) {
  const start = join(import.meta.dirname, `../packages/${name}/dist/node/bin.js`);
  const run = (version: string) =>
    spawnSync(process.execPath, ['--import', pretend(version), start, '--help'], { encoding: 'utf8' });

  describe(`the command arc-${name}`, () => {
    it('reports in one line that it needs a newer Node', () => {
      for (const version of ['20.20.2', '22.18.0']) {
        const { stdout, stderr, status } = run(version);
        assert.equal(stderr, `arc-${name} needs Node 22.19 or newer; this is ${version}.\n`);
        assert.equal(stdout, '');
        assert.equal(status, 1);
      }
    });

    it('runs on the oldest Node that it supports, and on a newer major version', () => {
      for (const version of ['22.19.0', '26.0.0']) {
        const { stdout, status } = run(version);
        assert.match(stdout, new RegExp(`arc-${name}`));
        assert.equal(status, 0);
      }
    });
  });
}
