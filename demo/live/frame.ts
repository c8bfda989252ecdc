/**
 * The document in which an example of the docs runs, `/live/frame.html?scenario=NAME`. It posts
 * the message `ready` to the page around it, which then calls `show` with the code.
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
const scenario = new URLSearchParams(location.search).get('scenario');
frame.platform = await startPlatform(scenario || null);
window.fetch = frame.platform.fetch;

frame.show = async (code) => {
  // The policy of this page allows no inline styles and scripts; even parsing a style element would
  // violate it.
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
    // A script with an address is the bundle; this document has imported the elements already.
    if (src !== '') continue;
    const address = URL.createObjectURL(new Blob([textContent ?? ''], { type: 'text/javascript' }));
    try {
      await import(/* @vite-ignore */ address);
    } finally {
      URL.revokeObjectURL(address);
    }
  }
};

// The page around this frame has the same origin.
const postToPage = (message: object) => parent.postMessage(message, location.origin);
new ResizeObserver(() => postToPage({ live: 'height', height: document.documentElement.offsetHeight })).observe(
  document.documentElement,
);
postToPage({ live: 'ready' });
