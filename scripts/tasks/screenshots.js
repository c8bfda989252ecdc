/**
 * `npm run screenshots`: makes the README's picture from the running demo. `npm run screenshots --
 * FOLDER` writes pictures of the demo's pages instead: light and dark, narrow and wide, empty and
 * connected.
 */
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildBundles, buildDemo } from '../lib/build.js';
import { findChromium } from '../lib/programs.js';
import { main, root } from '../lib/toolchain.js';

/**
 * Fixed date, in a sunny week of autumn, so that pictures do not depend on the day they are made.
 */
const NOW = '2026-09-18T19:00:00Z';
const README_PICTURE = 'demo/screenshot.png';

await main(async () => {
  const folder = process.argv[2];
  const executablePath = findChromium();
  await buildBundles();
  await buildDemo();
  const { startStack } = await import('../lib/stack.js');
  // Only the tests' package depends on the browser driver.
  const playwright = createRequire(join(root, 'test/package.json')).resolve('playwright-core');
  const { chromium } = (await import(pathToFileURL(playwright).href)).default;

  const stack = await startStack({ ports: { demo: 0, broker: 0, sandbox: 0 }, sandbox: { now: Date.parse(NOW) } });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
  const capture = async (
    path,
    { address = '/', width = 1280, height = 1000, colorScheme = 'light', fullPage = true, ready },
  ) => {
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      deviceScaleFactor: folder ? 1 : 1.5,
      timezoneId: 'America/Phoenix',
    });
    const page = await context.newPage();
    await page.clock.setFixedTime(NOW);
    await page.goto(`${stack.demoUrl}${address}`);
    await page.locator(ready).first().waitFor();
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path, fullPage });
    await context.close();
    console.log(path);
  };
  const connected = 'arc-interval-chart[meter-id] [part=canvas]';
  try {
    if (folder) {
      mkdirSync(resolve(folder), { recursive: true });
      const variants = [1280, 390].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({ width, colorScheme })));
      for (const variant of variants)
        await capture(join(folder, `empty-${variant.width}-${variant.colorScheme}.png`), {
          ...variant,
          ready: 'arc-connect:not([hidden])',
        });
      await connect(stack);
      for (const variant of variants) {
        await capture(join(folder, `connected-${variant.width}-${variant.colorScheme}.png`), {
          ...variant,
          ready: connected,
        });
        await capture(join(folder, `plain-${variant.width}-${variant.colorScheme}.png`), {
          ...variant,
          address: '/plain.html',
          ready: 'arc-interval-chart [part=canvas]',
        });
      }
    } else {
      await connect(stack);
      await capture(join(root, README_PICTURE), { fullPage: false, ready: connected });
    }
  } finally {
    await browser.close();
    await stack.close();
  }
  return 0;
});
process.exit();

/** Connects a person with solar panels in the sandbox and turns on the usage data of each meter. */
async function connect({ sandboxUrl }) {
  const post = async (path, body = {}) => {
    const answer = await fetch(`${sandboxUrl}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to POST /_sandbox${path}.`);
    return answer;
  };
  const { meterIds } = await (await post('/users', { user: 'demo', scenario: 'solar-home' })).json();
  for (const id of meterIds) await post(`/meters/${id}/activate`);
  await post('/clock', { advanceMs: 60_000 });
}
