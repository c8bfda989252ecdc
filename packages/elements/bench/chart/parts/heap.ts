import type { CDPSession } from 'playwright-core';
import { inFreshPage, openBench } from '../browser.ts';
import { aims, everybody, medians, OURS, type Part } from './part.ts';

/** Heaps differ little from page to page. */
const RUNS = 3;

/**
 * Memory that a chart of a year of minutes takes beyond its columns, which are there before:
 * objects and buffers.
 */
export const heap: Part = async (bench) => {
  const found = await medians(Math.min(RUNS, bench.runs), everybody(bench), (name) =>
    inFreshPage(bench.browser, {}, async ({ page, protocol }) => {
      await openBench(page, bench.server.url);
      await page.evaluate(() => window.bench.warmIntl());
      await page.evaluate((each) => window.bench.prepare(each, 'C'), name);
      const before = await usedBytes(protocol);
      await page.evaluate(() => window.bench.mount());
      await page.evaluate(() => window.bench.rest());
      return { mb: ((await usedBytes(protocol)) - before) / 1e6 };
    }),
  );
  return [...found].map(([contender, { mb: value }]) => ({
    name: 'case C',
    contender,
    unit: 'MB' as const,
    value,
    ...aims(contender, contender === OURS ? [4, 2] : undefined),
  }));
};

async function usedBytes(protocol: CDPSession): Promise<number> {
  // Twice: buffers are let go of after the objects that hold them.
  await protocol.send('HeapProfiler.collectGarbage');
  await protocol.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await protocol.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
