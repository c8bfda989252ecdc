import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { generate } from '../generate.ts';

const folder = join(import.meta.dirname, '..');
const biome = join(folder, '../../node_modules/@biomejs/biome/bin/biome');
const BY_HAND = ['component.ts', 'generated.test.ts'];

test('the components are up to date with the manifest of the elements', async () => {
  const manifest = JSON.parse(await readFile(join(folder, '../elements/custom-elements.json'), 'utf8'));
  const files = generate(manifest);
  const kept = (await readdir(join(folder, 'src'))).filter((name) => !BY_HAND.includes(name));
  assert.deepEqual(kept.sort(), Object.keys(files).sort(), 'stale: run `npm run generate` in packages/react');
  // In the source folder, where the settings of the formatter apply.
  const fresh = await mkdtemp(join(folder, 'src/fresh-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(fresh, name), text);
    await promisify(execFile)(process.execPath, [biome, 'check', '--write', fresh], { cwd: folder });
    for (const name of kept) {
      const now = await readFile(join(folder, 'src', name), 'utf8');
      assert.equal(now, await readFile(join(fresh, name), 'utf8'), 'stale: run `npm run generate` in packages/react');
    }
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
});
