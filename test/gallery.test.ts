import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Demo } from '../demo/server/server.ts';
import { FINDING_CODES } from '../packages/elements/src/doctor/diagnose.ts';
import { axeViolations, loadAxe, WCAG } from './support/axe.ts';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';
import { type Visit, visit } from './support/gallery.ts';
import { startDemoAlone } from './support/site.ts';

/** Every element of the package, by the folders that register one. */
const TAGS = globSync('packages/elements/src/*/define.ts', { cwd: fileURLToPath(new URL('..', import.meta.url)) })
  .map((file) => basename(dirname(file)))
  .filter((folder) => folder !== 'internal')
  .map((folder) => `arc-${folder}`)
  .sort();

/** The manifest that editors and documentation read. */
const { modules } = JSON.parse(
  readFileSync(new URL('../packages/elements/custom-elements.json', import.meta.url), 'utf8'),
) as { modules: { declarations: { tagName?: string; cssParts?: { name: string }[] }[] }[] };
const elements = modules.flatMap(({ declarations }) => declarations);

const THEMES = ['larkfield', 'almanac', 'voltway'] as const;
/** The rules of WCAG whose result depends on the theme of a page. */
const RULES_OF_THEMES = ['color-contrast', 'link-in-text-block', 'target-size'];
/**
 * Browser pages on which the states are visited in parallel: each state in the look of each page,
 * and in one of the themes, in turn. German has the longest words, which matters on narrow pages;
 * Arabic is laid out from right to left.
 */
const PAGES = {
  light: { options: { colorScheme: 'light' }, look: '', themes: ['larkfield', 'almanac'] },
  dark: { options: { colorScheme: 'dark' }, look: '?locale=ar&direction=rtl', themes: ['voltway'] },
  narrow: {
    options: { viewport: { width: 320, height: 640 }, forcedColors: 'active' },
    look: '?locale=de',
    themes: [],
  },
} as const satisfies Record<
  string,
  { options: BrowserContextOptions; look: string; themes: readonly (typeof THEMES)[number][] }
>;
type PageName = keyof typeof PAGES;

