/**
 * Builds, packs and checks everything that is published, and in CI publishes it. `npm run release
 * -- --help` lists the options.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildBundles, buildDemo, buildPackages, tools } from '../lib/build.js';
import { BUNDLES, CDN, VERSION } from '../lib/bundles.js';
import { checkInFreshFolder } from '../lib/fresh-folder.js';
import { packAll, writeBills } from '../lib/pack.js';
import { Failure, main, PNPM, pinnedNode, root, run } from '../lib/toolchain.js';

const OUT = join(root, 'dist/release');
/** Files that `npm run manifest` and `npm run generate` write. */
const GENERATED = ['packages/elements/{custom-elements.json,editors/*,src/types/*}', 'packages/react/src/**/*.ts'];
const HELP = `npm run release -- --dry

Builds and packs all that is published, checks it in a new folder outside of this checkout, and prints what would be
published where. Without --dry it publishes, in CI only, where each package gets a signed statement of where it was
built (provenance).

  --dry   publishes nothing
  --help  prints this`;

await main(async () => {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !['--dry', '--help'].includes(arg));
  if (unknown !== undefined) {
    throw new Failure(`There is no option ${unknown}: npm run release -- --help lists them.`);
  }
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const dry = args.includes('--dry');
  if (!dry) requireWorkflow();
  await build();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(join(OUT, 'sbom'), { recursive: true });
  const tarballs = await packAll(OUT);
  await writeBills(join(OUT, 'sbom'));
  console.log('\nIn a new folder:');
  for (const line of await checkInFreshFolder(tarballs)) console.log(`  ${line}`);
  await report(tarballs);
  if (dry) return 0;
  await publish(tarballs);
  // Prints a line for each tag, from which the workflow makes the releases on GitHub.
  return run(pinnedNode, [...tools.changeset, 'tag']);
});

/**
 * @throws {Failure} This is not the release workflow, or a package lacks what the workflow needs.
 */
function requireWorkflow() {
  if (process.env.GITHUB_ACTIONS !== 'true') {
    throw new Failure(
      'Packages are published by the workflow release.yml alone, which states where they were built. ' +
        'To do everything except publishing here: npm run release -- --dry',
    );
  }
  for (const path of globSync('packages/*/package.json', { cwd: root })) {
    const { name, repository } = JSON.parse(readFileSync(join(root, path), 'utf8'));
    if (repository === undefined) {
      throw new Failure(`${name} names no "repository" in its package.json, against which npm checks the provenance.`);
    }
  }
}

async function build() {
  const before = generated();
  await runScript('@arc-elements/elements', 'manifest');
  await runScript('@arc-elements/react', 'generate');
  if (generated() !== before) {
    throw new Failure('Generated files were out of date and have been rewritten: look at git diff, and commit them.');
  }
  await buildPackages();
  await buildBundles();
  await buildDemo();
}

function generated() {
  const hash = createHash('sha256');
  for (const file of globSync(GENERATED, { cwd: root }).sort()) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

async function runScript(name, verb) {
  const args = ['--yes', '--prefer-offline', PNPM, '--silent', '--filter', name, 'run', verb];
  const code = await run('npx', args, { shell: process.platform === 'win32' });
  if (code !== 0) throw new Failure(`pnpm --filter ${name} run ${verb} failed.`);
}

async function report(tarballs) {
  const rows = [['package', 'version', 'files', 'bytes', 'goes to']];
  for (const [name, tarball] of [...tarballs].sort()) {
    const { stdout } = await promisify(execFile)('tar', ['-tzf', tarball], { maxBuffer: 1e8 });
    const files = stdout
      .trim()
      .split('\n')
      .filter((path) => !path.endsWith('/'));
    const { version, publishConfig } = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
    const how = `${publishConfig.access}${publishConfig.provenance ? ', with provenance' : ''}`;
    rows.push([`@arc-elements/${name}`, version, files.length, statSync(tarball).size, `npm (${how})`]);
  }
  const scripts = readdirSync(BUNDLES).map((file) => statSync(join(BUNDLES, file)).size);
  const bytes = scripts.reduce((sum, size) => sum + size, 0);
  rows.push(['script tag', VERSION, scripts.length, bytes, `/${VERSION}/ of your site or CDN, cached for ever`]);
  rows.push(['latest.html', VERSION, 1, statSync(join(CDN, 'latest.html')).size, '/ beside it, revalidated']);
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => String(row[i]).length)));
  console.log();
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => pad(cell, widths[i]))
        .join('  ')
        .trimEnd(),
    );
  console.log(`\nTarballs and bills of materials: ${OUT}`);
}

function pad(cell, width) {
  return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
}

/**
 * Publishes the packages that the registry does not have yet, so that a failed run can be repeated.
 */
async function publish(tarballs) {
  const order = ['models', 'intervals', 'client', 'elements', 'react', 'broker', 'sandbox'];
  for (const name of order) {
    const spec = `@arc-elements/${name}@${VERSION}`;
    const known = await promisify(execFile)('npm', ['view', spec, 'version']).catch(() => ({ stdout: '' }));
    if (known.stdout.trim() === VERSION) {
      console.log(`${spec} is published already.`);
      continue;
    }
    const code = await run('npm', ['publish', tarballs.get(name), '--access', 'public', '--provenance']);
    if (code !== 0) throw new Failure(`Publishing ${spec} failed; run the workflow again for what is left.`);
  }
}
