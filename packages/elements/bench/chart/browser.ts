import type { Browser, CDPSession, Page } from 'playwright-core';
import type {} from './in-page.ts';

/** A new page and its DevTools protocol session. */
export interface FreshPage {
  readonly page: Page;
  readonly protocol: CDPSession;
}

/**
 * Runs a function with a new page in its own browser context, which is closed afterwards. Prints
 * errors of the page.
 */
export async function inFreshPage<T>(
  browser: Browser,
  { dpr = 1 }: { readonly dpr?: number },
  run: (fresh: FreshPage) => Promise<T>,
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

/** Opens the page of the benchmark, and waits for its `bench` object. */
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
  /** The part of `dur` in which the thread was running on a processor. */
  readonly tdur?: number;
}

/** One task of the main thread, milliseconds. */
export interface Task {
  readonly ms: number;
  /** Without the time in which other programs used the processor. */
  readonly cpuMs: number;
}

/**
 * Traces a function, and returns the tasks of the main thread of the page between the marks that
 * the function sets with `performance.mark`: a list for each pair of successive marks.
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

/** Returns the longest time, and the longest processor time, of tasks. */
export const longest = (tasks: readonly Task[]): Task => ({
  ms: Math.max(...tasks.map(({ ms }) => ms)),
  cpuMs: Math.max(...tasks.map(({ cpuMs }) => cpuMs)),
});
