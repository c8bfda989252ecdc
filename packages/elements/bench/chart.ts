/**
 * `npm run bench -- chart [--runs=7] [--cases=A,C] [--dpr=1,2] [--only=arc-core,uplot]`: our chart and four libraries on the same columns, in
 * real Chromium with CPU raster, each in fresh pages, interleaved in random order; medians, and ratios to uPlot; and twelve of our charts on one
 * page against one (`--cases=` alone for only that), from the text of an answer to its picture, and how many
 * frames a second are held. Prints tables and writes `bench-results/chart.json`.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { extname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import type { PageResult } from './chart/page.ts';

const ALL = ['arc-core', 'arc-element', 'uplot', 'echarts', 'chartjs', 'lightweight-charts'];
const METRICS = ['init', 'ready', 'zoom180', 'zoom30', 'zoom7', 'pan', 'hover', 'heapMb'] as const;
const root = join(import.meta.dirname, '../../..');
const out = join(root, 'bench-results');
const dist = join(out, 'chart-page');

function option(name: string, fallback: string): string[] {
  const given = process.argv.find((argument) => argument.startsWith(`--${name}=`));
  return (given?.slice(name.length + 3) ?? fallback).split(',');
}

const runs = Number(option('runs', '7')[0]);
const names = option('only', ALL.join());
const executablePath = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (executablePath === undefined) {
  console.error('There is no Chromium: set CHROME_PATH to one.');
  process.exit(1);
}

await build({
  root: join(import.meta.dirname, 'chart'),
  configFile: false,
  logLevel: 'error',
  base: './',
  resolve: { conditions: ['source', 'browser', 'module', 'production'] },
  build: {
    outDir: dist,
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { input: join(import.meta.dirname, 'chart/index.html') },
  },
});

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
const server = createServer((request, response) => {
  const path = join(dist, new URL(request.url ?? '/', 'http://bench').pathname.replace(/\/$/, '/index.html'));
  if (!path.startsWith(dist) || !existsSync(path)) {
    response.writeHead(404).end();
    return;
  }
  response
    .writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' })
    .end(readFileSync(path));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

async function inPage<T>(browser: Browser, dpr: number, expression: string): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, deviceScaleFactor: dpr });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction('typeof measure === "function"');
    return (await page.evaluate(expression)) as T;
  } finally {
    await context.close();
  }
}

const onePage = (browser: Browser, name: string, which: string, dpr: number): Promise<PageResult> =>
  inPage(browser, dpr, `measure(${JSON.stringify(name)}, ${JSON.stringify(which)})`);

/** From the text of an answer to its picture, ms, with ratios to uPlot. */
async function fromText(browser: Browser): Promise<void> {
  for (const body of ['raw', 'normalized']) {
    const times = new Map<string, number[]>([
      ['arc-element', []],
      ['uplot', []],
    ]);
    for (let run = 0; run < runs; run++) {
      for (const name of [...times.keys()].sort(() => Math.random() - 0.5))
        times
          .get(name)
          ?.push(await inPage(browser, 1, `measureText(${JSON.stringify(name)}, ${JSON.stringify(body)})`));
    }
    const [ours, theirs] = [...times.values()].map(median) as [number, number];
    results[`${body} text of a year`] = { 'arc-element': { text: ours }, uplot: { text: theirs } };
    console.log(
      `\n${body} text of a year to its picture: arc-element ${ours.toFixed(0)} ms, uplot ${theirs.toFixed(0)} ms, ratio ${(ours / theirs).toFixed(2)}`,
    );
  }
}

/** Whether 60 frames a second are held while a year of minutes is moved and zoomed on a fine screen. */
async function frames(browser: Browser): Promise<void> {
  for (const move of ['pan', 'zoom']) {
    for (const name of ['arc-element', 'uplot'].filter((each) => names.includes(each))) {
      const pages: { p95: number; late: number }[] = [];
      for (let run = 0; run < runs; run++)
        pages.push(await inPage(browser, 2, `measureFrames(${JSON.stringify(name)}, 'C', ${JSON.stringify(move)})`));
      const row = { p95: median(pages.map(({ p95 }) => p95)), late: median(pages.map(({ late }) => late)) };
      results[`frames, case C, dpr 2, ${move}`] = { ...results[`frames, case C, dpr 2, ${move}`], [name]: row };
      console.log(
        `\nframes of case C at dpr 2, ${move}, ${name}: 95 % within ${row.p95.toFixed(1)} ms, ${(100 * row.late).toFixed(1)} % missed (medians)`,
      );
    }
  }
}

