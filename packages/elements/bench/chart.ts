/**
 * `npm run bench -- chart [--parts=cold,warm,…] [--runs=9] [--cases=A,C] [--only=echarts,…]`
 * measures what a person waits for with `arc-interval-chart`, compared with uPlot in the same run.
 * `bench/README.md` explains each row. Prints tables and writes `bench-results/chart.json`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { buildBundles } from '../../../scripts/lib/build.js';
import { BUNDLES } from '../../../scripts/lib/bundles.js';
import { findChromium } from '../../../scripts/lib/programs.js';
import { bytes } from './chart/parts/bytes.ts';
import { cold } from './chart/parts/cold.ts';
import { heap } from './chart/parts/heap.ts';
import { many } from './chart/parts/many.ts';
import { page } from './chart/parts/page.ts';
import { OTHERS, OURS, type Part, UPLOT } from './chart/parts/part.ts';
import { steps } from './chart/parts/steps.ts';
import { tasks } from './chart/parts/tasks.ts';
import { warm } from './chart/parts/warm.ts';
import { startServer } from './chart/server.ts';
import { compared, print, type Row, verdict } from './chart/table.ts';

const PARTS: Readonly<Record<string, readonly [title: string, run: Part]>> = {
  cold: ['First chart of a page', cold],
  warm: ['Second chart of a page', warm],
  steps: ['A change of the range', steps],
  heap: ['Memory beyond the columns', heap],
  bytes: ['Bytes until the usage view can be used', bytes],
  tasks: ['Tasks while a chart mounts, processor four times slower', tasks],
  many: ['Many charts on a page', many],
  page: ['A whole page until its chart can be used, slow network, processor four times slower', page],
};
/** Parts in which every library is measured. */
const SHARED_PARTS = ['cold', 'warm', 'steps', 'heap'];

const { values: options } = parseArgs({
  options: {
    parts: { type: 'string' },
    runs: { type: 'string', default: '9' },
    cases: { type: 'string', default: 'A,C' },
    only: { type: 'string', default: OURS },
  },
});
const contenders = options.only.split(',').filter((name) => name !== UPLOT);
const runs = Number(options.runs);
const cases = options.cases.split(',');
const parts = options.parts?.split(',') ?? (contenders.includes(OURS) ? Object.keys(PARTS) : SHARED_PARTS);
requireKnown('part', parts, Object.keys(PARTS));
requireKnown('chart', contenders, [OURS, ...OTHERS]);

const elements = join(import.meta.dirname, '..');
const results = join(elements, '../../bench-results');
const folder = join(results, 'chart-page');

await buildBundles();
await build({
  root: join(import.meta.dirname, 'chart'),
  configFile: false,
  logLevel: 'error',
  base: './',
  resolve: { conditions: ['browser', 'module', 'production'] },
  build: { outDir: folder, emptyOutDir: true, target: 'es2022', modulePreload: false },
});
const server = await startServer({
  '/bench/': folder,
  '/cdn/': BUNDLES,
  '/uplot/': join(elements, 'node_modules/uplot/dist'),
});
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--js-flags=--expose-gc'],
});
const all: Record<string, Row[]> = {};
try {
  for (const name of parts) {
    const [title, run] = PARTS[name] as (typeof PARTS)[string];
    try {
      const rows = await run({ browser, server, contenders, runs, cases });
      all[name] = rows;
      print(title, rows);
    } catch (error) {
      // The other parts are still measured.
      console.error(`\n${title}: not measured.`, error);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const measured = Object.fromEntries(
    Object.entries(all).map(([name, rows]) => [
      name,
      rows.map((row) => ({ ...row, compared: compared(row), verdict: verdict(row) })),
    ]),
  );
  const about = { at: new Date().toISOString(), cpus: cpus().length, runs };
  writeFileSync(join(results, 'chart.json'), `${JSON.stringify({ ...about, parts: measured }, null, 2)}\n`);
}

function requireKnown(what: string, given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`bench chart: there is no ${what} "${unknown}"; use ${known.join(', ')}.`);
}
