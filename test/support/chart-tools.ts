/** A chart in its page. */
export interface Chart extends HTMLElement {
  readonly shadowRoot: ShadowRoot;
  readonly updateComplete: Promise<unknown>;
}

/** The global object `tools` on a page. */
export interface Tools {
  /**
   * Puts HTML on the page and gives data to each chart in it without `data-bare`; resolves when all
   * are drawn.
   */
  put(html: string, properties?: Readonly<Record<string, unknown>>): Promise<readonly Chart[]>;
  /**
   * Returns the elements that overflow their frame or box, and the texts that leave the picture or
   * overlap.
   */
  faults(chart: Chart): readonly string[];
  waitFor(holds: () => boolean): Promise<void>;
}

/** Adds the tools to a page; runs in the page before its own scripts. */
export function addTools(): void {
  interface Written {
    readonly text: string;
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }
  const written = new WeakMap<HTMLCanvasElement, Written[]>();
  const context = CanvasRenderingContext2D.prototype;
  const { clearRect, fillText } = context;
  context.clearRect = function (...box) {
    written.delete(this.canvas as HTMLCanvasElement);
    clearRect.apply(this, box);
  };
  context.fillText = function (text, x, y, maxWidth) {
    const canvas = this.canvas as HTMLCanvasElement;
    const { width, actualBoundingBoxAscent, actualBoundingBoxDescent } = this.measureText(text);
    const wide = Math.min(width, maxWidth ?? width);
    const left = this.textAlign === 'right' ? x - wide : this.textAlign === 'center' ? x - wide / 2 : x;
    const top = y - actualBoundingBoxAscent;
    const bottom = y + actualBoundingBoxDescent;
    written.set(canvas, [...(written.get(canvas) ?? []), { text, left, right: left + wide, top, bottom }]);
    fillText.call(this, text, x, y, maxWidth);
  };
  const waitFor = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise(requestAnimationFrame);
  };
  const tools: Tools = {
    waitFor,
    async put(html, properties = {}) {
      await customElements.whenDefined('arc-interval-chart');
      document.body.innerHTML = html;
      const charts = [...document.querySelectorAll<Chart>('arc-interval-chart')];
      const importKwh = Float64Array.from({ length: 96 * 200 }, (_, i) => 1 + Math.sin(i / 15));
      const exportKwh = importKwh.map((kwh) => kwh / 2);
      const times = { startMs: Date.UTC(2025, 0, 1, 8), stepMs: 900_000, timeZone: 'America/Los_Angeles' };
      for (const chart of charts) {
        const series = 'bare' in chart.dataset ? {} : { series: { ...times, importKwh, exportKwh } };
        Object.assign(chart, series, properties);
      }
      document.querySelector<HTMLElement>('[popover]')?.showPopover();
      document.querySelector('dialog')?.showModal();
      for (const chart of charts) await chart.updateComplete;
      return charts;
    },
    faults(chart) {
      const { shadowRoot: root } = chart;
      const faults: string[] = [];
      const frame = (root.querySelector('[part=frame]') as HTMLElement).getBoundingClientRect();
      const name = (element: Element): string => `${element.className}: ${element.textContent?.trim().slice(0, 40)}`;
      // Tabs and table may scroll, and texts for screen readers are a pixel wide.
      for (const element of root.querySelectorAll<HTMLElement>('*:not(.tab, .overview, .overview *, svg, svg *)')) {
        if (!element.checkVisibility({ visibilityProperty: true })) continue;
        if (element.closest('.visually-hidden, .table-box > *, .cursor, .palette')) continue;
        const { left, right, width } = element.getBoundingClientRect();
        if (width > 0 && (left < frame.left - 1 || right > frame.right + 1)) faults.push(`outside: ${name(element)}`);
        if (element.matches('.tabs, .table-box') || getComputedStyle(element).display === 'inline') continue;
        if (element.scrollWidth > element.clientWidth + 1) faults.push(`cut: ${name(element)}`);
      }
      const canvas = root.querySelector<HTMLCanvasElement>('[part=canvas]');
      const texts = canvas === null ? [] : (written.get(canvas) ?? []);
      if (canvas !== null && texts.length === 0) faults.push('a picture without a text');
      for (const [i, a] of texts.entries()) {
        const { width = 0, height = 0 } = canvas ?? {};
        if (a.left < -1 || a.right > width + 1 || a.top < -1 || a.bottom > height + 1) faults.push(`cut: ${a.text}`);
        for (const b of texts.slice(i + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          if (!apart) faults.push(`${a.text} over ${b.text}`);
        }
      }
      if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
      return faults;
    },
  };
  Object.assign(globalThis, { tools });
}
