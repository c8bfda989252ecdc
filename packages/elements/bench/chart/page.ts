import type { BenchData, Body, Contender } from './contender.ts';

const DAY_MS = 86_400_000;
const CASES: Readonly<Record<string, readonly [slots: number, stepMs: number]>> = {
  A: [35_040, 900_000],
  B: [350_400, 900_000],
  C: [525_600, 60_000],
};
const LOADERS: Readonly<Record<string, () => Promise<{ readonly default: Contender }>>> = {
  'arc-core': () => import('./arc-core.ts'),
  'arc-element': () => import('./arc-element.ts'),
  uplot: () => import('./uplot.ts'),
  echarts: () => import('./echarts.ts'),
  chartjs: () => import('./chartjs.ts'),
  'lightweight-charts': () => import('./lightweight-charts.ts'),
};

/** What one fresh page measured, milliseconds, megabytes, and the share of pixels that were drawn. */
export interface PageResult {
  /** Until it is drawn. */
  readonly init: number;
  /** Until it also answers to the pointer. */
  readonly ready: number;
  readonly zoom180: number;
  readonly zoom30: number;
  readonly zoom7: number;
  readonly pan: number;
  /** NaN where nothing answers to a pointer. */
  readonly hover: number;
  /** Something on the screen followed the pointer. */
  readonly answered: boolean;
  readonly heapMb: number;
  readonly drawn: number;
}

// Some libraries draw at once, some in a microtask, some in an animation frame. Frames are collected and run by hand, so that all of
// them are timed to the last pixel and nobody waits for the screen.
const screenFrame = globalThis.requestAnimationFrame.bind(globalThis);
let frames: FrameRequestCallback[] = [];
globalThis.requestAnimationFrame = (callback) => frames.push(callback);
globalThis.cancelAnimationFrame = (id) => {
  frames[id - 1] = () => undefined;
};

function canvases(root: ParentNode): HTMLCanvasElement[] {
  const found = [...root.querySelectorAll('canvas')];
  for (const element of root.querySelectorAll('*'))
    if (element.shadowRoot !== null) found.push(...canvases(element.shadowRoot));
  return found;
}

async function timed(root: HTMLElement, action: () => unknown, known?: readonly HTMLCanvasElement[]): Promise<number> {
  const began = performance.now();
  await action();
  await Promise.resolve();
  for (let round = 0; round < 5 && frames.length > 0; round++) {
    const due = frames;
    frames = [];
    for (const frame of due) frame(performance.now());
    await Promise.resolve();
  }
  // Drawing is recorded first and rastered later; reading a pixel makes it happen now. Looking for canvases takes longer the more there is
  // beside them, so it is not timed once they are there.
  for (const canvas of known ?? canvases(root)) if (canvas.width > 0) canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
  return performance.now() - began;
}

/** Lets idle time pass, and the frames that are asked for in it. */
async function rest(root: HTMLElement): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await timed(root, () => undefined);
  }
}

/** Everything that can be seen of a contender, in one text: pixels, words, and where things lie. */
function look(root: ParentNode): string {
  let seen = '';
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    seen += element.style.cssText;
    if (element.childElementCount === 0) seen += element.textContent;
    if (element.shadowRoot !== null) seen += look(element.shadowRoot);
    if (!(element instanceof HTMLCanvasElement) || element.width === 0) continue;
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data.buffer;
    let hash = 0;
    for (const word of new Uint32Array(pixels ?? new ArrayBuffer(0))) hash = (Math.imul(hash, 31) + word) | 0;
    seen += hash;
  }
  return seen;
}

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

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

