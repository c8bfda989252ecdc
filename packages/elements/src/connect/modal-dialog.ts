import type { LitElement } from 'lit';
import { addStyles } from '../internal/add-styles.ts';

/** Computed style of the element that its dialog has to take along. */
const TAKEN = ['color-scheme', 'direction', 'font-family', 'font-size'];

/**
 * Shows the dialog of an element in front of the page, which does not scroll meanwhile. When the element is hidden, as
 * in a menu that closes, its dialog is moved to the end of the body: a modal dialog that nobody sees would block the
 * page. It is back in its place when it closes.
 */
export class ModalDialog {
  readonly #host: LitElement;
  readonly #moved: () => void;
  readonly #lost: () => void;
  #observer: IntersectionObserver | undefined;
  #dialog: HTMLDialogElement | undefined;
  /** Stands in for the element while that is hidden. */
  #place: HTMLElement | undefined;
  #letScroll: (() => void) | undefined;

  /** `moved` is called after the dialog was moved, `lost` when it cannot be seen at the end of the body either. */
  constructor(host: LitElement, moved: () => void, lost: () => void) {
    this.#host = host;
    this.#moved = moved;
    this.#lost = lost;
  }

  /** Shows the dialog, or closes it; does nothing where that is so already. */
  toggle(dialog: HTMLDialogElement, shows: boolean): void {
    if (shows === (this.#dialog !== undefined)) return;
    if (shows) {
      this.#dialog = dialog;
      dialog.showModal();
      this.#observer ??= new IntersectionObserver(() => this.#look());
      this.#observer.observe(dialog);
      this.#letScroll = holdScroll(dialog.ownerDocument);
      return;
    }
    this.#dialog = undefined;
    this.#observer?.disconnect();
    this.#letScroll?.();
    dialog.close();
    if (this.#place === undefined) return;
    this.#host.renderRoot.append(dialog);
    this.#place.remove();
    this.#place = undefined;
  }

  #look(): void {
    const dialog = this.#dialog;
    if (dialog === undefined || dialog.checkVisibility()) return;
    // It was moved already, and the body is hidden or replaced.
    if (this.#place !== undefined) {
      this.#lost();
      return;
    }
    this.#place = standIn(this.#host);
    const root = this.#place.shadowRoot as ShadowRoot;
    dialog.close();
    // The page in its frame goes on. Where a browser cannot move it like that, it loads again.
    (root.moveBefore ?? root.insertBefore).call(root, dialog, null);
    dialog.showModal();
    if (dialog.checkVisibility()) this.#moved();
    else this.#lost();
  }
}

/** An element at the end of the body that looks like `host` to what is in its shadow root. */
function standIn(host: LitElement): HTMLElement {
  const { elementStyles } = host.constructor as typeof LitElement;
  const page = host.ownerDocument;
  const place = page.createElement('div');
  addStyles(place.attachShadow({ mode: 'open' }), elementStyles);
  const tokens = elementStyles.flatMap(
    (sheet) => String('cssText' in sheet ? sheet.cssText : '').match(/--arc-[\w-]+/g) ?? [],
  );
  const style = getComputedStyle(host);
  for (const name of [...TAKEN, ...tokens]) place.style.setProperty(name, style.getPropertyValue(name));
  place.style.setProperty('display', 'contents');
  page.body.append(place);
  return place;
}

/** Keeps the page from scrolling, without a jump where its scroll bar was, until the returned function is called. */
function holdScroll(page: Document): () => void {
  const { documentElement: root, body } = page;
  const view = page.defaultView as typeof window;
  const { overflow, scrollbarGutter } = getComputedStyle(root);
  // Where it says nothing, the body decides for the page.
  const scroller = overflow === 'visible' && getComputedStyle(body).overflow !== 'visible' ? 'body' : ':root';
  const bar = scrollbarGutter === 'auto' && view.innerWidth > root.clientWidth;
  // Neither an attribute nor an element for style, which the policy of the page may forbid.
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`${scroller}{overflow:hidden!important}${bar ? ':root{scrollbar-gutter:stable!important}' : ''}`);
  page.adoptedStyleSheets.push(sheet);
  return () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
