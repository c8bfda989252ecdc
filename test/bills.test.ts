import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { BUNDLES } from '../scripts/lib/bundles.js';
import { writeBills } from '../scripts/lib/pack.js';
import { root } from '../scripts/lib/toolchain.js';

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly licenses?: readonly unknown[];
}
interface Bill {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);
const bundled = readFileSync(join(BUNDLES, 'sbom.cdx.json'), 'utf8');
const own = (name: string): boolean => name.startsWith('@arc-elements/');

/** Validates by the schema of CycloneDX 1.6, which is part of the library. */
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const assertValid = async (text: string): Promise<void> => assert.equal(await validator.validate(text), null);

describe('what the script-tag bundles contain', () => {
  const { metadata, components }: Bill = JSON.parse(bundled);
  const named = components.map(nameOf).sort();
  const notices = readFileSync(join(BUNDLES, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  /** Packages in the source maps, which do not depend on the bundler's list of modules. */
  const mapped = new Set(
    globSync('*.map', { cwd: BUNDLES }).flatMap((file) => {
      const { sources }: { sources: readonly string[] } = JSON.parse(readFileSync(join(BUNDLES, file), 'utf8'));
      return sources.flatMap((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
    }),
  );

  it('is listed in a valid bill of materials', async () => {
    await assertValid(bundled);
    assert.equal(nameOf(metadata.component), '@arc-elements/elements');
    assert.ok(mapped.has('lit-html') && mapped.has('zustand'), 'the source maps name packages');
    for (const name of mapped) assert.ok(named.includes(name), name);
    for (const name of ['client', 'intervals', 'models']) assert.ok(named.includes(`@arc-elements/${name}`), name);
  });

  it('is listed in the notices with the text of each licence, and nothing else is', () => {
    const parts = notices.split(/^-{80}$/m).slice(1);
    const heads = parts.map((part) => /^(\S+) \S+ \((\S+)\)$/m.exec(part)?.[1] ?? '');
    assert.deepEqual(
      heads.sort(),
      named.filter((name) => !own(name)),
    );
    for (const part of parts) assert.match(part, /copyright/i);
  });

  it('includes the readers of files, which are loaded later, and helpers that build tools add', () => {
    for (const name of ['saxes', 'papaparse', 'rolldown', '@oxc-project/runtime'])
      assert.ok(named.includes(name), name);
  });
});

describe('what installing each package adds', () => {
  let folder: string;
  let bills: ReadonlyMap<string, string>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'arc-elements-bills-'));
    bills = await writeBills(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is listed in a valid bill of materials, with the version and the dependencies of its package.json', async () => {
    const folders = globSync('packages/*', { cwd: root })
      .map((path) => basename(path))
      .sort();
    assert.deepEqual([...bills.keys()].sort(), folders);
    for (const [name, path] of bills) {
      const text = readFileSync(path, 'utf8');
      await assertValid(text);
      const { metadata, components }: Bill = JSON.parse(text);
      const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
      assert.equal(nameOf(metadata.component), manifest.name);
      assert.equal(metadata.component.version, manifest.version);
      const listed = new Map(components.map((each) => [nameOf(each), each.version]));
      for (const [dependency, version] of Object.entries(manifest.dependencies ?? {})) {
        assert.equal(listed.get(dependency), version === 'workspace:*' ? manifest.version : version, dependency);
      }
    }
  });
});
