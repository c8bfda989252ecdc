import { inFreshPage, openBench } from '../browser.ts';
import type { Row } from '../table.ts';
import { ARC, whenUsable } from '../usable.ts';
import { allContenders, medians, OURS, type Part, targetsOf, UPLOT } from './part.ts';

/** Ratio to the constructor of uPlot. */
const TARGETS: Readonly<Record<string, readonly [target: number, stretch: number]>> = {
  'A, dpr 1': [1.5, 1],
  'C, dpr 1': [0.9, 0.6],
  'A, dpr 2': [1, 0.7],
  'C, dpr 2': [0.8, 0.5],
};
const UNWARMED = `${OURS}, nothing warmed`;
const USABLE_MS = 5000;

/**
 * Measures the first chart of a page: from `append` to `updateComplete`, compared with the
 * constructor of uPlot.
 */
export const cold: Part = async (bench) => {
  const rows: Row[] = [];
  const names = [...allContenders(bench), ...(bench.contenders.includes(OURS) ? [UNWARMED] : [])];
  for (const dpr of [1, 2]) {
    for (const which of bench.cases) {
      const found = await medians(bench.runs, names, (name) =>
        inFreshPage(bench.browser, { dpr }, async ({ page }) => {
          const contender = name === UNWARMED ? OURS : name;
          await openBench(page, bench.server.url);
          await page.evaluate(([each, set]) => window.bench.prepare(each, set), [contender, which] as const);
          if (name !== UNWARMED) await page.evaluate(() => window.bench.warmIntl());
          await page.evaluate(() => window.bench.runFramesAtOnce());
          const ms = await page.evaluate(() => window.bench.mount());
          if ((await page.evaluate(() => window.bench.pixelHash())) === 0) throw new Error(`${name} drew nothing.`);
          if (contender === OURS) await page.evaluate(`(${whenUsable})(${JSON.stringify(ARC)}, ${USABLE_MS})`);
          return { ms };
        }),
      );
      const uplot = found.get(UPLOT)?.ms ?? Number.NaN;
      for (const name of names.filter((each) => each !== UPLOT)) {
        const value = found.get(name)?.ms ?? Number.NaN;
        const key = `${which}, dpr ${dpr}`;
        rows.push({ name: `case ${key}`, contender: name, unit: 'ms', value, uplot, ...targetsOf(name, TARGETS[key]) });
      }
    }
  }
  return rows;
};
