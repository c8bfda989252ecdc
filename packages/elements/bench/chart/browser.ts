import type { Browser, CDPSession, Page } from 'playwright-core';
import type {} from './in-page.ts';

/** A fresh page and its protocol session. */
export interface Fresh {
  readonly page: Page;
  readonly protocol: CDPSession;
}

/**
 * Runs something in a page of a context of its own, which is closed afterwards. Prints errors of
 * the page.
 */
export async function inFreshPage<T>(
  browser: Browser,
  { dpr = 1 }: { readonly dpr?: number },
  run: (fresh: Fresh) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, deviceScaleFactor: dpr });
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`The page at ${page.url()} threw:`, error));
    return await run({ page, protocol: await context.newCDPSession(page) });
  } finally {
    await context.close();
  }
}

/** Opens the page of the benchmark, with `bench` in it. */
export async function openBench(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/bench/index.html`);
  await page.waitForFunction(() => typeof bench === 'object');
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** The part of `dur` in which the thread had a processor. */
  readonly tdur?: number;
}

/** One task of the main thread, milliseconds. */
export interface Task {
  readonly ms: number;
  /** Without what the thread waited for a processor, on which other programs may run. */
  readonly cpuMs: number;
}

/**
 * Traces something and gives the tasks of the page's main thread from one mark that it sets with
 * `performance.mark` to the next: one list less than there are marks.
 */
export async function tasksBetween(
  browser: Browser,
  page: Page,
  marks: readonly string[],
  run: () => Promise<void>,
): Promise<Task[][]> {
  await browser.startTracing(page, {
    categories: ['blink.user_timing', 'disabled-by-default-devtools.timeline', 'devtools.timeline'],
  });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const found = marks.map((mark) => {
    const event = traceEvents.find(({ name, ph }) => name === mark && ph !== 'X');
    if (event === undefined) throw new Error(`The mark ${mark} is not in the trace.`);
    return event;
  });
  return found.slice(1).map((end, i) => {
    const begin = found[i] as TraceEvent;
    return traceEvents
      .filter(({ name, pid, tid }) => name === 'RunTask' && pid === begin.pid && tid === begin.tid)
      .filter(({ ts, dur = 0 }) => ts + dur > begin.ts && ts < end.ts)
      .map(({ dur = 0, tdur = dur }) => ({ ms: dur / 1000, cpuMs: tdur / 1000 }));
  });
}

/** The longest of some tasks. */
export const longest = (tasks: readonly Task[]): Task => ({
  ms: Math.max(...tasks.map(({ ms }) => ms)),
  cpuMs: Math.max(...tasks.map(({ cpuMs }) => cpuMs)),
});