describe('the gallery', { timeout: 600_000 }, () => {
  let browser: Browser;
  let demo: Demo;
  const seen: Visit[] = [];
  const opened = new Map<PageName, { page: Page; record: PageRecord }>();

  before(async () => {
    browser = await openBrowser();
    // Nothing listens at the broker and the sandbox, so a request to them fails the test.
    demo = await startDemoAlone();
    for (const name of Object.keys(PAGES) as PageName[]) opened.set(name, await open('', PAGES[name].options));
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  async function open(hash: string, options: BrowserContextOptions = {}) {
    // Without motion nothing is checked in the middle of a transition.
    const { page, record } = await openPage(browser, { reducedMotion: 'reduce', ...options });
    await page.goto(`${demo.url}/gallery.html${hash}`);
    await page.locator('#viewport[data-shown]').waitFor();
    await loadAxe(page);
    return { page, record };
  }

  const pageOf = (name: PageName) => opened.get(name) as { page: Page; record: PageRecord };
  /** Resolves to the addresses of an element's states, without the look that the page has now. */
  const addressesOf = (page: Page, tag: string): Promise<string[]> =>
    page
      .locator(`#contents ul ul a[href^="#${tag}/"]`)
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash.slice(1).replace(/\?.*/, '')));

  it('has every element of the package', async () => {
    const { page } = pageOf('light');
    const hrefs = await page
      .locator('#contents .contents-head')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));
    assert.deepEqual(hrefs.map((hash) => hash.slice(1).split('/')[0]).sort(), TAGS);
  });

  for (const tag of TAGS) {
    it(`shows ${tag} in every state: accessible, not blank, within 320 px, without an error or a request`, async () => {
      const addresses = await addressesOf(pageOf('light').page, tag);
      assert.ok(addresses.length >= 7, `${tag} has ${addresses.length} states`);
      const visits = await Promise.all(
        (Object.keys(PAGES) as PageName[]).map(async (name) => {
          const { page } = pageOf(name);
          const { look, themes } = PAGES[name];
          const plain = addresses.map((address) => address + look);
          const themed = themes.flatMap((theme) =>
            addresses
              .filter((_, i) => THEMES[i % THEMES.length] === theme)
              .map((address) => `${address}?theme=${theme}`),
          );
          const found = [
            ...(await page.evaluate(visit, { addresses: plain, rules: WCAG })),
            ...(await page.evaluate(visit, { addresses: themed, rules: RULES_OF_THEMES })),
          ];
          return found.map((one) => ({ name, ...one }));
        }),
      );
      seen.push(...visits.flat());
      assert.deepEqual(visits.flat().flatMap(mistakesOf), []);
      for (const [name, { record }] of opened) {
        assert.deepEqual(record.problems.splice(0), [], `${tag}, ${name}`);
        assert.deepEqual(
          record.urls.filter((url) => !url.startsWith(demo.url)),
          [],
          `${tag} asks nobody`,
        );
      }
    });
  }

  it('is accessible in each theme in the other colour scheme too', async () => {
    const addresses = await Promise.all(
      TAGS.map(async (tag) => (await addressesOf(pageOf('light').page, tag))[0] ?? ''),
    );
    addresses.push('arc-connection-status/needs-attention', 'arc-connection-status/several', 'arc-meter-list/house');
    addresses.push('arc-account-profile/mistakes', 'arc-interval-chart/table', 'arc-feature-availability/past-due');
    const others = { light: ['voltway'], dark: ['larkfield', 'almanac'] } as const;
    const visits = await Promise.all(
      (['light', 'dark'] as const).map(async (name) => {
        const themed = others[name].flatMap((theme) => addresses.map((address) => `${address}?theme=${theme}`));
        const found = await pageOf(name).page.evaluate(visit, { addresses: themed, rules: RULES_OF_THEMES });
        return found.map((one) => ({ name, ...one }));
      }),
    );
    assert.deepEqual(visits.flat().flatMap(mistakesOf), []);
  });

  it('shows every part that the manifest names, and none that it does not', async () => {
    const named = elements.flatMap(({ tagName, cssParts = [] }) => cssParts.map(({ name }) => `${tagName} ${name}`));
    const shown = new Set(seen.flatMap(({ parts }) => parts));
    // The chart also has parts of single buttons and totals that are not public.
    const known = (part: string): boolean => !part.startsWith('arc-interval-chart ') || named.includes(part);
    assert.deepEqual([...shown].filter(known).sort(), named.sort());
  });

  it('shows every finding of the doctor', () => {
    const found = new Set(
      seen.filter(({ address }) => address.startsWith('arc-doctor/')).flatMap(({ codes }) => codes),
    );
    assert.deepEqual([...found].sort(), [...FINDING_CODES].sort());
  });

  it('is accessible as a page, wide and narrow', async () => {
    for (const name of Object.keys(PAGES) as PageName[]) {
      const { page } = pageOf(name);
      assert.deepEqual(await axeViolations(page, { rules: WCAG }), [], name);
      const { width, room } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
      }));
      assert.ok(width <= room, `${name}: ${width} px in ${room}`);
    }
  });

  it('opens at an address, and keeps the look from state to state', async () => {
    const { page, record } = await open('#arc-connection-status/needs-attention?theme=voltway&scheme=dark&width=390');
    const chip = page.locator('arc-connection-status [part~=state]');
    assert.equal(await chip.getAttribute('data-state'), 'needs-attention');
    assert.equal(await page.locator('#theme input:checked').getAttribute('value'), 'voltway');
    assert.equal(Math.round((await page.locator('#partner-page').boundingBox())?.width ?? 0), 390);
    assert.equal(await chip.evaluate((element) => getComputedStyle(element).colorScheme), 'dark');

    await page.locator('#contents').getByRole('link', { name: 'Utility is down' }).click();
    await page.locator('#viewport[data-shown="arc-connection-status/provider-down"]').waitFor();
    assert.match(page.url(), /#arc-connection-status\/provider-down\?theme=voltway&scheme=dark&width=390$/);
    assert.equal(await chip.getAttribute('data-state'), 'retrying');
    assert.match(await page.title(), /Utility is down/);
    await page.goBack();
    await page.locator('#viewport[data-shown="arc-connection-status/needs-attention"]').waitFor();
    assert.deepEqual(record.problems, []);
    await page.context().close();
  });

  it('can be used with the keyboard alone', async () => {
    const { page, record } = await open('#arc-connect/first');
    await page.locator('#contents').getByRole('link', { name: 'Dialog: opening' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.locator('arc-connect dialog[open]');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    // The dialog closes before the event is fired.
    await page.locator('#events', { hasText: 'arc-connect-end' }).waitFor();
    // A click on the shown state starts it again.
    await page.locator('#contents [aria-current]').focus();
    await page.keyboard.press('Enter');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    // While the dialog closes it may still return the focus to its button.
    await dialog.waitFor({ state: 'detached' });

    await page.locator('#width input:checked').focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(Math.round((await page.locator('#partner-page').boundingBox())?.width ?? 0), 768);
    await page.locator('#direction input:checked').focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.locator('#partner-page').evaluate((element) => getComputedStyle(element).direction), 'rtl');
    await page.locator('#next').focus();
    await page.keyboard.press('Enter');
    await page.locator('#viewport[data-shown="arc-connect/running"]').waitFor();
    assert.match(page.url(), /width=768&direction=rtl$/);
    assert.deepEqual(record.problems, []);
    await page.context().close();
  });

  it('follows the chosen language without restarting the element', async () => {
    const { page, record } = await open('#arc-interval-chart/usage');
    const total = page.locator('arc-interval-chart [part~=total-import]');
    const english = await total.innerText();
    await total.evaluate((element) => element.setAttribute('data-still', 'here'));
    await page.locator('#locale').selectOption('de');
    await page.waitForFunction(
      (before) =>
        document.querySelector('arc-interval-chart')?.shadowRoot?.querySelector<HTMLElement>('[data-still]')
          ?.innerText !== before,
      english,
    );
    assert.match(await total.innerText(), /\d,\d/);
    assert.deepEqual(record.problems, []);
    await page.context().close();
  });
});

/** Returns the mistakes of one visit, each with its place. */
function mistakesOf({ name, address, violations, text, height, ink, overflow }: Visit & { name: PageName }): string[] {
  const where = `${address} (${name})`;
  return [
    ...violations.map((violation) => `${where}: ${violation}`),
    ...(text === '' || height < 20 ? [`${where}: blank, ${height} px high`] : []),
    ...(ink ? [] : [`${where}: an empty picture`]),
    ...(overflow > 0 ? [`${where}: ${overflow} px too wide`] : []),
  ];
}
