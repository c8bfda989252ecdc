import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  // The colour profile of a screen would change the pictures.
  '--force-color-profile=srgb',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NO_BROWSER = 'CHROME_PATH is not set; run the tests with `npm test -- e2e`.';

/** Starts the browser that `npm test` found. */
export function openBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH;
  if (!executablePath) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath, args: [...ARGS, ...args] });
}

/** Starts the same browser with the profile in `folder`. */
export function openProfile(folder: string): Promise<BrowserContext> {
  const executablePath = process.env.CHROME_PATH;
  if (!executablePath) throw new Error(NO_BROWSER);
  return chromium.launchPersistentContext(folder, { executablePath, args: ARGS });
}

/** Everything that a page received, and everything that went wrong on it. */
export interface PageRecord {
  /** Addresses of every request. */
  readonly urls: string[];
  /** Bodies and headers of every answer, events of streams included, as text. */
  readonly received: string[];
  /** Uncaught errors, unhandled rejections and policy violations. */
  readonly problems: string[];
  /** Waits until the bodies of all responses have been read. */
  settle(): Promise<void>;
}

/**
 * Opens a page with a record that begins at its first request. In a given context the page is
 * another tab of it.
 */
export async function openPage(
  browser: Browser | BrowserContext,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; record: PageRecord }> {
  const context =
    'newContext' in browser
      ? await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
      : browser;
  const page = await context.newPage();
  const pending = new Set<Promise<void>>();
  const record: PageRecord = {
    urls: [],
    received: [],
    problems: [],
    async settle() {
      await Promise.all(pending);
    },
  };
  page.on('pageerror', (error) => record.problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    record.received.push(text);
    // Failed requests are part of several tests, which check how the page reacts to them.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
      record.problems.push(`console: ${text}`);
  });
  page.on('request', (request) => record.urls.push(request.url()));
  page.on('response', (response) => {
    const read = (async () => {
      // Nothing can be read from a closed page.
      const headers = await response.allHeaders().catch((error) => {
        if (!page.isClosed()) record.problems.push(`headers of ${response.url()}: ${error}`);
      });
      record.received.push(JSON.stringify(headers ?? {}));
      // A stream does not end; the page itself passes on its events (below).
      if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
      record.received.push(await response.text().catch(() => ''));
    })();
    pending.add(read);
    read.finally(() => pending.delete(read));
  });
  await page.exposeFunction('recordEvents', (text: string) => void record.received.push(text));
  await page.exposeFunction('recordProblem', (text: string) => void record.problems.push(text));
  await page.addInitScript(() => {
    const global = globalThis as unknown as { recordEvents(text: string): void; recordProblem(text: string): void };
    addEventListener('securitypolicyviolation', (event) => {
      // The gallery dispatches one for the elements that report violations.
      if (!event.isTrusted) return;
      global.recordProblem(
        `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
    addEventListener('unhandledrejection', (event) => global.recordProblem(`rejection: ${String(event.reason)}`));
    const fetch = globalThis.fetch;
    globalThis.fetch = async (...args) => {
      const response = await fetch(...args);
      if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) return response;
      const [ours, theirs] = response.body.tee();
      void (async () => {
        const reader = ours.pipeThrough(new TextDecoderStream()).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) global.recordEvents(part.value);
      })().catch(() => undefined);
      return new Response(theirs, response);
    };
  });
  return { page, record };
}
