/**
 * `npm run size`: compares the gzip size of each browser entry with its budget. Fails if an entry
 * is over its budget or contains a module that it must not contain.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundles } from '../lib/build.js';
import { BUNDLES } from '../lib/bundles.js';
import { argumentsAmong, main, root } from '../lib/toolchain.js';
import { weigh } from '../lib/weigh.js';

/**
 * Modules that a page needs only once somebody looks at readings or opens a file, and those that
 * only servers need.
 */
const LATER = [
  /packages\/intervals\//,
  /client\/src\/(?:account-endpoints|client-credentials|platform|events\/(?:person-events|event-feed|shared-feed))\.ts/,
  /models\/src\/(?:webhook|switch-account|error-body|token|token-cache)\.ts/,
];
const CHART = /interval-chart\/(?!define|data\/meter-choice)/;

/**
 * `budget` is in kB of gzip for everything that loads at once, Lit included. It is set just above
 * the present size and raised only with a reason in the commit. Modules that match `without` must
 * not be inside.
 */
const ENTRIES = [
  { name: 'arc-elements.js', budget: 40.5, measure: () => bundle('arc-elements.js'), without: [...LATER, CHART] },
  {
    name: 'arc-interval-chart.js',
    budget: 49.2,
    measure: () => bundle('arc-interval-chart.js'),
    without: [/packages\/client\//],
  },
  {
    name: 'client',
    budget: 16.7,
    measure: () => weigh('packages/client', "export { createArcSession } from '@arc-elements/client';"),
    without: LATER,
  },
  {
    name: 'session, connection-status',
    budget: 42,
    measure: () =>
      weigh(
        'packages/elements',
        "import '@arc-elements/elements/session/define'; import '@arc-elements/elements/connection-status/define';",
      ),
    without: [...LATER, CHART],
  },
];

await main(async () => {
  argumentsAmong([]);
  await buildBundles();
  let failed = false;
  for (const { name, budget, measure, without } of ENTRIES) {
    const { kB, modules } = await measure();
    const verdict = kB <= budget ? 'ok' : 'OVER';
    const unwanted = modules.map((id) => relative(root, id)).filter((path) => without.some((what) => what.test(path)));
    failed ||= kB > budget || unwanted.length > 0;
    console.log(`${name.padEnd(26)} ${kB.toFixed(1).padStart(6)} kB of ${budget}  ${verdict}`);
    for (const path of unwanted) console.log(`  must not be inside: ${path}`);
  }
  const files = readdirSync(BUNDLES, { recursive: true }).filter((file) => file.endsWith('.js'));
  console.log(`${files.length} files of the script tag in all`);
  return failed ? 1 : 0;
});

/** Measures a file of the script tag with its static imports, without what is loaded later. */
function bundle(entry) {
  const files = withImports(entry).map((file) => join(BUNDLES, file));
  const modules = files.flatMap((file) => {
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
    return sources.map((source) => join(file, '..', source));
  });
  return { kB: files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000, modules };
}

function withImports(entry, seen = new Set()) {
  const path = join(BUNDLES, entry);
  if (seen.has(entry) || !existsSync(path)) return [...seen];
  seen.add(entry);
  const text = readFileSync(path, 'utf8');
  for (const [, file] of text.matchAll(/(?:from|^import|;import)\s*["']\.\/([^"']+)["']/g)) withImports(file, seen);
  return [...seen];
}
