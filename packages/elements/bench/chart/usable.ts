/** Selectors that tell when the chart of a page can be used. */
export interface Signs {
  /** The element whose shadow root the others are in; `null` when they are in the page. */
  readonly host: string | null;
  /** The canvas that must be drawn. */
  readonly canvas: string;
  /** Matches once the numbers are there; `null` when the page has none. */
  readonly numbers: string | null;
  /** What has a digit once the pointer is on the picture. */
  readonly readout: string;
}

/** Signs of our element. */
export const ARC: Signs = {
  host: 'arc-interval-chart',
  canvas: 'canvas[part~="canvas"]',
  numbers: '[part~="total-import"][data-kwh]:not([data-kwh=""])',
  readout: '[part~="readout"]',
};

/** Signs of uPlot, whose legend follows the pointer. */
export const UPLOT: Signs = { host: null, canvas: '.u-wrap canvas', numbers: null, readout: '.u-legend' };

/**
 * Moves a pointer on the chart on every frame until it can be used: canvas drawn, numbers there,
 * read-out shown. Resolves to `performance.now()` of then. Runs in the page, on its own: nothing of
 * this module is there.
 * @throws {Error} The chart could not be used in time; says what is missing.
 */
export async function whenUsable({ host, canvas, numbers, readout }: Signs, withinMs: number): Promise<number> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let under: Element | null = null;
  const point = (target: Element): void => {
    const box = target.getBoundingClientRect();
    const at = {
      clientX: box.left + box.width * 0.6,
      clientY: box.top + box.height / 2,
      bubbles: true,
      composed: true,
      pointerType: 'mouse',
    };
    let hit = document.elementFromPoint(at.clientX, at.clientY);
    while (hit?.shadowRoot) hit = hit.shadowRoot.elementFromPoint(at.clientX, at.clientY);
    if (hit !== under) {
      under = hit;
      // Some listen for moves only after the pointer came in.
      for (let inner = hit; inner !== null; inner = inner.parentElement) {
        inner.dispatchEvent(new PointerEvent('pointerenter', { ...at, bubbles: false }));
        inner.dispatchEvent(new MouseEvent('mouseenter', { ...at, bubbles: false }));
      }
    }
    hit?.dispatchEvent(new PointerEvent('pointermove', at));
    hit?.dispatchEvent(new MouseEvent('mousemove', at));
  };
  const drawn = ({ width, height }: HTMLCanvasElement, context: CanvasRenderingContext2D | null): boolean => {
    const pixels = context?.getImageData(0, 0, width, height).data ?? [];
    let inked = 0;
    for (let i = 0; i < pixels.length; i += 4)
      if (
        (pixels[i + 3] as number) > 0 &&
        Math.min(pixels[i] as number, pixels[i + 1] as number, pixels[i + 2] as number) < 128
      )
        inked++;
    // More than the words on the axes.
    return inked * 50 > width * height;
  };
  let missing = '';
  for (;;) {
    const root = host === null ? document : document.querySelector(host)?.shadowRoot;
    const picture = root?.querySelector<HTMLCanvasElement>(canvas);
    if (!root || !picture || picture.width === 0) missing = 'a canvas';
    else if (numbers !== null && root.querySelector(numbers) === null) missing = 'numbers';
    else {
      point(picture);
      const box = root.querySelector<HTMLElement>(readout);
      const now = performance.now();
      // The pixels last: reading them takes long, and is done once.
      if (!box?.checkVisibility() || !/\d/.test(box.textContent)) missing = 'an answer to the pointer';
      else if (drawn(picture, picture.getContext('2d'))) return now;
      else missing = 'a picture';
    }
    if (performance.now() > withinMs) throw new Error(`After ${withinMs} ms the chart was without ${missing}.`);
    await nextFrame();
  }
}
