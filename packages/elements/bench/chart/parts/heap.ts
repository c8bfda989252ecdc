import type { CDPSession } from 'playwright-core';
import { inFreshPage, openBench } from '../browser.ts';
import { allContenders, medians, OURS, type Part, targetsOf } from './part.ts';

/** Few pages are enough, because heaps differ little. */
const RUNS = 3;

/**
 * Measures the memory of a chart of a year of one-minute data, without its columns: objects and
 * buffers.
 */
export const heap: Part = async (bench) => {
  const found = await medians(Math.min(RUNS, bench.runs), allContenders(bench), (name) =>
    inFreshPage(bench.browser, {}, async ({ page, protocol }) => {
      await openBench(page, bench.server.url);
      await page.evaluate(() => window.bench.warmIntl());
      await page.evaluate((each) => window.bench.prepare(each, 'C'), name);
      const before = await usedBytes(protocol);
      await page.evaluate(() => window.bench.mount());
      await page.evaluate(() => window.bench.settle());
      return { mb: ((await usedBytes(protocol)) - before) / 1e6 };
    }),
  );
  return [...found].map(([contender, { mb: value }]) => ({
    name: 'case C',
    contender,
    unit: 'MB' as const,
    value,
    ...targetsOf(contender, contender === OURS ? [4, 2] : undefined),
  }));
};

async function usedBytes(protocol: CDPSession): Promise<number> {
  // Twice, because buffers are freed after their objects.
  await protocol.send('HeapProfiler.collectGarbage');
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await protocol.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
