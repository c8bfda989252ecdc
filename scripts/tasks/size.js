/**
 * `npm run size`: what each browser entry weighs after gzip, against its budget. One over budget fails, or with what it
 * must not hold.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundles } from '../lib/build.js';
import { BUNDLES } from '../lib/bundles.js';
import { main, root } from '../lib/toolchain.js';
import { weigh } from '../lib/weigh.js';

/** What no page needs before somebody looks at readings or opens a file, and what only servers need. */
const LATER = [
  /packages\/intervals\//,
  /client\/src\/(?:account-endpoints|client-credentials|platform|events\/(?:person-events|event-feed|shared-feed))\.ts/,
  /models\/src\/(?:webhook|switch-account|error-body|token)\.ts/,
];
const CHART = /interval-chart\/(?!define|data\/meter-choice)/;

/**
 * In kB of gzip: what loads at once, Lit included. Set just above what it weighs; raised only with a reason in the
 * commit. `without` must not be inside.
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

/** A file of the script tag with what it imports at once; what is loaded later is not waited for by anybody. */
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
