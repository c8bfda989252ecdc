import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { Demo } from '../demo/server/server.ts';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import { startDemoAlone } from './support/site.ts';

describe('the theme playground', { timeout: 240_000 }, () => {
  let browser: Browser;
  let demo: Demo;
  let page: Page;
  let record: PageRecord;

  before(async () => {
    browser = await openBrowser();
    demo = await startDemoAlone();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });
  beforeEach(async () => {
    ({ page, record } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] }));
    await page.goto(`${demo.url}/docs/look/playground.html`);
    await heading().waitFor();
  });
  afterEach(async () => {
    await page?.context().close();
    assert.deepEqual(record.problems, []);
  });

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** The heading of the meter in the frame. */
  const heading = () => page.frameLocator('.playground iframe').getByRole('heading', { name: /Harbor Light/ });
  const field = (name: string) => page.getByRole('textbox', { name });
  const contrast = () => page.getByRole('status').filter({ hasText: /contrast/ });
  const colourOf = () => heading().evaluate((element) => getComputedStyle(element).color);

  it('shows the elements in a typed colour, in the colour scheme it is for', async () => {
    await field('--arc-color-text, light, as #rrggbb').fill('#123456');
    assert.equal(await colourOf(), 'rgb(18, 52, 86)');
    await page.getByRole('radio', { name: 'dark' }).check();
    assert.equal(await colourOf(), 'rgb(232, 237, 242)');
  });

  it('keeps the colour while the typed text is no colour, and shows it again on leaving', async () => {
    const text = field('--arc-color-text, light, as #rrggbb');
    await text.fill('#12');
    assert.equal(await colourOf(), 'rgb(22, 27, 34)');
    await text.blur();
    assert.equal(await text.inputValue(), '#161b22');
  });

  it('says in words which pair has too little contrast', async () => {
    assert.equal(await contrast().innerText(), 'Every pair has enough contrast.');
    await field('--arc-color-muted, light, as #rrggbb').fill('#999999');
    assert.equal(await contrast().innerText(), 'Too little contrast: muted on background (light).');
    const row = page.getByRole('row', { name: /^muted on background/ });
    assert.match(await row.innerText(), /2\.8, too low: needs 4\.5/);
  });

  it('copies the CSS of what was changed', async () => {
    await field('--arc-color-accent, dark, as #rrggbb').fill('#abcdef');
    await field('--arc-radius').first().fill('3px');
    await button('Copy CSS').click();
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      ':root {\n  --arc-color-accent: light-dark(#1f5fd0, #abcdef);\n  --arc-radius: 3px;\n}\n',
    );
  });

  it('says that a value is not valid', async () => {
    const density = field('--arc-density');
    await density.fill('dense');
    assert.equal(await density.getAttribute('aria-invalid'), 'true');
    await page.getByText('This value is not valid.').waitFor();
  });

  it('applies a preset and is reset by the keyboard', async () => {
    const css = page.getByLabel('CSS of this theme');
    await button('Dense').press('Enter');
    assert.match(await css.innerText(), /--arc-density: 0\.75;/);
    await button('Reset').press('Enter');
    assert.match(await css.innerText(), /nothing to set/);
  });
});
