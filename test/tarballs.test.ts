import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { VERSION } from '../scripts/lib/bundles.js';
import { packAll, unpack } from '../scripts/lib/pack.js';
import { root } from '../scripts/lib/toolchain.js';

const execute = promisify(execFile);
const { resolve } = createRequire(import.meta.url);
const PUBLINT = join(dirname(resolve('publint')), 'cli.js');
const ATTW = join(dirname(resolve('@arethetypeswrong/cli/package.json')), 'dist/index.js');
/**
 * Packages for browsers require no version of Node, because partners choose their own build tools.
 */
const BROWSER = ['models', 'intervals', 'client', 'elements', 'react'];
const SERVER = ['broker', 'sandbox'];

/** Runs a tool; fails the test with its output if it fails. */
async function assertPasses(script: string, ...args: string[]): Promise<void> {
  await execute(process.execPath, [script, ...args]).catch(({ stdout, stderr }) => assert.fail(`${stdout}\n${stderr}`));
}

for (const name of [...BROWSER, ...SERVER]) {
  describe(`the tarball of ${name}`, { timeout: 120_000 }, () => {
    let tarball: string;
    let content: string;
    let files: string[];

    before(async () => {
      const { tarballs, folder } = await packed();
      tarball = tarballs.get(name) ?? assert.fail(`no tarball of ${name}`);
      await mkdir(join(folder, name));
      content = await unpack(tarball, join(folder, name));
      files = readdirSync(content, { recursive: true, encoding: 'utf8' });
    });

    it('contains no tests and no build information of the compiler', () => {
      assert.deepEqual(
        files.filter((file) => /\.tsbuildinfo$|\.test(-d)?\.|(^|\/)testing\//.test(file)),
        [],
      );
    });

    it('has complete metadata, a licence, and a changelog of its version', () => {
      const manifest = JSON.parse(readFileSync(join(content, 'package.json'), 'utf8'));
      for (const field of ['description', 'keywords', 'homepage', 'bugs', 'sideEffects']) {
        assert.ok(manifest[field] !== undefined, field);
      }
      assert.deepEqual([manifest.license, manifest.version], ['MIT', VERSION]);
      assert.match(readFileSync(join(content, 'LICENSE'), 'utf8'), /MIT License[\s\S]+Copyright/);
      const log = readFileSync(join(content, 'CHANGELOG.md'), 'utf8');
      assert.ok(log.startsWith(`# ${manifest.name}\n\n## ${VERSION}\n`), log.slice(0, 80));
      assert.doesNotMatch(log, /Updated dependencies/);
    });

    it('is published with public access and provenance', () => {
      const own = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
      assert.deepEqual([own.publishConfig.access, own.publishConfig.provenance], ['public', true]);
    });

    it('contains every file that its pages link to', () => {
      const pages = files.filter((file) => file.endsWith('.md'));
      assert.ok(pages.includes('README.md'));
      for (const page of pages) {
        for (const [, target = ''] of readFileSync(join(content, page), 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
          if (/^https?:/.test(target)) continue;
          const path = join(dirname(page), target);
          assert.ok(!path.startsWith('..') && existsSync(join(content, path)), `${page} links to ${target}`);
        }
      }
    });

    it('contains the files for editors that its manifest names', () => {
      const manifest = JSON.parse(readFileSync(join(content, 'package.json'), 'utf8'));
      for (const field of ['customElements', 'web-types']) {
        const file = manifest[field];
        assert.equal(file !== undefined, name === 'elements', field);
        if (file !== undefined) assert.ok(existsSync(join(content, file)), `${field} names ${file}`);
      }
    });

    it('requires a version of Node only if Node runs it', () => {
      const { engines } = JSON.parse(readFileSync(join(content, 'package.json'), 'utf8'));
      assert.equal(engines?.node !== undefined, SERVER.includes(name));
    });

    it('has no warning of publint', () => assertPasses(PUBLINT, tarball, '--strict'));

    // The packages are ES modules only, so CommonJS and TypeScript before 4.7 are not checked.
    it('has types that each resolution finds', () => assertPasses(ATTW, tarball, '--profile', 'esm-only'));
  });
}

let packing: Promise<{ folder: string; tarballs: ReadonlyMap<string, string> }> | undefined;

function packed() {
  packing ??= mkdtemp(join(tmpdir(), 'arc-elements-tarballs-')).then(async (folder) => ({
    folder,
    tarballs: await packAll(folder),
  }));
  return packing;
}
after(async () => {
  if (packing !== undefined) await rm((await packing).folder, { recursive: true, force: true });
});
