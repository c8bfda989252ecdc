import type { BenchData, Contender, Mount, Mounted } from './contenders/contender.ts';

const DAY_MS = 86_400_000;
const TIMEOUT_MS = 60_000;
const CASES: Readonly<Record<string, readonly [slots: number, stepMs: number]>> = {
  A: [35_040, 900_000],
  C: [525_600, 60_000],
};
const LOADERS: Readonly<Record<string, () => Promise<{ readonly default: Contender }>>> = {
  'arc-interval-chart': () => import('./contenders/arc-interval-chart.ts'),
  uplot: () => import('./contenders/uplot.ts'),
  echarts: () => import('./contenders/echarts.ts'),
  chartjs: () => import('./contenders/chartjs.ts'),
  'lightweight-charts': () => import('./contenders/lightweight-charts.ts'),
};

/** Milliseconds of each change of the visible range. */
export interface Steps {
  readonly days180: number;
  readonly days30: number;
  readonly days7: number;
  readonly pan: number;
}

/** The chart that was prepared last. */
let next: { readonly data: BenchData; readonly place: HTMLElement; readonly mount: Mount };
/** The chart that was mounted last. */
let mounted: Mounted;
/** Requested animation frames, once the page runs them itself. */
const frames = new Map<number, FrameRequestCallback>();

/** Loads a library and creates the data of a chart; not timed. */
async function prepare(name: string, which: string): Promise<void> {
  const { default: contender } = await (LOADERS[name] as (typeof LOADERS)[string])();
  const data = columns(...(CASES[which] as readonly [number, number]));
  next = { data, place: document.body.appendChild(document.createElement('div')), mount: contender.prepare(data) };
  collectGarbage();
}

/**
 * Creates the first `Intl` objects of the page, for which the browser loads tables. uPlot creates
 * one when it is imported, which is not timed, so that of the others must not be either.
 */
function warmIntl(): void {
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York' }).format(0);
  new Intl.NumberFormat('en-US').format(0);
}

/**
 * Makes animation frames run as the next task, or at the end of an action. Libraries draw at once,
 * in a microtask or in a frame: all are timed to the last pixel, without waiting for the screen.
 */
function runFramesAtOnce(): void {
  let last = 0;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = runFrames;
  globalThis.requestAnimationFrame = (callback) => {
    if (frames.size === 0) port2.postMessage(null);
    frames.set(++last, callback);
    return last;
  };
  globalThis.cancelAnimationFrame = (id) => frames.delete(id);
}

function runFrames(): void {
  const due = [...frames.values()];
  frames.clear();
  for (const frame of due) frame(performance.now());
}

/** Mounts the prepared chart, and returns the milliseconds until it is drawn and can be used. */
async function mount(): Promise<number> {
  const timeout = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`The chart was not complete within ${TIMEOUT_MS} ms.`)), TIMEOUT_MS),
  );
  return timed(async () => {
    mounted = await Promise.race([next.mount(next.place), timeout]);
  });
}

/** Mounts the prepared chart, without a forced drawing and without waiting. */
function append(): void {
  void next.mount(next.place);
}

/**
 * Changes the range of the mounted chart, to another one each time, so that no library can use a
 * cache.
 */
async function steps(): Promise<Steps> {
  const { startMs, stepMs, importKwh } = next.data;
  const endMs = startMs + importKwh.length * stepMs;
  const repeat = async (count: number, show: (i: number) => unknown): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < count; i++) times.push(await timed(() => show(i)));
    return times.sort((a, b) => a - b)[count >> 1] as number;
  };
  const zoom = (days: number) => repeat(7, (i) => mounted.show(endMs - days * DAY_MS - i * stepMs, endMs - i * stepMs));
  const days180 = await zoom(180);
  const days30 = await zoom(30);
  const days7 = await zoom(7);
  const pan = await repeat(15, (i) => mounted.show(endMs - (60 + i) * DAY_MS, endMs - (30 + i) * DAY_MS));
  return { days180, days30, days7, pan };
}

async function timed(action: () => unknown): Promise<number> {
  const began = performance.now();
  await action();
  // Microtasks and frames belong to the action.
  await Promise.resolve();
  for (let round = 0; round < 5 && frames.size > 0; round++) {
    runFrames();
    await Promise.resolve();
  }
  // Drawing is recorded first and rastered later; reading a pixel forces it.
  for (const canvas of canvases()) if (canvas.width > 0) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
  return performance.now() - began;
}

/**
 * Waits for idle callbacks and collects garbage, so that neither happens in the next measurement.
 */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  collectGarbage();
}

/** Returns a hash of the pixels of the first chart's canvas; 0 if nothing but its axes is drawn. */
function pixelHash(): number {
  const [canvas] = canvases(document.body.querySelector('div') as HTMLElement);
  const context = canvas?.getContext('2d');
  if (!canvas || !context || canvas.width === 0) return 0;
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let darkPixels = 0;
  let hash = canvas.width;
  for (let i = 0; i < pixels.length; i += 4) {
    const [red, green, blue] = [pixels[i] as number, pixels[i + 1] as number, pixels[i + 2] as number];
    if ((pixels[i + 3] as number) > 0 && Math.min(red, green, blue) < 128) darkPixels++;
    hash = (Math.imul(hash, 31) + (red << 16) + (green << 8) + blue) | 0;
  }
  return darkPixels * 50 > canvas.width * canvas.height ? hash || 1 : 0;
}

function canvases(place = next.place): HTMLCanvasElement[] {
  return [place, place.firstElementChild?.shadowRoot].flatMap((root) => [...(root?.querySelectorAll('canvas') ?? [])]);
}

function collectGarbage(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

/**
 * Returns a year of a home with solar panels, with seeded noise: the same columns for every
 * library.
 */
function columns(slots: number, stepMs: number): BenchData {
  const importKwh = new Float64Array(slots);
  const exportKwh = new Float64Array(slots);
  const netKwh = new Float64Array(slots);
  let seed = 1;
  for (let i = 0; i < slots; i++) {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    const hour = ((i * stepMs) / 3_600_000) % 24;
    const value = 0.4 - 1.2 * Math.max(0, Math.sin(((hour - 6) / 12) * Math.PI)) + (0.6 * seed) / 2 ** 32;
    importKwh[i] = Math.max(0, value);
    exportKwh[i] = Math.max(0, -value);
    netKwh[i] = value;
  }
  return { startMs: Date.UTC(2025, 0, 1, 8), stepMs, importKwh, exportKwh, netKwh };
}

const api = { prepare, warmIntl, runFramesAtOnce, mount, append, steps, settle, pixelHash };

declare global {
  /** Functions that the measurements call in the page. */
  var bench: typeof api;
}

globalThis.bench = api;
