import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { openPage, type PageRecord } from './support/browser.ts';
import { htmlResponse, usePartnerSite } from './support/partner-site.ts';

const root = join(import.meta.dirname, '..');
/** Beside the tests, so that the imports of the example are resolved. */
const folder = join(import.meta.dirname, `dist/bare-${process.pid}`);
const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const;

describe('the snippets of the README in an empty page', { timeout: 120_000 }, () => {
  /** Files of the site, by path. */
  const files = new Map<string, string>();
  let page: Page;
  let record: PageRecord;
  let markup: string;
  let script: string;

  const site = usePartnerSite(answer);
  before(async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const block = (kind: string) =>
      new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'ms').exec(readme)?.[1] ?? assert.fail(kind);
    [markup, script] = [block('html'), block('ts')];
  });
  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await page?.context().close();
  });

  function answer(path: string): Response | undefined {
    const text = files.get(path);
    if (text === undefined) return undefined;
    if (!path.endsWith('.js')) return htmlResponse(text);
    return new Response(text, { headers: { 'content-type': 'text/javascript' } });
  }

  /** Sets the page to the snippet alone, with the address of the test's broker. */
  function setPage(snippet: string): void {
    const body = snippet.replaceAll('https://broker.example.com', site.stack.brokerUrl);
    const head = `<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
      <title>Bare</title><link rel="icon" href="data:,">`;
    files.set('/', `<!doctype html><html lang="en">${head}${body}`);
  }

  async function expectRendered(): Promise<void> {
    const chart = page.locator('arc-interval-chart');
    await page.locator('arc-connect [part~=button]').waitFor();
    await page.locator('arc-connection-status [part~=state][data-state=connected]').waitFor();
    await chart.locator('[part~=activate], [part~=canvas]').first().waitFor();
    const { boxes, framed, room } = await page.evaluate(() => {
      const elements = [...document.querySelectorAll('arc-session > *')];
      const frame = (each: Element) => {
        const inner = each.shadowRoot?.querySelector('.card, .frame');
        if (!inner) return null;
        const { borderTopWidth, borderTopColor, borderRadius, backgroundColor } = getComputedStyle(inner);
        return [borderTopWidth, borderTopColor, borderRadius, backgroundColor].join();
      };
      return {
        boxes: elements.map((each) => each.getBoundingClientRect().toJSON() as DOMRect),
        framed: elements.map(frame).filter((each) => each !== null),
        room: document.documentElement.clientWidth,
      };
    });
    assert.equal(boxes.length, 3);
    for (const [i, { left, right, top, height }] of boxes.entries()) {
      assert.ok(left >= 8 && right <= room - 8, `${left} to ${right} of ${room} px`);
      assert.ok(height >= 40, `${height} px high`);
      const { bottom } = boxes[i - 1] ?? { bottom: top - 16 };
      assert.equal(Math.round(top - bottom), 16, 'space above');
    }
    assert.equal(framed.length, 2);
    assert.equal(new Set(framed).size, 1, `one look of frame: ${framed.join(' and ')}`);
    assert.ok(framed[0]?.startsWith('1px'));
    assert.deepEqual(record.problems, []);
    assert.deepEqual(
      record.logged.filter((line) => /^arc-|Lit is in dev mode/.test(line)),
      [],
    );
  }

  for (const { width, colorScheme } of LOOKS) {
    const open = async (): Promise<void> => {
      ({ page, record } = await openPage(site.stack.browser, { viewport: { width, height: 900 }, colorScheme }));
      await page.goto(site.url);
    };

    it(`by script tag, ${width} px wide and ${colorScheme}`, async () => {
      setPage(markup);
      await open();
      await expectRendered();
    });

    it(`by npm import, ${width} px wide and ${colorScheme}`, async () => {
      await mkdir(folder, { recursive: true });
      const entry = join(folder, 'page.ts');
      await writeFile(entry, script);
      const built = await build({
        configFile: false,
        root: folder,
        logLevel: 'warn',
        define: { 'process.env.NODE_ENV': '"production"' },
        resolve: { conditions: ['@arc-elements/source', 'browser', 'module', 'production'] },
        build: { write: false, minify: false, lib: { entry, formats: ['es'], fileName: 'page' } },
      });
      const [output] = [built].flat();
      if (output === undefined || !('output' in output)) throw new Error('Nothing was built.');
      for (const file of output.output) if (file.type === 'chunk') files.set(`/${file.fileName}`, file.code);
      const tag = /^<script .*<\/script>$/m;
      assert.match(markup, tag);
      setPage(markup.replace(tag, `<script type="module" src="/${output.output[0].fileName}"></script>`));
      await open();
      await expectRendered();
    });
  }
});
