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
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly bin?: Record<string, string>;
}

const manifestOf = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));

/** Direction of imports, "reads": what each package may import of the others. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  models: [],
  intervals: ['models'],
  client: ['models', 'intervals'],
  elements: ['models', 'intervals', 'client'],
  react: ['elements'],
  broker: ['models'],
  sandbox: ['models', 'intervals'],
};

for (const name of names) {
  const manifest = manifestOf(name);
  const folder = join(root, 'packages', name);

  describe(manifest.name, () => {
    it('publishes the entries that development uses, without the sources', () => {
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

    it('can be imported on a server, which it does not keep from ending', async () => {
      const entries = Object.values(manifest.exports).flatMap((target) =>
        typeof target === 'string' ? [] : [pathToFileURL(join(folder, target.default)).href],
      );
      const script = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join('\n');
      await execute(process.execPath, ['--input-type=module', '--eval', script], { timeout: 30_000 });
    });

    it('imports only what its package.json lists, in the direction of the architecture', () => {
      const allowed = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }));
      for (const file of globSync('src/**/*.ts', { cwd: folder })) {
        if (/\.test(-d)?\.ts$|\/testing\//.test(file)) continue;
        const text = readFileSync(join(folder, file), 'utf8');
        for (const [, specifier = ''] of text.matchAll(
          /^(?:import|export)\s[^;]*?from\s+'([^']+)'|import\('([^']+)'\)/gm,
        )) {
          if (specifier === '' || specifier.startsWith('.') || specifier.startsWith('node:')) continue;
          const parts = specifier.split('/');
          const dependency = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
          assert.ok(
            allowed.has(dependency),
            `${file} imports ${dependency}, which is not a dependency of ${manifest.name}`,
          );
          if (dependency.startsWith('@arc-elements/')) {
            const other = dependency.slice('@arc-elements/'.length);
            assert.ok(MAY_IMPORT[name]?.includes(other), `${file} imports ${dependency} against the direction`);
          }
        }
      }
    });

    it('keeps Node out of what runs elsewhere', () => {
      for (const file of globSync('src/**/*.ts', { cwd: folder })) {
        if (/\.test(-d)?\.ts$|\/testing\/|^src\/node\//.test(file)) continue;
        const text = readFileSync(join(folder, file), 'utf8');
        assert.doesNotMatch(text, /from 'node:/, `${file} imports a Node module`);
      }
    });
  });
}

describe('the script-tag bundle', () => {
  it('is one module with nothing left to resolve', () => {
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

  it('holds no development build of Lit and no server code', () => {
    for (const file of globSync('**/*.js', { cwd: BUNDLES })) {
      const text = readFileSync(join(BUNDLES, file), 'utf8');
      assert.doesNotMatch(text, /Lit is in dev mode/);
      assert.doesNotMatch(text, /client_secret|ARC_CLIENT/);
    }
  });
});
