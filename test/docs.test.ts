import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Browser, Frame, Page } from 'playwright-core';
import { sidebar } from '../demo/docs/.vitepress/sidebar.ts';
import type { Demo } from '../demo/server/server.ts';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import { startDemoAlone } from './support/site.ts';

const DOCS = join(import.meta.dirname, '../demo/docs');
/** Every page, by its address below `/docs/`. */
const PAGES = globSync('**/*.md', { cwd: DOCS, exclude: ['examples/**', 'README.md', '.vitepress/**'] })
  .map((file) => file.replace(/\.md$/, '.html'))
  .sort();
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/**
 * Parts that look the same on every page, the colours of code among them; only the first page with
 * them is checked.
 */
const ALIKE = ['.VPNav', '.VPSidebar', '.vp-doc [class*=language-]'];
const FIRST_INSIDE = 'client/index.html';

describe('the docs', { timeout: 600_000 }, () => {
  let browser: Browser;
  let demo: Demo;

  before(async () => {
    browser = await openBrowser();
    // The examples bring their own broker and platform.
    demo = await startDemoAlone();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  it('list every page in the sidebar', () => {
    const listed = sidebar.flatMap(({ items = [] }) => items.map(({ link = '' }) => link));
    const files = listed.map((link) => `${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.html`).sort();
    assert.deepEqual(
      files,
      PAGES.filter((page) => page !== 'index.html'),
    );
  });

  it('use every example', () => {
    const text = PAGES.map((page) => readFileSync(join(DOCS, page.replace(/\.html$/, '.md')), 'utf8')).join('\n');
    for (const file of globSync('*.html', { cwd: join(DOCS, 'examples') })) {
      assert.ok(text.includes(`<<< @/examples/${file}`), `${file} is on no page`);
    }
  });

  describe('in a browser', () => {
    let page: Page;
    let record: PageRecord;

    before(async () => {
      // Without motion, colours change at once with the theme.
      ({ page, record } = await openPage(browser, { reducedMotion: 'reduce' }));
    });
    after(() => page?.context().close());

    for (const path of PAGES) {
      it(`${path} is accessible, fits a phone, violates no policy, and shows its examples`, async () => {
        record.problems.length = 0;
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(`${demo.url}/docs/${path}`);
        await page.locator('#VPContent').waitFor();
        for (const example of await page.locator('.live').all()) {
          await example.scrollIntoViewIfNeeded();
          const shows = await example.getAttribute('data-shows');
          const frame = await (await example.locator('iframe').elementHandle())?.contentFrame();
          assert.ok(frame && shows);
          await shown(frame, shows);
        }
        const alike = path === 'index.html' || path === FIRST_INSIDE ? [] : ALIKE;
        await accessible(page, { type: 'tag', values: WCAG }, alike);
        await page.emulateMedia({ colorScheme: 'dark' });
        // The site applies the theme a moment later.
        await page.locator('html.dark').waitFor({ state: 'attached' });
        await accessible(page, { type: 'rule', values: ['color-contrast'] }, alike);
        await page.setViewportSize({ width: 320, height: 640 });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
        assert.deepEqual(record.problems, []);
      });
    }
  });

  it('can be read without scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${demo.url}/docs/elements/arc-connect.html`);
    assert.match(await page.locator('h1').innerText(), /^arc-connect/);
    assert.match(await page.locator('pre').first().innerText(), /<arc-connect>/);
    assert.equal(await page.locator('table.reference td code', { hasText: /^credential-id$/ }).isVisible(), true);
    await page.locator('.VPSidebar a', { hasText: /^arc-session$/ }).click();
    assert.match(await page.locator('h1').innerText(), /^arc-session/);
    await context.close();
  });

  it('run the code that a reader edits', async () => {
    const { page, record } = await openPage(browser);
    await page.goto(`${demo.url}/docs/elements/arc-connect.html`);
    const example = page.locator('.live').first();
    await example.getByRole('button', { name: 'Edit' }).click();
    const code = example.getByRole('textbox');
    await code.fill((await code.inputValue()).replace('<arc-connect>', '<arc-connect>Find my utility'));
    await code.press('Control+Enter');
    const frame = page.frameLocator('.live iframe').first();
    await frame.getByRole('button', { name: 'Find my utility' }).click();
    // The sandbox's Connect page is a frame inside the frame.
    await frame.frameLocator('iframe').getByLabel(/zip/i).waitFor();
    assert.deepEqual(record.problems, []);
    await page.context().close();
  });

  async function accessible(page: Page, runOnly: axe.RunOnly, exclude: readonly string[]): Promise<void> {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
    const { violations } = await page.evaluate(
      ({ only, exclude }) => (window as unknown as { axe: typeof axe }).axe.run({ exclude }, { runOnly: only }),
      { only: runOnly, exclude: ['.live iframe', ...exclude] },
    );
    const messages = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
    assert.deepEqual(messages, []);
  }
});

/** Waits until a text is shown in a frame, shadow roots included. */
async function shown(frame: Frame, text: string): Promise<void> {
  await frame.getByText(text).first().waitFor({ timeout: 30_000 });
}
