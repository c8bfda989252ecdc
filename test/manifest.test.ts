import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const folder = join(import.meta.dirname, '../packages/elements');
const out = `dist/manifest-${process.pid}`;

interface Manifest {
  readonly modules: readonly {
    readonly declarations: readonly {
      readonly tagName?: string;
      readonly events?: readonly { readonly name: string }[];
    }[];
  }[];
}

test('custom-elements.json says what the elements are now', async () => {
  const analyzer = join(folder, 'node_modules/@custom-elements-manifest/analyzer/cem.js');
  const args = [analyzer, 'analyze', '--config', 'custom-elements-manifest.config.js', '--outdir', out];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: folder });
    const fresh = JSON.parse(await readFile(join(folder, out, 'custom-elements.json'), 'utf8')) as Manifest;
    const kept = JSON.parse(await readFile(join(folder, 'custom-elements.json'), 'utf8')) as Manifest;
    assert.deepEqual(kept, fresh, 'stale: run `npm run manifest` in packages/elements');
    const elements = kept.modules.flatMap(({ declarations }) => declarations);
    assert.equal(elements.length, 9);
    for (const { tagName, events = [] } of elements) {
      assert.match(tagName ?? '', /^arc-/);
      for (const { name } of events) assert.match(name, /^arc-/);
    }
  } finally {
    await rm(join(folder, out), { recursive: true, force: true });
  }
});
