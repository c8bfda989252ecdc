/**
 * `npm run versions`: turns the changesets into the next version and its CHANGELOGs, and replaces
 * the previous version wherever it stands in text: in the constant `VERSION`, in the data for
 * editors, and in the address of the script tag in pages and documentation.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tools } from '../lib/build.js';
import { argumentsAmong, main, pinnedNode, root, run } from '../lib/toolchain.js';

/**
 * Files with the script tag's address. CHANGELOGs and pages about releases keep the versions that
 * they name.
 */
const PAGES = ['*.md', 'demo/**/*.{md,html,ts}', 'packages/*/{,src/**/}README.md', 'packages/elements/src/**/*.ts'];
const HISTORY = /node_modules|\bdist\b|demo\/docs\/releases/;

await main(async () => {
  argumentsAmong([]);
  const before = versionNow();
  const code = await run(pinnedNode, [...tools.changeset, 'version']);
  if (code !== 0) return code;
  const after = versionNow();
  replace('packages/elements/src/internal/version.ts', `'${before}'`, `'${after}'`);
  replace('packages/elements/editors/web-types.json', `"version": "${before}"`, `"version": "${after}"`);
  for (const page of globSync(PAGES, { cwd: root, exclude: (path) => HISTORY.test(path) })) {
    for (const folder of ['/arc/', 'dist/cdn/']) replace(page, `${folder}${before}/`, `${folder}${after}/`);
  }
  return 0;
});

function versionNow() {
  return JSON.parse(readFileSync(join(root, 'packages/elements/package.json'), 'utf8')).version;
}

function replace(file, from, to) {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  if (text.includes(from)) writeFileSync(path, text.replaceAll(from, to));
}
