import { inFreshPage, openBench } from '../browser.ts';
import type { Row } from '../table.ts';
import { allContenders, medians, type Part, targetsOf, UPLOT } from './part.ts';

/** Ratio to the second call of the constructor of uPlot. */
const TARGETS: Readonly<Record<string, readonly [target: number, stretch: number]>> = { A: [1, 0.7], C: [0.6, 0.4] };

/** Measures the second chart of a page, with data of its own. */
export const warm: Part = async (bench) => {
  const rows: Row[] = [];
  for (const which of bench.cases) {
    const found = await medians(bench.runs, allContenders(bench), (name) =>
      inFreshPage(bench.browser, {}, async ({ page }) => {
        await openBench(page, bench.server.url);
        await page.evaluate(() => window.bench.runFramesAtOnce());
        await page.evaluate(([each, set]) => window.bench.prepare(each, set), [name, which] as const);
        await page.evaluate(() => window.bench.mount());
        await page.evaluate(() => window.bench.settle());
        await page.evaluate(([each, set]) => window.bench.prepare(each, set), [name, which] as const);
        return { ms: await page.evaluate(() => window.bench.mount()) };
      }),
    );
    const uplot = found.get(UPLOT)?.ms ?? Number.NaN;
    for (const name of bench.contenders) {
      const value = found.get(name)?.ms ?? Number.NaN;
      rows.push({
        name: `case ${which}`,
        contender: name,
        unit: 'ms',
        value,
        uplot,
        ...targetsOf(name, TARGETS[which]),
      });
    }
  }
  return rows;
};
