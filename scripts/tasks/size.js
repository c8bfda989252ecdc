/**
 * `npm run size`: compares the gzip size of each browser entry with its budget. Fails if an entry
 * is over its budget or contains a module that it must not contain.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildBundles } from '../lib/build.js';
import { BUNDLES } from '../lib/bundles.js';
import { argumentsAmong, Failure, main, root } from '../lib/toolchain.js';
import { weigh } from '../lib/weigh.js';

/**
 * Modules that do not belong in what a page loads at the start: those for readings and files, which
 * are loaded when somebody looks at them, and those for servers.
 */
const NOT_AT_START = [
  'packages/intervals/src/',
  'packages/client/src/account-endpoints.ts',
  'packages/client/src/client-credentials.ts',
  'packages/client/src/platform.ts',
  'packages/client/src/events/person-events.ts',
  'packages/client/src/events/event-feed.ts',
  'packages/client/src/events/shared-feed.ts',
  'packages/models/src/webhook.ts',
  'packages/models/src/switch-account.ts',
  'packages/models/src/error-body.ts',
  'packages/models/src/token.ts',
  'packages/models/src/token-cache.ts',
];
/** The chart, except for its registration and what other elements share with it. */
const CHART = 'packages/elements/src/interval-chart/';
const SHARED_WITH_CHART = [`${CHART}define`, `${CHART}data/meter-choice`];

/**
 * `budget` is in kB of gzip for everything that loads at once, Lit included. It is set just above
 * the present size and raised only with a reason in the commit. Modules below the paths in `without`
 * must not be inside.
 */
const ENTRIES = [
  {
    name: 'arc-elements.js',
    budget: 40.5,
    measure: () => measureBundle('arc-elements.js'),
    without: [...NOT_AT_START, CHART],
  },
  {
    name: 'arc-interval-chart.js',
    budget: 49.2,
    measure: () => measureBundle('arc-interval-chart.js'),
    without: ['packages/client/src/'],
  },
  {
    name: 'client',
    budget: 16.7,
    measure: () => weigh('packages/client', "export { createArcSession } from '@arc-elements/client';"),
    without: NOT_AT_START,
  },
  {
    name: 'session, connection-status',
    budget: 42,
    measure: () =>
      weigh(
        'packages/elements',
        "import '@arc-elements/elements/session/define'; import '@arc-elements/elements/connection-status/define';",
      ),
    without: [...NOT_AT_START, CHART],
  },
];

await main(async () => {
  argumentsAmong([]);
  await buildBundles();
  let failed = false;
  for (const { name, budget, measure, without } of ENTRIES) {
    const { kB, modules } = await measure();
    for (const path of without) if (!existsSync(join(root, path))) throw new Failure(`There is no ${path}.`);
    const unwanted = modules
      .map((id) => relative(root, id))
      .filter((file) => without.some((path) => file.startsWith(path)))
      .filter((file) => !SHARED_WITH_CHART.some((path) => file.startsWith(path)));
    const isOver = kB > budget;
    failed ||= isOver || unwanted.length > 0;
    const verdict = [isOver && 'OVER', unwanted.length > 0 && 'FORBIDDEN MODULES'].filter(Boolean).join(', ');
    console.log(`${name.padEnd(26)} ${kB.toFixed(1).padStart(6)} kB of ${budget}  ${verdict || 'ok'}`);
    for (const path of unwanted) console.log(`  must not contain ${path}`);
  }
  const files = readdirSync(BUNDLES, { recursive: true }).filter((file) => file.endsWith('.js'));
  console.log(`The script tag can load ${files.length} files in all.`);
  return failed ? 1 : 0;
});

/** Measures a file of the script tag with its static imports, without what is loaded later. */
function measureBundle(entry) {
  const files = withImports(entry).map((file) => join(BUNDLES, file));
  const modules = files.flatMap((file) => {
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
    return sources.map((source) => join(file, '..', source));
  });
  return { kB: files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0) / 1000, modules };
}

/** Lists a file of the script tag and, recursively, the files that it imports statically. */
function withImports(entry, seen = new Set()) {
  if (seen.has(entry)) return [...seen];
  seen.add(entry);
  const text = readFileSync(join(BUNDLES, entry), 'utf8');
  for (const [, file] of text.matchAll(/(?:from|^import|;import)\s*["']\.\/([^"']+)["']/g)) withImports(file, seen);
  return [...seen];
}
