import { inFreshPage } from '../browser.ts';
import type { Row } from '../table.ts';
import { ARC, whenUsable } from '../usable.ts';
import { OURS, type Part } from './part.ts';

const USABLE_MS = 20_000;
const PAGE = `<!doctype html>
<html lang="en">
<title>One chart</title>
<link rel="icon" href="data:,">
<script type="module" src="/cdn/arc-interval-chart.js"></script>
<body></body>
</html>`;

/**
 * Files that a page with one chart and a series fetches until the usage view is drawn, and until it
 * answers to the pointer.
 */
export const bytes: Part = async ({ browser, server }) => {
  server.route('/one-chart.html', () => ({ type: 'text/html', body: PAGE }));
  return inFreshPage(browser, {}, async ({ page }) => {
    server.takeSent();
    await page.goto(`${server.url}/one-chart.html`);
    await page.evaluate(async () => {
      await customElements.whenDefined('arc-interval-chart');
      const chart = document.createElement('arc-interval-chart');
      const kwh = Float64Array.from({ length: 35_040 }, (_, i) => 0.5 + 0.4 * Math.sin(i / 15));
      chart.series = {
        startMs: Date.UTC(2025, 0, 1, 8),
        stepMs: 900_000,
        timeZone: 'America/Los_Angeles',
        importKwh: kwh,
      };
      document.body.append(chart);
      await chart.updateComplete;
    });
    const first = server.takeSent();
    await page.evaluate(`(${whenUsable})(${JSON.stringify(ARC)}, ${USABLE_MS})`);
    return [
      ...rowsOf('until updateComplete', first),
      ...rowsOf('until the read-out is shown', [...first, ...server.takeSent()]),
    ];
  });
};

function rowsOf(when: string, files: readonly { readonly bytes: number }[]): Row[] {
  const kb = files.reduce((sum, file) => sum + file.bytes, 0) / 1000;
  return [
    { name: `gzip of all files ${when}`, contender: OURS, unit: 'kB', value: kb, target: 46, stretch: 40 },
    { name: `requests ${when}`, contender: OURS, unit: '', value: files.length, target: 2 },
  ];
}
