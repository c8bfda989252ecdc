import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { BUNDLES } from '../scripts/lib/bundles.js';

const execute = promisify(execFile);

const root = join(import.meta.dirname, '..');
const names = ['models', 'intervals', 'client', 'elements', 'react', 'broker', 'sandbox'];

interface Manifest {
  readonly name: string;
  readonly exports: Record<string, string | { '@arc-elements/source': string; types: string; default: string }>;
  readonly publishConfig: { readonly exports: Record<string, unknown> };
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));

for (const name of names) {
  const manifest = manifestOf(name);
  const folder = join(root, 'packages', name);

  describe(manifest.name, () => {
    it('publishes the same entries as in development, without the sources', () => {
      const published = Object.fromEntries(
        Object.entries(manifest.exports).map(([path, target]) => [
          path,
          typeof target === 'string' ? target : { types: target.types, default: target.default },
        ]),
      );
      assert.deepEqual(manifest.publishConfig.exports, published);
    });

    it('has a source file, a build and types behind every entry', () => {
      for (const [path, target] of Object.entries(manifest.exports)) {
        if (typeof target === 'string') continue;
        for (const file of Object.values(target)) assert.ok(existsSync(join(folder, file)), `${path} names ${file}`);
        assert.equal(
          target.default,
          target['@arc-elements/source'].replace('./src/', './dist/').replace(/\.ts$/, '.js'),
        );
      }
    });

    it('can be imported on a server, which can still exit', async () => {
      const entries = Object.values(manifest.exports).flatMap((target) =>
        typeof target === 'string' ? [] : [pathToFileURL(join(folder, target.default)).href],
      );
      const script = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join('\n');
      await execute(process.execPath, ['--input-type=module', '--eval', script], { timeout: 30_000 });
    });
  });
}

describe('the script-tag bundle', () => {
  it('imports only files beside it', () => {
    for (const file of globSync('**/*.js', { cwd: BUNDLES })) {
      const text = readFileSync(join(BUNDLES, file), 'utf8');
      for (const [, fixed, late] of text.matchAll(
        /(?:^|[;}\n])(?:import|export)\b[\w\s{},*$]*(?:from)?\s*["']([^"']+)["']|\bimport\(["'`]([^"'`]+)["'`]\)/g,
      )) {
        const specifier = fixed ?? late ?? '';
        assert.match(specifier, /^\.\.?\//, `${file} imports ${specifier}`);
      }
    }
  });

  it('contains no development build of Lit and no server code', () => {
    for (const file of globSync('**/*.js', { cwd: BUNDLES })) {
      const text = readFileSync(join(BUNDLES, file), 'utf8');
      assert.doesNotMatch(text, /Lit is in dev mode/);
      assert.doesNotMatch(text, /client_secret|ARC_CLIENT/);
    }
  });
});
