import type { Browser, Page } from 'playwright-core';
import { blankFont } from './blank-font.ts';
import { openPage, type PageRecord } from './browser.ts';

/** Colour schemes of the system, as options of the browser. */
export const LOOKS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  forced: { colorScheme: 'dark', forcedColors: 'active' },
} as const;
export type LookName = keyof typeof LOOKS;

/** Content of a picture. */
export interface PictureContent {
  /** State of the chart in the gallery. */
  readonly state: string;
  /** Properties of the chart to set once the state is shown. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** Keys to press on the plot after that. */
  readonly keys?: readonly string[];
}

const WIDTH_PX = 640;

/** Opens the gallery in a fixed zone, size and font, with its viewport over everything else. */
export async function openGallery(
  browser: Browser,
  url: string,
  look: LookName,
): Promise<{ page: Page; record: PageRecord }> {
  const { page, record } = await openPage(browser, {
    viewport: { width: WIDTH_PX, height: 1600 },
    deviceScaleFactor: 1,
    locale: 'en-US',
    // Another zone than that of the meters in the gallery.
    timezoneId: 'Europe/Helsinki',
    reducedMotion: 'reduce',
    ...LOOKS[look],
  });
  await page.goto(`${url}/gallery.html`);
  await page.locator('#viewport[data-shown]').waitFor();
  await page.evaluate(
    async ({ font, width }) => {
      const bytes = Uint8Array.from(atob(font), (char) => char.charCodeAt(0));
      document.fonts.add(await new FontFace('Blank', bytes, { weight: '100 900' }).load());
      // The page's policy allows style sheets made by script.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        #viewport { position: fixed; inset: 0; z-index: 99; padding: 0; overflow: hidden; border: 0; border-radius: 0; }
        #partner-page { width: ${width}px; padding: 0; border: 0; border-radius: 0; }
        #partner-page { font-size: 16px; line-height: 24px; }
        /* As much as a chart without a session has above it. */
        #viewport arc-session { margin-block: 16px; }
        #viewport * { font-family: Blank !important; }`);
      document.adoptedStyleSheets = [sheet];
    },
    { font: blankFont().toString('base64'), width: WIDTH_PX },
  );
  return { page, record };
}

/** Resolves to the names of the chart's states in the gallery. */
export function statesOf(page: Page): Promise<string[]> {
  return page
    .locator('#contents ul ul a[href^="#arc-interval-chart/"]')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash.split('/')[1] ?? ''));
}

/** Resolves to a picture of the chart, PNG. */
export async function takePicture(page: Page, { state, properties = {}, keys = [] }: PictureContent): Promise<Buffer> {
  const height = await page.evaluate(
    async ({ state, properties, keys }) => {
      type Chart = HTMLElement & { readonly updateComplete: Promise<unknown> };
      const viewport = document.getElementById('viewport') as HTMLElement;
      const frame = () => new Promise(requestAnimationFrame);
      const place = `arc-interval-chart/${state}`;
      delete viewport.dataset.shown;
      // A state starts again only after another one was shown.
      if (location.hash === `#${place}`) location.hash = '#arc-interval-chart/empty';
      location.hash = `#${place}`;
      const until = performance.now() + 10_000;
      while (viewport.dataset.shown !== place && performance.now() < until) await frame();
      const chart = viewport.querySelector<Chart>('arc-interval-chart');
      if (viewport.dataset.shown !== place || chart === null) throw new Error(`${place} was never shown.`);
      Object.assign(chart, properties);
      await chart.updateComplete;
      for (const key of keys) {
        const init = { key, bubbles: true, cancelable: true };
        chart.shadowRoot?.querySelector('[part~=plot]')?.dispatchEvent(new KeyboardEvent('keydown', init));
        await chart.updateComplete;
      }
      // Observers of sizes, and what they draw, run a frame later.
      await frame();
      await chart.updateComplete;
      await frame();
      return Math.ceil(chart.getBoundingClientRect().height);
    },
    { state, properties, keys },
  );
  return page.screenshot({ clip: { x: 0, y: 0, width: WIDTH_PX, height } });
}
