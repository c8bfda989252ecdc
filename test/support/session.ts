import type { Page } from 'playwright-core';

/** The part of a page's session that tests use. */
interface PageSession {
  readonly state: { getState(): { readonly status: string; readonly live: string } };
  onEvent(listener: (event: { readonly typeText: string }) => void): () => void;
  refresh(): Promise<void>;
}
type SessionHost = HTMLElement & { readonly current?: PageSession };

/** Waits until the page's session gets events by a stream, its own or that of another tab. */
export async function waitForStream(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector<SessionHost>('arc-session')?.current?.state.getState().live === 'stream',
    undefined,
    { timeout: 20_000 },
  );
}

/** Records the types of all events in the page from now on, for {@link eventsSeen}. */
export async function recordEvents(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seenEvents: seen });
    document.querySelector<SessionHost>('arc-session')?.current?.onEvent(({ typeText }) => seen.push(typeText));
  });
}

/** Resolves to the types of the events since {@link recordEvents}, in order. */
export function eventsSeen(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as unknown as { seenEvents: string[] }).seenEvents);
}

/** Refreshes the page's session, `times` at once. */
export async function refresh(page: Page, times = 1): Promise<void> {
  await page.evaluate(async (count) => {
    const session = document.querySelector<SessionHost>('arc-session')?.current;
    await Promise.all(Array.from({ length: count }, () => session?.refresh()));
  }, times);
}
