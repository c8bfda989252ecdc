/**
 * The document in which an example of the docs runs: `/live/frame.html?scenario=NAME`, and
 * `&usage=off` where usage data is not turned on yet. It says `ready` to the page
 * around it, which then calls `show` with the code.
 */
import '@arc-elements/elements/define';
import { type LivePlatform, startPlatform } from './platform.ts';

/** What the page around this frame may call. */
export interface LiveFrame extends Window {
  platform: LivePlatform;
  /** Shows an example: markup, with scripts and styles in it. May be called once. */
  show(code: string): Promise<void>;
}

const frame = window as unknown as LiveFrame;
const asked = new URLSearchParams(location.search);
frame.platform = await startPlatform(asked.get('scenario') || null, asked.get('usage') !== 'off');
window.fetch = frame.platform.fetch;

frame.show = async (code) => {
  // The policy of this page allows no inline styles and scripts, and already the parsing of a style is a violation.
  const inert = code.replaceAll(/<style\b[^>]*>([\s\S]*?)<\/style>/gi, '<script type="text/css">$1</script>');
  const { head, body } = new DOMParser().parseFromString(inert, 'text/html');
  const all = [...head.querySelectorAll('script'), ...body.querySelectorAll('script')];
  for (const element of all) element.remove();
  const styles = all.filter(({ type }) => type === 'text/css');
  const scripts = all.filter((script) => !styles.includes(script));
  document.adoptedStyleSheets = styles.map(({ textContent }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(textContent ?? '');
    return sheet;
  });
  document.body.replaceChildren(...document.importNode(body, true).childNodes);
  for (const { src, textContent } of scripts) {
    // The elements are here already.
    if (src !== '') continue;
    const address = URL.createObjectURL(new Blob([textContent ?? ''], { type: 'text/javascript' }));
    try {
      await import(/* @vite-ignore */ address);
    } finally {
      URL.revokeObjectURL(address);
    }
  }
};

// The page around knows its own site only.
const tell = (message: object) => parent.postMessage(message, location.origin);
new ResizeObserver(() => tell({ live: 'height', height: document.documentElement.offsetHeight })).observe(
  document.documentElement,
);
tell({ live: 'ready' });
