import { inFreshPage, openBench } from '../browser.ts';
import type { Steps } from '../in-page.ts';
import type { Row } from '../table.ts';
import { allContenders, medians, type Part, targetsOf, UPLOT } from './part.ts';

/** Ratio to uPlot's `setScale`, in case A. */
const TARGETS: Readonly<Record<keyof Steps, readonly [target: number, stretch: number]>> = {
  days180: [0.35, 0.2],
  days30: [0.6, 0.3],
  days7: [1, 0.6],
  pan: [0.6, 0.3],
};
const WORDS: Readonly<Record<keyof Steps, string>> = {
  days180: 'to 180 days',
  days30: 'to 30 days',
  days7: 'to 7 days',
  pan: '30 days, on by a day',
};

/** Measures a change of the range, from setting it to `updateComplete`. */
export const steps: Part = async (bench) => {
  const rows: Row[] = [];
  for (const which of bench.cases) {
    const found = await medians(bench.runs, allContenders(bench), (name) =>
      inFreshPage(bench.browser, {}, async ({ page }) => {
        await openBench(page, bench.server.url);
        await page.evaluate(() => window.bench.runFramesAtOnce());
        await page.evaluate(([each, set]) => window.bench.prepare(each, set), [name, which] as const);
        await page.evaluate(() => window.bench.mount());
        await page.evaluate(() => window.bench.settle());
        return page.evaluate(() => window.bench.steps());
      }),
    );
    for (const step of Object.keys(WORDS) as (keyof Steps)[]) {
      const uplot = found.get(UPLOT)?.[step] ?? Number.NaN;
      for (const name of bench.contenders) {
        const value = found.get(name)?.[step] ?? Number.NaN;
        const targets = which === 'A' ? targetsOf(name, TARGETS[step]) : {};
        rows.push({ name: `case ${which}, ${WORDS[step]}`, contender: name, unit: 'ms', value, uplot, ...targets });
      }
    }
  }
  return rows;
};
