/** Selectors of what must be there before a chart can be used. */
export interface ReadySelectors {
  /** The element whose shadow root has the other elements; `null` if they are in the page. */
  readonly host: string | null;
  /** The canvas that must be drawn. */
  readonly canvas: string;
  /** Matches once the numbers are there; `null` for a page without numbers. */
  readonly numbers: string | null;
  /** Has a digit once the pointer is on the picture. */
  readonly readout: string;
}

/** Selectors of our element. */
export const ARC: ReadySelectors = {
  host: 'arc-interval-chart',
  canvas: 'canvas[part~="canvas"]',
  numbers: '[part~="total-import"][data-kwh]:not([data-kwh=""])',
  readout: '[part~="readout"]',
};

/** Selectors of uPlot, whose legend follows the pointer. */
export const UPLOT: ReadySelectors = { host: null, canvas: '.u-wrap canvas', numbers: null, readout: '.u-legend' };

/**
 * Moves a pointer over the chart on every frame until the chart can be used: canvas drawn, numbers
 * there, read-out shown. Resolves to `performance.now()` at that time. Runs in the page, without
 * access to this module.
 * @throws {Error} The chart could not be used in time. The message names what is missing.
 */
export async function whenUsable(
  { host, canvas, numbers, readout }: ReadySelectors,
  withinMs: number,
): Promise<number> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let entered: Element | null = null;
  const movePointer = (target: Element): void => {
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
    if (hit !== entered) {
      entered = hit;
      // Some charts listen for moves only after the pointer entered.
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
    let darkPixels = 0;
    for (let i = 0; i < pixels.length; i += 4)
      if (
        (pixels[i + 3] as number) > 0 &&
        Math.min(pixels[i] as number, pixels[i + 1] as number, pixels[i + 2] as number) < 128
      )
        darkPixels++;
    // More than the labels of the axes.
    return darkPixels * 50 > width * height;
  };
  let missing = '';
  for (;;) {
    const root = host === null ? document : document.querySelector(host)?.shadowRoot;
    const picture = root?.querySelector<HTMLCanvasElement>(canvas);
    if (!root || !picture || picture.width === 0) missing = 'a canvas';
    else if (numbers !== null && root.querySelector(numbers) === null) missing = 'numbers';
    else {
      movePointer(picture);
      const box = root.querySelector<HTMLElement>(readout);
      const now = performance.now();
      // Pixels are checked last, because reading them is slow.
      if (!box?.checkVisibility() || !/\d/.test(box.textContent)) missing = 'an answer to the pointer';
      else if (drawn(picture, picture.getContext('2d'))) return now;
      else missing = 'a picture';
    }
    if (performance.now() > withinMs) throw new Error(`After ${withinMs} ms the chart was without ${missing}.`);
    await nextFrame();
  }
}
