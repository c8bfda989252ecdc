import { inFreshPage, longest, openBench, tasksBetween } from '../browser.ts';
import type { Row } from '../table.ts';
import { medians, OURS, type Part } from './part.ts';

const RUNS = 5;
const LONG_MS = 50;
const MAX_LONG = 3;
const MAX_MS = 100;
/** Time for everything that a chart delays. */
const REST_MS = 3000;

/**
 * Tasks while the first chart of a page mounts on a processor four times slower, nothing warmed.
 */
export const tasks: Part = async (bench) => {
  const rows: Row[] = [];
  for (const which of bench.cases) {
    const found = await medians(Math.min(RUNS, bench.runs), [OURS], () =>
      inFreshPage(bench.browser, {}, async ({ page, protocol }) => {
        await openBench(page, bench.server.url);
        await page.evaluate(([each, set]) => window.bench.prepare(each, set), [OURS, which] as const);
        await page.evaluate(() => window.bench.settle());
        await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        const [mounting = []] = await tasksBetween(bench.browser, page, ['mount', 'rest'], () =>
          page.evaluate(async (restMs) => {
            performance.mark('mount');
            window.bench.append();
            await new Promise((resolve) => setTimeout(resolve, restMs));
            performance.mark('rest');
          }, REST_MS),
        );
        return { long: mounting.filter(({ ms }) => ms > LONG_MS).length, ...longest(mounting) };
      }),
    );
    const { long, ms, cpuMs } = found.get(OURS) ?? { long: Number.NaN, ms: Number.NaN, cpuMs: Number.NaN };
    const name = `case ${which}, longest task`;
    rows.push(
      { name: `case ${which}, tasks over ${LONG_MS} ms`, contender: OURS, unit: '', value: long, target: MAX_LONG },
      { name, contender: OURS, unit: 'ms', value: ms, target: MAX_MS },
      { name: `${name}, processor time`, contender: OURS, unit: 'ms', value: cpuMs },
    );
  }
  return rows;
};
