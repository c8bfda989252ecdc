import assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'node:test';
import type { BrowserContext, Frame, Page } from 'playwright-core';
import { bundleUrl } from '../scripts/lib/bundles.js';
import { openPage, type PageRecord } from './support/browser.ts';
import { startOver } from './support/sandbox.ts';
import { useStack } from './support/stack.ts';

const SCRIPT = bundleUrl('arc-elements.js');
/** Elements whose class is loaded with the first of them on a page. */
const LATER = [
  'arc-connect',
  'arc-connection-status',
  'arc-feature-gate',
  'arc-feature-availability',
  'arc-meter-list',
  'arc-interval-chart',
  'arc-account-profile',
  'arc-doctor',
];
/** Elements with content of their own; a gate shows the page's content. */
const TAGS = LATER.filter((tag) => tag !== 'arc-feature-gate');

describe('elements in unusual places of a page', { timeout: 180_000 }, () => {
  const stack = useStack();
  let context: BrowserContext;
  let page: Page;
  let record: PageRecord;

  before(() => startOver(stack.sandboxUrl, 'solar-home'));
  afterEach(() => context?.close());

  /**
   * Returns the snippet of the README with all elements. Its addresses are absolute, because some
   * documents have no address.
   */
  function snippet(): string {
    const elements = TAGS.map((tag) => `<${tag}></${tag}>`).join('');
    return `<arc-session broker="${stack.brokerUrl}" session-url="${stack.demoUrl}/arc/session">${elements}</arc-session>`;
  }
  const script = () => `<script type="module" src="${stack.demoUrl}${SCRIPT}"></script>`;

  /**
   * Opens a page of the demo that has no elements; loads `src` in it as a script, unless it is
   * `null`.
   */
  async function open(src: string | null): Promise<void> {
    context = await stack.browser.newContext({ bypassCSP: true });
    ({ page, record } = await openPage(context));
    await page.goto(`${stack.demoUrl}/gallery-connect.html?silent`);
    await page.evaluate((src) => {
      document.title = 'Places';
      if (src === null) return;
      const script = document.createElement('script');
      script.type = 'module';
      script.src = src;
      document.head.append(script);
    }, src);
    if (src !== null) await page.waitForFunction(() => customElements.get('arc-connect') !== undefined);
  }

  /**
   * Resolves when all elements in the root that `find` gives show data; rejects with the names of
   * the others.
   */
  async function whenShown(frame: Frame | Page, find: string): Promise<void> {
    await frame
      .waitForFunction(
        ([find, tags]) => {
          const root = new Function(`return ${find}`)() as ParentNode | null;
          const waiting = tags.filter((tag) => {
            const el = root?.querySelector<HTMLElement>(tag);
            const inner = el?.shadowRoot;
            return (
              !el || !inner || inner.querySelector('arc-loading, [part=skeleton]') !== null || el.offsetHeight < 20
            );
          });
          document.documentElement.dataset.waiting = waiting.join(' ');
          return waiting.length === 0;
        },
        [find, TAGS] as const,
        { timeout: 20_000, polling: 100 },
      )
      .catch(async (cause: unknown) => {
        throw new Error(`not shown: ${await frame.evaluate(() => document.documentElement.dataset.waiting)}`, {
          cause,
        });
      });
    assert.deepEqual(record.problems, []);
  }

  for (const mode of ['open', 'closed'] as const) {
    it(`are shown in the ${mode} shadow root of another component`, async () => {
      await open(SCRIPT);
      await page.evaluate(
        ([mode, markup]) => {
          const card = document.createElement('partner-card');
          document.body.replaceChildren(card);
          const root = card.attachShadow({ mode });
          root.innerHTML = markup;
          Object.assign(window, { root });
        },
        [mode, snippet()] as const,
      );
      await whenShown(page, 'window.root');
    });
  }

  it('are shown when only the address of the first script has a query', async () => {
    await open(`${SCRIPT}?v=2`);
    await page.evaluate((markup) => {
      document.body.innerHTML = markup;
    }, snippet());
    await whenShown(page, 'document');
  });

  it('are shown in a frame without an address', async () => {
    await open(null);
    await page.evaluate((markup) => {
      const frame = document.createElement('iframe');
      frame.srcdoc = markup;
      document.body.replaceChildren(frame);
    }, `<!doctype html><html lang="en"><title>Frame</title><body>${snippet()}${script()}`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await whenShown(frame as Frame, 'document');
  });

  it('are shown in a window that the page opened and wrote into', async () => {
    await open(null);
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate((markup) => {
        const opened = window.open('', '', 'width=800,height=600') as Window;
        opened.document.write(markup);
        opened.document.close();
      }, `<!doctype html><html lang="en"><title>Window</title><body>${snippet()}${script()}`),
    ]);
    await whenShown(popup, 'document');
  });

  it('keep their styles when they are moved into the document of another window', async () => {
    await open(SCRIPT);
    await page.evaluate((markup) => {
      document.body.innerHTML = markup;
      const importKwh = Float64Array.from({ length: 96 * 30 }, (_, i) => 0.2 + 0.1 * Math.sin(i / 8));
      const series = { startMs: Date.UTC(2026, 3, 1), stepMs: 900_000, timeZone: 'UTC', importKwh };
      Object.assign(document.querySelector('arc-interval-chart') as Element, { series });
    }, snippet());
    await whenShown(page, 'document');
    const [popup] = await Promise.all([
      context.waitForEvent('page'),
      page.evaluate(() => {
        const opened = window.open('', '', 'width=900,height=700') as Window;
        opened.document.body.append(document.querySelector('arc-session') as Element);
      }),
    ]);
    const withoutStyles = await popup.evaluate(
      (tags) =>
        tags.filter((tag) => {
          const root = document.querySelector(tag)?.shadowRoot;
          return !root || root.adoptedStyleSheets.length === 0;
        }),
      TAGS,
    );
    assert.deepEqual(withoutStyles, []);
    const chart = popup.locator('arc-interval-chart');
    await chart.locator('[part~=view-heatmap]').click();
    await chart.locator('[part~=view-heatmap][aria-selected=true]').waitFor();
    // The table has style sheets that are loaded later than the element.
    await chart.locator('[part~=options-button]').click();
    await chart.locator('[part~=table-toggle]').click();
    assert.equal(
      await chart.locator('[part~=table]').evaluate((el) => getComputedStyle(el).borderCollapse),
      'collapse',
    );
    assert.deepEqual(record.problems, []);
  });

  it('use the class of another bundle that was loaded first', async () => {
    await open(SCRIPT);
    await page.route('**/arc-elements.interval-chart-*.js', () => {});
    const chart = page.locator('arc-interval-chart');
    await page.evaluate(() => {
      const series = { startMs: 0, stepMs: 3_600_000, timeZone: 'UTC', importKwh: new Float64Array(48).fill(1) };
      document.body.append(Object.assign(document.createElement('arc-interval-chart'), { series }));
    });
    await chart.locator('arc-loading').waitFor();
    await page.addScriptTag({ url: bundleUrl('arc-interval-chart.js'), type: 'module' });
    await chart.locator('[part~=canvas]').first().waitFor();
    assert.deepEqual(record.problems, []);
  });

  it('are shown in a frame that they were moved into before their classes were loaded', async () => {
    await open(SCRIPT);
    await page.evaluate(
      ([broker, sessionUrl, tags]) => {
        const frame = document.createElement('iframe');
        document.body.replaceChildren(frame);
        const session = Object.assign(document.createElement('arc-session'), { broker, sessionUrl });
        session.append(...tags.map((tag) => document.createElement(tag)));
        (frame.contentDocument as Document).body.append(session);
      },
      [stack.brokerUrl, `${stack.demoUrl}/arc/session`, TAGS] as const,
    );
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await whenShown(frame as Frame, 'document');
  });

  for (const tag of LATER) {
    it(`have all properties and attributes of <${tag}> before its class is loaded`, async () => {
      await open(SCRIPT);
      const { early, late } = await page.evaluate(async (tag) => {
        interface LitClass extends CustomElementConstructor {
          readonly observedAttributes: readonly string[];
          readonly elementProperties: ReadonlyMap<string, { readonly state?: boolean }>;
        }
        const placeholder = customElements.get(tag) as LitClass;
        const early = [
          ...Object.keys(placeholder.prototype),
          ...placeholder.observedAttributes.map((name) => `[${name}]`),
        ];
        const el = document.createElement(tag);
        document.body.append(el);
        await (el as HTMLElement & { readonly updateComplete: Promise<unknown> }).updateComplete;
        const loaded = el.constructor as LitClass;
        const late = [
          ...[...loaded.elementProperties].filter(([, { state }]) => !state).map(([name]) => name),
          ...loaded.observedAttributes.map((name) => `[${name}]`),
        ];
        return { early: early.sort(), late: late.sort() };
      }, tag);
      assert.deepEqual(early, late);
    });
  }

  it('show a message when their file is blocked', async () => {
    context = await stack.browser.newContext();
    ({ page, record } = await openPage(context));
    await page.route('**/arc-elements.interval-chart-*.js', (route) => route.fulfill({ status: 404 }));
    await page.goto(`${stack.demoUrl}/plain.html`);
    const alert = page.locator('arc-interval-chart [role=alert]');
    await alert.waitFor();
    assert.match((await alert.textContent()) ?? '', /This part of the page could not be loaded\./);
    assert.ok((await page.locator('arc-interval-chart').evaluate((el: HTMLElement) => el.offsetHeight)) > 100);
  });
});
