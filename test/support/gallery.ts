/** The content of one state, and its violations. */
export interface Visit {
  readonly address: string;
  /** Violations that axe reports, with their places. */
  readonly violations: readonly string[];
  /** All visible text, shadow trees included. */
  readonly text: string;
  /** Parts in shadow trees, such as `arc-meter-list activate`. */
  readonly parts: readonly string[];
  /** Values of `data-code`, such as the codes of errors. */
  readonly codes: readonly string[];
  /** Height of the tallest element, px. */
  readonly height: number;
  /** False if a canvas is empty. */
  readonly ink: boolean;
  /** By how many px the content is wider than its box. */
  readonly overflow: number;
}

/**
 * Opens each address in turn and collects the content of the viewport. It runs in the page as one
 * function, which is much faster than a call for each step, so it uses nothing from outside.
 */
export async function visit({
  addresses,
  rules,
}: {
  readonly addresses: readonly string[];
  /** Rules or tags of axe; none skips it. */
  readonly rules: readonly string[];
}): Promise<Visit[]> {
  type Axe = typeof import('axe-core');
  const { axe } = globalThis as unknown as { axe: Axe };
  const viewport = document.getElementById('viewport') as HTMLElement;
  const partnerPage = document.getElementById('partner-page') as HTMLElement;
  const frame = () => new Promise(requestAnimationFrame);
  const found: Visit[] = [];
  for (const address of addresses) {
    delete viewport.dataset.shown;
    location.hash = address;
    const [place = ''] = address.split('?');
    const until = performance.now() + 10_000;
    while (viewport.dataset.shown !== place && performance.now() < until) await frame();
    if (viewport.dataset.shown !== place) throw new Error(`${address} was never shown.`);

    const parts = new Set<string>();
    const codes = new Set<string>();
    let text = '';
    let height = 0;
    let ink = true;
    const look = (root: ParentNode): void => {
      for (const each of root.querySelectorAll<HTMLElement>('*')) {
        if (each.shadowRoot) look(each.shadowRoot);
        if (root instanceof ShadowRoot) for (const part of each.part) parts.add(`${root.host.localName} ${part}`);
        if (each.dataset.code !== undefined) codes.add(each.dataset.code);
        // A slot has no box of its own, but its content is visible.
        if (!each.checkVisibility() && getComputedStyle(each).display !== 'contents') continue;
        height = Math.max(height, each.getBoundingClientRect().height);
        for (const node of each.childNodes)
          if (node.nodeType === Node.TEXT_NODE && each.localName !== 'style') text += node.nodeValue?.trim();
        if (!(each instanceof HTMLCanvasElement) || each.width === 0) continue;
        const pixels = each.getContext('2d')?.getImageData(0, 0, each.width, each.height).data;
        ink &&= pixels === undefined || new Uint32Array(pixels.buffer).some((pixel) => pixel !== 0);
      }
    };
    look(partnerPage);
    const violations: string[] = [];
    if (rules.length > 0) {
      const result = await axe.run(viewport, {
        runOnly: [...rules],
        preload: false,
        // The page in a frame belongs to another site.
        iframes: false,
        resultTypes: ['violations'],
      });
      for (const { id, nodes } of result.violations) {
        violations.push(
          ...nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')} ${failureSummary}`),
        );
      }
    }
    const overflow = Math.max(
      viewport.scrollWidth - viewport.clientWidth,
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    found.push({ address, violations, parts: [...parts], codes: [...codes], text, height, ink, overflow });
  }
  return found;
}
