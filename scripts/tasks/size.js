/** `npm run size`: what each browser entry weighs after gzip, against its budget. One over budget fails. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build as buildWithVite, loadConfigFromFile } from 'vite';
import { buildBundles } from '../lib/build.js';
import { main, root } from '../lib/toolchain.js';

const CDN = 'packages/elements/dist/cdn';

/**
 * In kB of gzip: the file with everything it imports at once, Lit and the session included. Set just above what it weighs; raised only with a reason
 * in the commit.
 */
const BUDGETS = { 'arc-elements.js': 65, 'arc-interval-chart.js': 38.6 };
/** The chart alone for a page that has Lit. */
const CHART_WITHOUT_LIT = 33.1;

await main(async () => {
  await buildBundles();
  let over = false;
  for (const [entry, budget] of Object.entries(BUDGETS)) {
    const files = withImports(entry);
    const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, CDN, file))).length, 0) / 1000;
    const verdict = size <= budget ? 'ok' : 'OVER';
    over ||= size > budget;
    console.log(
      `${entry.padEnd(26)} ${size.toFixed(1).padStart(6)} kB of ${budget}  ${verdict}  (${files.length} files)`,
    );
  }
  const chart = await chartWithoutLit();
  over ||= chart > CHART_WITHOUT_LIT;
  console.log(
    `${'the same without Lit'.padEnd(26)} ${chart.toFixed(1).padStart(6)} kB of ${CHART_WITHOUT_LIT}  ${chart > CHART_WITHOUT_LIT ? 'OVER' : 'ok'}`,
  );
  const lazy = readdirSync(join(root, CDN), { recursive: true }).filter((file) => file.endsWith('.js'));
  console.log(`${lazy.length} files in all`);
  return over ? 1 : 0;
});

/** The chart's entry built as it is, with Lit left out. */
async function chartWithoutLit() {
  const folder = join(root, 'packages/elements');
  const { environments, plugins } = (
    await loadConfigFromFile({ command: 'build', mode: 'production' }, undefined, folder)
  ).config;
  const { rolldownOptions, ...build } = environments.chart.build;
  const { output } = await buildWithVite({
    root: folder,
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins,
    resolve: environments.chart.resolve,
    build: { ...build, write: false, rolldownOptions: { ...rolldownOptions, external: /^(lit|@lit)(\/|$)/ } },
  });
  return gzipSync(output.find(({ isEntry }) => isEntry).code).length / 1000;
}

/** The entry and what it imports statically; chunks loaded later are not waited for by anybody. */
function withImports(entry, seen = new Set()) {
  const path = join(root, CDN, entry);
  if (seen.has(entry) || !existsSync(path)) return [...seen];
  seen.add(entry);
  const text = readFileSync(path, 'utf8');
  for (const [, file] of text.matchAll(/(?:from|^import|;import)\s*["']\.\/([^"']+)["']/g)) withImports(file, seen);
  return [...seen];
}
