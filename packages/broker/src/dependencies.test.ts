import assert from 'node:assert/strict';
import { readFileSync, realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

const OWN = fileURLToPath(new URL('../package.json', import.meta.url));
const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;

/** Returns all packages that the broker installs, by their manifest files. */
function installed(file = OWN, found = new Map<string, Manifest>()): ReadonlyMap<string, Manifest> {
  for (const name of Object.keys(read(file).dependencies ?? {})) {
    const link = findPackageJSON(name, file);
    assert.ok(link, `${name} is not installed`);
    const manifestFile = realpathSync(link);
    if (found.has(manifestFile)) continue;
    found.set(manifestFile, read(manifestFile));
    installed(manifestFile, found);
  }
  return found;
}

describe('the dependencies of the broker', () => {
  const others = Object.entries(read(OWN).dependencies ?? {}).filter(([, version]) => version !== 'workspace:*');

  it('are these ten packages at most, each at an exact version (T77)', () => {
    assert.deepEqual(
      others.map(([name]) => name),
      [
        '@hono/node-server',
        '@redis/client',
        '@valibot/to-json-schema',
        'hono',
        'jose',
        'lru-cache',
        'pino',
        'prom-client',
        'undici',
        'valibot',
      ],
    );
    for (const [name, version] of others) assert.match(version, /^\d+\.\d+\.\d+$/, name);
  });

  it('runs nothing when it is installed, whatever it brings along (T77)', () => {
    const all = installed();
    assert.ok(all.size > others.length);
    for (const [file, { scripts = {} }] of all) {
      for (const moment of ['preinstall', 'install', 'postinstall']) assert.equal(scripts[moment], undefined, file);
    }
  });
});