/** Twelve of our elements on one page against one of them. */
async function twelve(browser: Browser): Promise<Record<string, number>> {
  const times: Record<string, number[]> = { one: [], twelve: [] };
  for (let run = 0; run < runs; run++) {
    times.one?.push(await inPage(browser, 1, 'mountMany(1)'));
    times.twelve?.push(await inPage(browser, 1, 'mountMany(12)'));
  }
  const [one, all] = [median(times.one ?? []), median(times.twelve ?? [])];
  console.log(
    `\n12 charts of a year on one page: ${all.toFixed(0)} ms, one: ${one.toFixed(0)} ms, ratio ${(all / one).toFixed(1)}`,
  );
  return { one, twelve: all, ratio: all / one };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
}

/** The longest task of the main thread while one of our elements mounts on a processor four times slower, ms, and how many took over 50 ms. */
async function slowly(browser: Browser, which: string): Promise<{ longest: number; over: number }> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForFunction('typeof mountMarked === "function"');
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await browser.startTracing(page, {
      categories: ['blink.user_timing', 'disabled-by-default-devtools.timeline', 'devtools.timeline'],
    });
    await page.evaluate(`mountMarked(${JSON.stringify(which)})`);
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    const mark = (name: string) =>
      traceEvents.find((event) => event.name === name && event.ph !== 'X') as TraceEvent | undefined;
    const [mount, rest] = [mark('mount'), mark('rest')];
    if (mount === undefined || rest === undefined) throw new Error('The marks of the page are not in its trace.');
    const tasks = traceEvents
      .filter(({ name, pid, tid }) => name === 'RunTask' && pid === mount.pid && tid === mount.tid)
      .filter(({ ts, dur = 0 }) => ts + dur > mount.ts && ts < rest.ts)
      .map(({ dur = 0 }) => dur / 1000);
    return { longest: Math.max(...tasks), over: tasks.filter((ms) => ms > 50).length };
  } finally {
    await context.close();
  }
}

const results: Record<string, Record<string, Record<string, number>>> = {};
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--enable-precise-memory-info',
    '--js-flags=--expose-gc',
  ],
});
try {
  for (const dpr of option('dpr', '1,2').map(Number)) {
    for (const which of option('cases', 'A,C').filter((each) => each !== '')) {
      const found = new Map<string, PageResult[]>(names.map((name) => [name, []]));
      for (let run = 0; run < runs; run++) {
        for (const name of [...names].sort(() => Math.random() - 0.5))
          found.get(name)?.push(await onePage(browser, name, which, dpr));
      }
      const table: Record<string, Record<string, number>> = {};
      for (const [name, pages] of found) {
        if (pages.some((page) => page.drawn < 0.001))
          console.error(`${name} was not seen to draw in case ${which} at dpr ${dpr}.`);
        if (pages.some((page) => !page.answered && !Number.isNaN(page.hover)))
          console.error(`${name} was not seen to answer to the pointer in case ${which} at dpr ${dpr}.`);
        const row: Record<string, number> = {};
        for (const metric of METRICS) row[metric] = median(pages.map((page) => page[metric]));
        table[name] = row;
      }
      results[`case ${which}, dpr ${dpr}`] = table;
      print(`case ${which}, dpr ${dpr}: ms (heap: MB), median of ${runs} fresh pages`, table);
    }
  }
  for (const which of option('slow', 'A,C').filter((each) => each !== '')) {
    const found: { longest: number; over: number }[] = [];
    for (let run = 0; run < runs; run++) found.push(await slowly(browser, which));
    const row = { longest: median(found.map(({ longest }) => longest)), over: median(found.map(({ over }) => over)) };
    results[`case ${which}, processor 4 times slower`] = { 'arc-element': row };
    console.log(
      `\ncase ${which}, processor 4 times slower: longest task while mounting ${row.longest.toFixed(0)} ms, ${row.over} over 50 ms (medians)`,
    );
  }
  if (names.includes('arc-element') && names.includes('uplot')) await fromText(browser);
  await frames(browser);
  if (names.includes('arc-element')) results['12 charts'] = { 'arc-element': await twelve(browser) };
} finally {
  await browser.close();
  server.close();
  rmSync(dist, { recursive: true, force: true });
}
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, 'chart.json'),
  `${JSON.stringify({ at: new Date().toISOString(), cpus: cpus().length, runs, results }, null, 2)}\n`,
);

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

function print(title: string, table: Record<string, Record<string, number>>): void {
  const uplot = table.uplot;
  const rows = Object.entries(table).map(([name, row]) => [
    name,
    ...METRICS.map((metric) => {
      const value = row[metric] as number;
      if (Number.isNaN(value)) return '–';
      const ratio =
        uplot === undefined || name === 'uplot' ? '' : ` (${(value / (uplot[metric] as number)).toFixed(2)})`;
      return `${value.toFixed(value < 10 ? 2 : 0)}${ratio}`;
    }),
  ]);
  const heads = ['', ...METRICS];
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  console.log(`\n${title}; in brackets the ratio to uPlot\n${line(heads)}\n${rows.map(line).join('\n')}`);
}
