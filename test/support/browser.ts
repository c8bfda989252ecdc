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

/** What a page asked for and logged, and everything that went wrong on it. */
export interface PageRecord {
  /** Addresses of every request. */
  readonly urls: string[];
  /** Messages on the console. */
  readonly logged: string[];
  /** Uncaught errors, unhandled rejections and policy violations. */
  readonly problems: string[];
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
  const record: PageRecord = { urls: [], logged: [], problems: [] };
  page.on('pageerror', (error) => record.problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    record.logged.push(text);
    // Failed requests are part of several tests, which check how the page reacts to them.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
      record.problems.push(`console: ${text}`);
  });
  page.on('request', (request) => record.urls.push(request.url()));
  await page.exposeFunction('recordProblem', (text: string) => void record.problems.push(text));
  await page.addInitScript(() => {
    const global = globalThis as unknown as { recordProblem(text: string): void };
    addEventListener('securitypolicyviolation', (event) => {
      // The gallery dispatches one for the elements that report violations.
      if (!event.isTrusted) return;
      global.recordProblem(
        `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      );
    });
    addEventListener('unhandledrejection', (event) => global.recordProblem(`rejection: ${String(event.reason)}`));
  });
  return { page, record };
}
