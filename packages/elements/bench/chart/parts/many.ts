import { inFreshPage, longest, openBench, tasksBetween } from '../browser.ts';
import type { Row } from '../table.ts';
import { medians, OURS, type Part } from './part.ts';

const CHARTS = 24;
const RUNS = 5;
const MAX_MS = 100;
const REST_MS = 1500;

/** Measures the longest task after a change for many charts of a year on one page. */
export const many: Part = async ({ browser, server, runs }) => {
  const found = await medians(Math.min(RUNS, runs), [OURS], () =>
    inFreshPage(browser, {}, async ({ page }) => {
      await openBench(page, server.url);
      await page.evaluate(
        async ([name, count, restMs]) => {
          for (let i = 0; i < count; i++) {
            await window.bench.prepare(name, 'A');
            window.bench.append();
          }
          await new Promise((resolve) => setTimeout(resolve, restMs));
        },
        [OURS, CHARTS, REST_MS] as const,
      );
      const marks = ['scheme', 'scheme-end', 'width', 'width-end'];
      let seen: readonly number[] = [];
      const [scheme = [], , width = []] = await tasksBetween(browser, page, marks, async () => {
        seen = await page.evaluate(async (restMs) => {
          const { pixelHash } = window.bench;
          const rest = () => new Promise((resolve) => setTimeout(resolve, restMs));
          const hashes = [pixelHash()];
          await rest();
          performance.mark('scheme');
          document.documentElement.style.colorScheme = 'dark';
          await rest();
          performance.mark('scheme-end');
          // In a task outside of both measured spans.
          await rest();
          hashes.push(pixelHash());
          await rest();
          performance.mark('width');
          document.body.style.width = '700px';
          await rest();
          performance.mark('width-end');
          return [...hashes, pixelHash()];
        }, REST_MS);
      });
      if (new Set(seen).size < 3 || seen.includes(0))
        throw new Error('bench many: the first chart was not drawn again after a change.');
      const [byScheme, byWidth] = [longest(scheme), longest(width)];
      return { scheme: byScheme.ms, schemeCpu: byScheme.cpuMs, width: byWidth.ms, widthCpu: byWidth.cpuMs };
    }),
  );
  const times = found.get(OURS);
  if (times === undefined) throw new Error('bench many: no result.');
  const rows = (what: string, ms: number, cpuMs: number): Row[] => {
    const name = `${CHARTS} charts, longest task after a change of ${what}`;
    return [
      { name, contender: OURS, unit: 'ms', value: ms, target: MAX_MS },
      { name: `${name}, processor time`, contender: OURS, unit: 'ms', value: cpuMs },
    ];
  };
  return [...rows('color-scheme', times.scheme, times.schemeCpu), ...rows('width', times.width, times.widthCpu)];
};
