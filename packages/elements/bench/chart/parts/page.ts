import { inFreshPage } from '../browser.ts';
import { startPlatform } from '../platform.ts';
import { arcPage, uplotPage } from '../real-pages.ts';
import { ARC, type ReadySelectors, UPLOT as UPLOT_SELECTORS, whenUsable } from '../usable.ts';
import { medians, OURS, type Part, targetsOf, UPLOT } from './part.ts';

const RUNS = 5;
const USABLE_MS = 60_000;
const NETWORK = { offline: false, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8, latency: 150 };
const SELECTORS: Readonly<Record<string, ReadySelectors>> = { [OURS]: ARC, [UPLOT]: UPLOT_SELECTORS };

/**
 * Measures a whole page on a slow network and a slow processor: from navigation until its chart
 * can be used, compared with a page written by hand with uPlot.
 */
export const page: Part = async ({ browser, server, runs }) => {
  const platform = await startPlatform(server);
  try {
    server.route(`/${OURS}.html`, () => ({ type: 'text/html', body: arcPage(platform) }));
    server.route(`/${UPLOT}.html`, () => ({ type: 'text/html', body: uplotPage(platform) }));
    const found = await medians(Math.min(RUNS, runs), [OURS, UPLOT], (name) =>
      inFreshPage(browser, {}, async ({ page, protocol }) => {
        await protocol.send('Network.enable');
        await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
        await protocol.send('Network.emulateNetworkConditions', NETWORK);
        await protocol.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await page.addInitScript(
          `globalThis.usable = (${whenUsable})(${JSON.stringify(SELECTORS[name])}, ${USABLE_MS})`,
        );
        await page.goto(`${server.url}/${name}.html`);
        const ms = (await page.evaluate('usable')) as number;
        return { ms, requests: await page.evaluate(() => 1 + performance.getEntriesByType('resource').length) };
      }),
    );
    const [ours, uplot] = [found.get(OURS), found.get(UPLOT)];
    if (ours === undefined || uplot === undefined) throw new Error('bench page: a page has no result.');
    const row = { contender: OURS } as const;
    return [
      { ...row, name: 'from navigation', unit: 'ms', value: ours.ms, uplot: uplot.ms, ...targetsOf(OURS, [1.3, 1]) },
      { ...row, name: 'requests until then', unit: '', value: ours.requests, uplot: uplot.requests },
    ];
  } finally {
    await platform.close();
  }
};
