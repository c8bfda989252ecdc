import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';

const PROGRAMS = pathToFileURL(join(import.meta.dirname, '../scripts/lib/programs.js')).href;
const skip = process.platform !== 'linux' && 'Debian is a Linux';

describe('a missing Redis', { skip }, () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'arc-elements-programs-'));
    writeFileSync(join(folder, 'apt-get'), '#!/bin/sh\n', { mode: 0o755 });
    writeFileSync(join(folder, 'sudo'), `#!/bin/sh\necho "$@" > '${folder}/asked'\n`, { mode: 0o755 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Looks for a Redis as a person who is not root; returns true if that used sudo. */
  function look(...args: readonly string[]): boolean {
    const script = `process.getuid = () => 1000; (await import('${PROGRAMS}')).findRedis();`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
      env: { PATH: folder },
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const asked = existsSync(join(folder, 'asked'));
    rmSync(join(folder, 'asked'), { force: true });
    return asked;
  }

  it('is not installed by sudo without --install', () => assert.equal(look(), false));

  it('is installed by sudo with --install', () => assert.equal(look('--install'), true));
});
