import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Frame, Page } from 'playwright-core';
import { sidebar } from '../demo/docs/.vitepress/sidebar.ts';
import type { Demo } from '../demo/server/server.ts';
import { axeViolations, WCAG } from './support/axe.ts';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import { startDemoAlone } from './support/site.ts';

const DOCS = join(import.meta.dirname, '../demo/docs');
/** Every page, by its address below `/docs/`. */
const PAGES = globSync('**/*.md', { cwd: DOCS, exclude: ['examples/**', 'README.md', '.vitepress/**'] })
  .map((file) => file.replace(/\.md$/, '.html'))
  .sort();
/**
 * Parts that look the same on every page, such as the colours of code. They are checked on the home
 * page and on one page with a sidebar only.
 */
const REPEATED_PARTS = ['.VPNav', '.VPSidebar', '.vp-doc [class*=language-]'];
const PAGE_WITH_SIDEBAR = 'client/index.html';

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

    /**
     * Opens a page by its link in the sidebar, or by its address if there is none. After a link the
     * browser still has axe, which is faster.
     */
    async function openByLink(path: string): Promise<void> {
      const link = `a[href="/docs/${path.replace(/(^|\/)index\.html$/, '$1')}"]`;
      if ((await page.locator(`.VPSidebar ${link}`).count()) > 0) {
        await page.locator(`.VPSidebar ${link}`).click();
        await page.locator(`.VPSidebar .is-active ${link}`).waitFor();
      } else await page.goto(`${demo.url}/docs/${path}`);
      await page.locator('#VPContent').waitFor();
    }

    for (const path of PAGES) {
      it(`${path} is accessible, fits a phone, logs no errors, and shows its examples`, async () => {
        record.problems.length = 0;
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.emulateMedia({ colorScheme: 'light' });
        await openByLink(path);
        for (const example of await page.locator('.live').all()) {
          await example.scrollIntoViewIfNeeded();
          const shows = await example.getAttribute('data-shows');
          const frame = await (await example.locator('iframe').elementHandle())?.contentFrame();
          assert.ok(frame && shows);
          await waitForText(frame, shows);
        }
        const exclude = [
          '.live iframe',
          ...(path === 'index.html' || path === PAGE_WITH_SIDEBAR ? [] : REPEATED_PARTS),
        ];
        assert.deepEqual(await axeViolations(page, { rules: WCAG, exclude }), []);
        await page.emulateMedia({ colorScheme: 'dark' });
        // The site applies the theme a moment later.
        await page.locator('html.dark').waitFor({ state: 'attached' });
        assert.deepEqual(await axeViolations(page, { rules: ['color-contrast'], exclude }), []);
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
});

/** Waits until a text is shown in a frame, shadow roots included. */
async function waitForText(frame: Frame, text: string): Promise<void> {
  await frame.getByText(text).first().waitFor({ timeout: 30_000 });
}