function heapMb(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return ((performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize ?? 0) / 1e6;
}

async function measure(name: string, which: string): Promise<PageResult> {
  const { default: contender } = await (LOADERS[name] as (typeof LOADERS)[string])();
  const [slots, stepMs] = CASES[which] as readonly [number, number];
  const data = columns(slots, stepMs);
  contender.prepare?.(data);
  // The first Intl object of a page loads tables for 15 ms. uPlot makes one when it is imported, untimed; nobody else shall pay for that.
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York' }).format(0);
  new Intl.NumberFormat('en-US').format(0);
  const root = document.body.appendChild(document.createElement('div'));
  root.style.setProperty('width', '900px');
  const before = heapMb();
  let chart: Awaited<ReturnType<Contender['mount']>> | undefined;
  const init = await timed(root, async () => {
    chart = await contender.mount(root, data);
  });
  const mounted = chart as NonNullable<typeof chart>;
  const ready = init + (mounted.ready === undefined ? 0 : await timed(root, () => mounted.ready?.()));
  // What a page does when it has nothing better to do, it does here: not in the middle of what is measured next.
  await rest(root);
  const heap = heapMb() - before;
  const endMs = data.startMs + slots * stepMs;
  const drawnOn = canvases(root);
  const repeat = async (times: number, action: (i: number) => unknown): Promise<number> => {
    const taken: number[] = [];
    for (let i = 0; i < times; i++) taken.push(await timed(root, () => action(i), drawnOn));
    return median(taken);
  };
  // A little further each time, so that nobody can answer from a cache.
  const zoom = (days: number) => repeat(7, (i) => mounted.show(endMs - days * DAY_MS - i * stepMs, endMs - i * stepMs));
  const zoom180 = await zoom(180);
  const zoom30 = await zoom(30);
  const zoom7 = await zoom(7);
  const pan = await repeat(15, (i) => mounted.show(endMs - (60 + i) * DAY_MS, endMs - (30 + i) * DAY_MS));
  const box = (canvases(root)[0] as HTMLCanvasElement).getBoundingClientRect();
  let entered: Element | null = null;
  const point = (i: number): void => {
    const at = {
      clientX: box.left + 120 + i * 25,
      clientY: box.top + box.height / 2,
      bubbles: true,
      composed: true,
    };
    let target = document.elementFromPoint(at.clientX, at.clientY);
    while (target?.shadowRoot) target = target.shadowRoot.elementFromPoint(at.clientX, at.clientY);
    if (target !== entered) {
      // Some listen for moves only after something came in.
      for (let inner = target; inner !== null; inner = inner.parentElement) {
        inner.dispatchEvent(new PointerEvent('pointerenter', { ...at, bubbles: false }));
        inner.dispatchEvent(new MouseEvent('mouseenter', { ...at, bubbles: false }));
      }
      entered = target;
    }
    target?.dispatchEvent(new PointerEvent('pointermove', at));
    target?.dispatchEvent(new MouseEvent('mousemove', at));
  };
  let hover = Number.NaN;
  let answered = false;
  if (!contender.deaf) {
    await timed(root, () => point(0));
    await rest(root);
    const before = look(root);
    await timed(root, () => point(4));
    answered = look(root) !== before;
    hover = await repeat(25, point);
  }
  let drawn = 0;
  for (const canvas of canvases(root)) {
    const pixels =
      canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
    let coloured = 0;
    for (let i = 0; i < pixels.length; i += 4)
      if ((pixels[i + 3] as number) > 0 && Math.abs((pixels[i] as number) - (pixels[i + 2] as number)) > 40) coloured++;
    drawn = Math.max(drawn, coloured / (canvas.width * canvas.height));
  }
  return { init, ready, zoom180, zoom30, zoom7, pan, hover, answered, heapMb: heap, drawn };
}

/** Time until so many charts of a year stand on one page, each with data of its own. */
async function mountMany(count: number): Promise<number> {
  const { default: contender } = await (LOADERS['arc-element'] as (typeof LOADERS)[string])();
  const [slots, stepMs] = CASES.A as readonly [number, number];
  const all = Array.from({ length: count }, () => columns(slots, stepMs));
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York' }).format(0);
  new Intl.NumberFormat('en-US').format(0);
  const root = document.body.appendChild(document.createElement('div'));
  root.style.setProperty('width', '900px');
  return timed(root, () => Promise.all(all.map((data) => contender.mount(root, data))));
}

/** How evenly real frames come while a range moves or shrinks a little for each: milliseconds between two, and the share that came late. */
async function measureFrames(
  name: string,
  which: string,
  move: 'pan' | 'zoom',
): Promise<{ p95: number; late: number }> {
  const { default: contender } = await (LOADERS[name] as (typeof LOADERS)[string])();
  const [slots, stepMs] = CASES[which] as readonly [number, number];
  const data = columns(slots, stepMs);
  contender.prepare?.(data);
  const root = document.body.appendChild(document.createElement('div'));
  root.style.setProperty('width', '900px');
  const mounted = await contender.mount(root, data);
  await mounted.ready?.();
  await rest(root);
  globalThis.requestAnimationFrame = screenFrame;
  const endMs = data.startMs + slots * stepMs;
  const days = (slots * stepMs) / DAY_MS;
  const COUNT = 150;
  let last = 0;
  const gaps: number[] = [];
  for (let i = 0; i < COUNT; i++) {
    const at = await new Promise<number>((resolve) => screenFrame(resolve));
    if (i > 0) gaps.push(at - last);
    last = at;
    const width = (move === 'pan' ? 30 : days * (7 / days) ** (i / COUNT)) * DAY_MS;
    const to = endMs - (move === 'pan' ? i * DAY_MS : 0);
    void mounted.show(to - width, to);
  }
  gaps.sort((a, b) => a - b);
  // Half a frame late is a frame that was missed.
  return {
    p95: gaps[Math.floor(gaps.length * 0.95)] as number,
    late: gaps.filter((ms) => ms > 25).length / gaps.length,
  };
}

/** Time from the text of an answer with a year of 15 minutes to its picture. */
async function measureText(name: string, body: Body): Promise<number> {
  const { default: contender } = await (LOADERS[name] as (typeof LOADERS)[string])();
  // As it comes from the network: one piece, not the many that a text made here is put together from.
  const made = answerText(columns(...(CASES.A as readonly [number, number])), body);
  const text = new TextDecoder().decode(new TextEncoder().encode(made));
  new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York' }).format(0);
  new Intl.NumberFormat('en-US').format(0);
  const root = document.body.appendChild(document.createElement('div'));
  root.style.setProperty('width', '900px');
  heapMb();
  return timed(root, () => contender.mountText?.(root, text, body));
}

/** Columns as the platform's answer about one meter, with as many digits as it has. */
function answerText({ startMs, stepMs, importKwh, exportKwh, netKwh }: BenchData, body: Body): string {
  const stamp = (ms: number) => new Date(ms).toISOString().replace('Z', '+00:00');
  const short = (column: Float64Array) => Array.from(column, (kwh) => Math.round(kwh * 1000) / 1000);
  const head = {
    meterId: 'mtr_1234',
    meterNumber: 23220,
    intervalsUpdatedAt: stamp(startMs + importKwh.length * stepMs),
    earliestIntervalAt: stamp(startMs),
    providerName: 'Bench',
    readType: 'ACTUAL',
    localTimezone: 'America/Los_Angeles',
  };
  if (body === 'raw') {
    const readings = short(importKwh).map((kwh, i) => ({
      startAt: stamp(startMs + i * stepMs),
      endAt: stamp(startMs + (i + 1) * stepMs),
      direction: 'import',
      kwh,
      kw: Math.round(kwh * 4000) / 1000,
    }));
    return JSON.stringify({ ...head, electricMeterMultiplier: 1, readings });
  }
  const electricMeterMultiplier = Array.from(importKwh, () => 1);
  return JSON.stringify({
    ...head,
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [15],
    startAt: stamp(startMs),
    endAt: stamp(startMs + (importKwh.length - 1) * stepMs),
    readings: [
      {
        electricMeterMultiplier,
        importKwh: short(importKwh),
        exportKwh: short(exportKwh),
        netKwh: short(netKwh),
      },
    ],
  });
}

/** Mounts one chart, lets the page rest, and marks both in the trace that somebody takes of it. */
async function mountMarked(which: string): Promise<void> {
  const { default: contender } = await (LOADERS['arc-element'] as (typeof LOADERS)[string])();
  const data = columns(...(CASES[which] as readonly [number, number]));
  const root = document.body.appendChild(document.createElement('div'));
  root.style.setProperty('width', '900px');
  await new Promise((resolve) => setTimeout(resolve, 500));
  performance.mark('mount');
  await contender.mount(root, data);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  performance.mark('rest');
}

Object.assign(globalThis, { measure, measureFrames, measureText, mountMany, mountMarked });
