import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { bundleUrl } from '../scripts/lib/bundles.js';
import { type Portal, startPortal } from './server-rendering/portal.ts';
import { renderPages } from './server-rendering/request.ts';
import { openBrowser, openPage, type PageRecord } from './support/browser.ts';

const NONCE = 'r4nd0m';
const PARTS = `<arc-connect></arc-connect>
  <arc-connection-status></arc-connection-status>
  <arc-feature-availability></arc-feature-availability>
  <arc-feature-gate feature="utility_intervals"><p slot="available">Usage data is here.</p></arc-feature-gate>
  <arc-meter-list></arc-meter-list>
  <arc-account-profile></arc-account-profile>
  <arc-interval-chart range="month"></arc-interval-chart>
  <arc-doctor></arc-doctor>`;

/** What the page records before and during hydration. */
interface Memory {
  /** The nodes that the server sent, by shadow host. */
  readonly nodes: ReadonlyMap<Element, readonly Node[]>;
  /** Sum of all layout shifts. */
  shift: number;
  /** Texts that a shadow root has shown since, by the id of its element. */
  readonly texts: Record<string, string[]>;
}
type Remembering = typeof globalThis & { memory: Memory };

describe('pages rendered by a server', { timeout: 180_000 }, () => {
  let browser: Browser;
  let portal: Portal;
  let page: Page;
  let record: PageRecord;
  /** Messages on the console, except for missing files such as the page's icon. */
  let said: string[];
  let release: () => void;

  before(async () => {
    browser = await openBrowser();
    portal = await startPortal();
    const session = `broker="${portal.brokerUrl}" session-url="/arc/session"`;
    const inLanguage = (lang: string): string =>
      `<arc-session ${session}>${PARTS.replaceAll(/<(arc-[\w-]+)/g, `<$1 id="$1" lang="${lang}"`)}</arc-session>`;
    const bodies = {
      '/all': `<arc-session ${session}>${PARTS}</arc-session>`,
      '/german-parts': inLanguage('de'),
      '/arabic-parts': inLanguage('ar'),
      '/nested': `<arc-session ${session}><portal-page meter="m-1"></portal-page></arc-session>`,
    };
    const rendered = await renderPages({ pages: Object.values(bodies), languages: ['de', 'ar'], nonce: NONCE });
    const [unloaded] = await renderPages({ pages: [bodies['/german-parts']], nonce: NONCE });
    const open = (lang: string, html = ''): string =>
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Portal</title><body>${html}</body></html>`;
    for (const [i, path] of Object.keys(bodies).entries())
      portal.pages.set(path, { html: open('en', rendered[i]), nonce: NONCE });
    const [all = '', german = ''] = rendered;
    portal.pages.set('/in-german-page', { html: open('de', all), nonce: NONCE });
    portal.pages.set('/right-to-left', { html: open('ar', all), nonce: NONCE });
    portal.pages.set('/two-lits', { html: open('en', all), nonce: NONCE, hasTwoLits: true });
    portal.pages.set('/german-unloaded', { html: open('en', unloaded), nonce: NONCE });
    portal.pages.set('/without-nonce', { html: open('en', all) });
    // Templates of another version have other digests.
    const other = all.replaceAll(/<!--lit-part [^-]+-->/g, '<!--lit-part AAAAAAAAAAA=-->');
    portal.pages.set('/other-version', { html: open('en', other), nonce: NONCE });
    const bundle = `<script type="module" src="${bundleUrl('arc-elements.js')}"></script>`;
    portal.pages.set('/script-tag', { html: open('de', `${german}${bundle}`), nonce: NONCE });
  });
  after(async () => {
    await browser?.close();
    await portal?.close();
  });
  beforeEach(async () => {
    ({ page, record } = await openPage(browser));
    said = [];
    page.on('console', (message) => {
      if (!message.text().startsWith('Failed to load resource')) said.push(message.text());
    });
    release = portal.hold();
    await page.addInitScript(() => {
      const memory = { nodes: new Map<Element, Node[]>(), shift: 0, texts: {} as Record<string, string[]> };
      Object.assign(globalThis, { memory });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) memory.shift += (entry as PerformanceEntry & { value: number }).value;
      }).observe({ type: 'layout-shift', buffered: true });
      document.addEventListener('readystatechange', () => {
        if (document.readyState !== 'interactive') return;
        for (const { id, shadowRoot: root } of document.querySelectorAll('*')) {
          if (root === null) continue;
          memory.nodes.set(root.host, nodesOf(root));
          if (id === '') continue;
          const seen = [wordsOf(root)];
          memory.texts[id] = seen;
          new MutationObserver(() => seen.push(wordsOf(root))).observe(root, {
            childList: true,
            characterData: true,
            subtree: true,
          });
        }
      });
      function nodesOf(root: ShadowRoot): Node[] {
        const walker = document.createTreeWalker(root);
        const nodes: Node[] = [];
        while (walker.nextNode()) if (walker.currentNode.nodeName !== 'STYLE') nodes.push(walker.currentNode);
        return nodes.filter((node) => node.parentNode?.nodeName !== 'STYLE');
      }
      function wordsOf(root: ShadowRoot): string {
        return nodesOf(root)
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .map((node) => node.nodeValue?.trim())
          .join(' ');
      }
    });
  });
  afterEach(async () => {
    release();
    await page.context().close();
  });

  /**
   * Loads the app, which registers these tags one after the other; without an argument all tags.
   */
  const hydrate = (tags?: readonly string[]): Promise<void> =>
    page.evaluate(async (given) => {
      const address = '/hydrate.js';
      await (await import(address)).hydrate(given);
    }, tags);
  /** Resolves to the tags of the elements whose nodes were replaced. */
  const replaced = (): Promise<string[]> =>
    page.evaluate(() =>
      [...(globalThis as Remembering).memory.nodes]
        .filter(([{ shadowRoot }, nodes]) => !nodes.every((node) => node.getRootNode() === shadowRoot))
        .map(([element]) => element.localName),
    );
  const shift = (): Promise<number> =>
    page.evaluate(async () => {
      // Shifts are reported after the frame in which they happened.
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      return (globalThis as Remembering).memory.shift;
    });
  const texts = (): Promise<Record<string, string[]>> => page.evaluate(() => (globalThis as Remembering).memory.texts);
  const wordsOf = (tag: string): Promise<string> =>
    page.locator(tag).evaluate(({ shadowRoot }) => shadowRoot?.textContent ?? '');

  it('keep every node, move nothing and log nothing while they hydrate', async () => {
    await page.goto(`${portal.origin}/all`);
    await hydrate();
    // The doctor has other content in the browser.
    assert.deepEqual(await replaced(), ['arc-doctor']);
    assert.equal(await shift(), 0);
    assert.deepEqual(record.problems, []);
    assert.deepEqual(said, []);
  });

  it('work after hydration', async () => {
    await page.goto(`${portal.origin}/all`);
    await hydrate();
    release();
    await page.locator('arc-meter-list [part~=activate]').first().click();
    await page.locator('arc-interval-chart [part~=total-import]').waitFor();
    await page.getByText('Usage data is here.').waitFor();
    await page.locator('arc-connection-status [part~=state]').first().waitFor();
    await page.locator('arc-feature-availability [part~=availability]').first().waitFor();
    assert.equal(await page.locator('arc-meter-list [part=skeleton]').count(), 0);
    assert.deepEqual(record.problems, []);
  });

  for (const [order, first] of Object.entries({ 'before its elements': true, 'after its elements': false })) {
    it(`find the session that is defined ${order}`, async () => {
      await page.goto(`${portal.origin}/all`);
      const others = ['arc-meter-list', 'arc-connect', 'arc-interval-chart'];
      await hydrate(first ? ['arc-session', ...others] : [...others, 'arc-session']);
      assert.deepEqual(await replaced(), []);
      release();
      await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    });
  }

  it('show the language of the page right after that of the server', async () => {
    await page.goto(`${portal.origin}/in-german-page`);
    assert.match(await wordsOf('arc-connect'), /Connect your utility/);
    await hydrate();
    await page.waitForFunction(() => document.querySelector('arc-connect')?.shadowRoot?.querySelector('[lang=de]'));
    assert.doesNotMatch(await wordsOf('arc-connect'), /Connect your utility|Reads your bills/);
    assert.doesNotMatch(await wordsOf('arc-meter-list'), /Loading/);
    assert.deepEqual(await replaced(), ['arc-doctor']);
  });

  it('follow the writing direction of the page', async () => {
    await page.goto(`${portal.origin}/right-to-left`);
    await hydrate();
    await page.waitForFunction(() => document.querySelector('arc-meter-list')?.shadowRoot?.querySelector('[lang=ar]'));
    const directions = await page
      .locator('arc-meter-list [part=skeleton]')
      .evaluate((element) => [element.getAttribute('dir'), getComputedStyle(element).direction]);
    assert.deepEqual(directions, ['rtl', 'rtl']);
  });

  for (const [language, path] of Object.entries({ German: '/german-parts', Arabic: '/arabic-parts' })) {
    it(`never show another language where the server rendered ${language}, and move nothing`, async () => {
      await page.goto(`${portal.origin}${path}`);
      await hydrate();
      assert.deepEqual(await replaced(), ['arc-doctor']);
      for (const [id, seen] of Object.entries(await texts()))
        assert.doesNotMatch(seen.join('\n'), /\b(Loading|Connect your|Reads your|Energy use)\b/, id);
      assert.equal(await shift(), 0);
    });
  }

  it('show the language that the browser has loaded and the server has not', async () => {
    await page.goto(`${portal.origin}/german-unloaded`);
    await page.evaluate(async () => {
      const address = '/hydrate.js';
      await (await import(address)).loadLanguage('de');
    });
    await hydrate();
    assert.deepEqual(await replaced(), ['arc-doctor']);
    assert.doesNotMatch(await wordsOf('arc-connect'), /Connect your utility|Reads your bills/);
  });

  it('hydrate elements in a shadow root of the page after that root', async () => {
    await page.goto(`${portal.origin}/nested`);
    await hydrate(['arc-session', 'arc-meter-list', 'portal-page']);
    assert.deepEqual(await replaced(), []);
    release();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    const previews = page
      .locator('arc-meter-list')
      .evaluate((list) => (list as unknown as { previews: number }).previews);
    assert.equal(await previews, 1);
    assert.deepEqual(record.problems, []);
  });

  it('may get their data before they hydrate', async () => {
    await page.goto(`${portal.origin}/all`);
    await page.locator('arc-interval-chart').evaluate((chart) => {
      const importKwh = Array.from({ length: 48 }, () => 1);
      Object.assign(chart, { series: { startMs: 0, stepMs: 3_600_000, timeZone: 'UTC', importKwh } });
    });
    await hydrate(['arc-interval-chart']);
    const total = page.locator('arc-interval-chart [part~=total-import]');
    await total.waitFor();
    assert.equal(await total.getAttribute('data-kwh'), '48');
    assert.deepEqual(record.problems, []);
  });

  it('keep their styles under a policy that blocks the styles of the markup', async () => {
    await page.goto(`${portal.origin}/without-nonce`);
    assert.match(record.problems.join(), /style-src/);
    const display = (): Promise<string> =>
      page.locator('arc-session').evaluate((session) => getComputedStyle(session).display);
    assert.equal(await display(), 'inline');
    await hydrate();
    assert.notEqual(await display(), 'inline');
    const look = page.locator('arc-meter-list .skeleton').first();
    assert.notEqual(await look.evaluate((element) => getComputedStyle(element).backgroundColor), 'rgba(0, 0, 0, 0)');
  });

  it('are rendered again if their markup is that of another version', async () => {
    await page.goto(`${portal.origin}/other-version`);
    await hydrate();
    assert.equal(await page.locator('arc-meter-list [part=skeleton]').count(), 1);
    assert.equal(await shift(), 0);
    release();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    assert.equal(await page.locator('arc-meter-list [part=skeleton]').count(), 0);
    assert.deepEqual(record.problems, []);
  });

  it('hydrate with the script-tag bundle if hydration support is loaded beside it', async () => {
    await page.goto(`${portal.origin}/two-lits`);
    await hydrate([]);
    await page.evaluate(async (bundle) => {
      await import(bundle);
      document.querySelector('arc-session')?.append(document.createElement('arc-meter-list'));
    }, bundleUrl('arc-elements.js'));
    release();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    await page.locator('arc-meter-list').last().locator('[part~=meter]').first().waitFor();
    assert.equal(await page.locator('arc-meter-list [part=skeleton]').count(), 0);
    assert.deepEqual(said, []);
  });

  it('are replaced by the script-tag bundle, which does not hydrate, without a flash', async () => {
    await page.goto(`${portal.origin}/script-tag`);
    await page.waitForFunction(() => customElements.get('arc-interval-chart') !== undefined);
    await page.waitForFunction(() => (globalThis as Remembering).memory.nodes.size > 0);
    await page.evaluate(async () => {
      for (const element of document.querySelectorAll<Element & { updateComplete?: Promise<unknown> }>('*'))
        await element.updateComplete;
    });
    assert.equal(await page.locator('arc-meter-list [part=skeleton]').count(), 1);
    for (const [id, seen] of Object.entries(await texts()))
      assert.doesNotMatch(seen.join('\n'), /\b(Loading|Connect your|Reads your|Energy use)\b/, id);
    assert.equal(await shift(), 0);
    release();
    await page.locator('arc-meter-list [part~=meter]').first().waitFor();
    assert.equal(await page.locator('arc-meter-list [part=skeleton]').count(), 0);
    assert.deepEqual(record.problems, []);
  });
});
