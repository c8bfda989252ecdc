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
    ({ page, record } = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] }));
    await page.goto(`${demo.url}/docs/look/playground.html`);
    await heading().waitFor();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });
  // One page for all tests: to load it takes longer than most of them.
  beforeEach(async () => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await button('Reset').click();
    await page.getByRole('radio', { name: 'light' }).check();
  });
  afterEach(() => assert.deepEqual(record.problems, []));

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** Returns the heading of the meter in the frame. */
  const heading = () => page.frameLocator('.playground iframe').getByRole('heading', { name: /Harbor Light/ });
  const field = (name: string) => page.getByRole('textbox', { name });
  const contrast = () => page.getByRole('status').filter({ hasText: /contrast/ });
  const colourOf = () => heading().evaluate((element) => getComputedStyle(element).color);

  it('shows the elements in a typed colour, in the colour scheme it is for', async () => {
    await field('--arc-color-text, light, as text').fill('#123456');
    assert.equal(await colourOf(), 'rgb(18, 52, 86)');
    await page.getByRole('radio', { name: 'dark' }).check();
    assert.equal(await colourOf(), 'rgb(232, 237, 242)');
  });

  for (const [typed, colour, hex] of [
    ['red', 'rgb(255, 0, 0)', '#ff0000'],
    ['#abc', 'rgb(170, 187, 204)', '#aabbcc'],
    ['HSL(120deg 100% 25%)', 'rgb(0, 128, 0)', '#008000'],
  ] as const)
    it(`accepts ${typed} as a colour, and writes it as #rrggbb`, async () => {
      const text = field('--arc-color-text, light, as text');
      await text.fill(typed);
      assert.equal(await colourOf(), colour);
      assert.equal(await text.inputValue(), typed);
      await text.blur();
      assert.equal(await text.inputValue(), hex);
    });

  for (const typed of ['#12', 'rad', 'rgb(0 0 0 / 50%)', 'inherit', 'red;', ''])
    it(`reports that "${typed}" is not a colour, and keeps the colour in use`, async () => {
      const text = field('--arc-color-text, light, as text');
      await text.fill(typed);
      await text.blur();
      assert.equal(await text.getAttribute('aria-invalid'), 'true');
      await page.getByText('This is not an opaque colour. #161b22 is still in use.').waitFor();
      assert.equal(await text.inputValue(), typed);
      assert.equal(await colourOf(), 'rgb(22, 27, 34)');
      await button('Reset').click();
      assert.equal(await text.inputValue(), '#161b22');
    });

  it('names each pair with too little contrast', async () => {
    assert.equal(await contrast().innerText(), 'Every pair has enough contrast.');
    await field('--arc-color-muted, light, as text').fill('#999999');
    assert.equal(await contrast().innerText(), 'Too little contrast: muted on background (light).');
    const row = page.getByRole('row', { name: /^muted on background/ });
    assert.match(await row.innerText(), /2\.8, too low: needs 4\.5/);
  });

  it('copies the CSS of the changed properties', async () => {
    await field('--arc-color-accent, dark, as text').fill('#abcdef');
    await field('--arc-radius').first().fill('3px');
    await button('Copy CSS').click();
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    assert.equal(
      await page.evaluate(() => navigator.clipboard.readText()),
      ':root {\n  --arc-color-accent: light-dark(#1f5fd0, #abcdef);\n  --arc-radius: 3px;\n}\n',
    );
  });

  for (const [name, value] of [
    ['--arc-density', 'dense'],
    ['--arc-density', '1em'],
    ['--arc-radius', 'abc'],
    ['--arc-radius', '1em;color:red'],
    ['--arc-radius', 'calc(1px + 2px'],
    ['--arc-radius', '1px /* wide'],
  ] as const)
    it(`reports that ${value} is not valid for ${name}, and leaves it out`, async () => {
      await field(name).first().fill(value);
      assert.equal(await field(name).first().getAttribute('aria-invalid'), 'true');
      await page.getByText('This value is not valid.').waitFor();
      assert.match(await page.getByLabel('CSS of this theme').innerText(), /nothing to set/);
      const frame = page.frameLocator('.playground iframe').locator('html');
      assert.equal(await frame.evaluate((html, name) => html.style.getPropertyValue(name), name), '');
    });

  for (const [width, height] of [
    [390, 844],
    [1000, 700],
  ] as const)
    it(`keeps the elements in view beside every field at ${width} pixels`, async () => {
      await page.setViewportSize({ width, height });
      for (const input of [field('--arc-color-bad, dark, as text'), page.locator('.fields input').last()]) {
        await input.focus();
        const [frame, typedIn] = [await page.locator('.playground iframe').boundingBox(), await input.boundingBox()];
        assert.ok(frame !== null && typedIn !== null);
        assert.ok(frame.y >= 0 && frame.height <= height * 0.4 + 1, JSON.stringify(frame));
        assert.ok(typedIn.y >= frame.y + frame.height, 'The field is not below the elements.');
        assert.ok(typedIn.y + typedIn.height <= height, 'The field is below the window.');
      }
    });

  it('applies a preset and is reset by keyboard', async () => {
    const css = page.getByLabel('CSS of this theme');
    await button('Dense').press('Enter');
    assert.match(await css.innerText(), /--arc-density: 0\.75;/);
    await button('Reset').press('Enter');
    assert.match(await css.innerText(), /nothing to set/);
  });
});
