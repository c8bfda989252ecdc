/**
 * A partner's server: renders the pages of a request in parallel, a piece of each in turn, and then
 * ends.
 */
import { text } from 'node:stream/consumers';
import { loadLanguage } from '@arc-elements/elements';
import '@arc-elements/elements/define';
import { html, LitElementRenderer, type RenderInfo, render } from '@lit-labs/ssr';
import './portal-page.ts';
import type { RenderRequest } from './request.ts';

const { pages, languages = [], nonce, connects = false }: RenderRequest = JSON.parse(await text(process.stdin));
for (const language of languages) await loadLanguage(language);
if (connects) LitElementRenderer.renderOptions.push(() => ({ connectedCallback: true }));

/** Adds the nonce of the page's policy to the style element of each shadow root, as in the docs. */
class WithNonce extends LitElementRenderer {
  override renderShadow(info: RenderInfo) {
    return super.renderShadow(info)?.map((part) => (part === '<style>' ? `<style nonce="${nonce}">` : part));
  }
}

const options = nonce === undefined ? {} : { elementRenderers: [WithNonce] };
const running = pages.map((page) => ({
  pieces: render(html(Object.assign([page], { raw: [page] })), options)[Symbol.iterator](),
  text: '',
}));
for (let open = [...running]; open.length > 0; ) {
  open = open.filter((each) => {
    const { value, done } = each.pieces.next();
    if (!done) each.text += value;
    return !done;
  });
}
process.stdout.write(JSON.stringify(running.map((each) => each.text)));
