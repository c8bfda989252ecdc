/** The sandbox's own Connect page. Its requests go to the sandbox in the frame around it. */
import type { LiveFrame } from './frame.ts';
import { PLATFORM } from './platform.ts';

const CONNECT = `${PLATFORM}/connect/sandbox`;
const { fetch: fetchFromSandbox } = (parent as unknown as LiveFrame).platform.sandbox;
const ownPath = location.pathname;

const text = async (address: string): Promise<string> => (await fetchFromSandbox(`${PLATFORM}${address}`)).text();
const page = new DOMParser().parseFromString(
  await (await fetchFromSandbox(CONNECT + location.search)).text(),
  'text/html',
);
const styles = new CSSStyleSheet();
styles.replaceSync(await text(page.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? ''));
document.adoptedStyleSheets = [styles];
document.body.replaceChildren(...document.importNode(page.body, true).childNodes);

// The page's requests are relative to its own address.
window.fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
  return fetchFromSandbox(CONNECT + pathname.slice(ownPath.length), init);
};
const script = await text(page.querySelector('script')?.getAttribute('src') ?? '');
await import(/* @vite-ignore */ URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
