import type { LitElement } from 'lit';
import { addStyles } from '../internal/add-styles.ts';

/** Inherited properties that a moved dialog takes from its element. */
const INHERITED = ['color-scheme', 'direction', 'font-family', 'font-size'];

/**
 * Shows the dialog of an element as a modal dialog, during which the page does not scroll. If the
 * element gets hidden, as in a menu that closes, its dialog is moved to the end of the body,
 * because an invisible modal dialog would block the page. When the dialog closes, it is moved back.
 */
export class ModalDialog {
  readonly #host: LitElement;
  readonly #onMove: () => void;
  readonly #onInvisible: () => void;
  #observer: IntersectionObserver | undefined;
  #dialog: HTMLDialogElement | undefined;
  /** The element at the end of the body that contains the dialog while the host is hidden. */
  #container: HTMLElement | undefined;
  #restoreScroll: (() => void) | undefined;

  /** `onInvisible` is called if the dialog is not visible at the end of the body either. */
  constructor(host: LitElement, onMove: () => void, onInvisible: () => void) {
    this.#host = host;
    this.#onMove = onMove;
    this.#onInvisible = onInvisible;
  }

  /** Opens or closes the dialog, unless it is open or closed already. */
  toggle(dialog: HTMLDialogElement, isOpen: boolean): void {
    if (isOpen === (this.#dialog !== undefined)) return;
    if (isOpen) {
      // A listener of `arc-connect-open` may have removed it.
      if (!dialog.isConnected) return;
      this.#dialog = dialog;
      dialog.showModal();
      this.#observer ??= new IntersectionObserver(() => this.#keepVisible());
      this.#observer.observe(dialog);
      this.#restoreScroll = preventScroll(dialog.ownerDocument);
      return;
    }
    this.#dialog = undefined;
    this.#observer?.disconnect();
    this.#restoreScroll?.();
    dialog.close();
    if (this.#container === undefined) return;
    this.#host.renderRoot.append(dialog);
    this.#container.remove();
    this.#container = undefined;
  }

  /** Moves the dialog to the end of the body if it is hidden. */
  #keepVisible(): void {
    const dialog = this.#dialog;
    if (dialog === undefined || dialog.checkVisibility()) return;
    // The dialog was moved already: the body is hidden or was replaced.
    if (this.#container !== undefined) {
      this.#onInvisible();
      return;
    }
    this.#container = appendContainer(this.#host);
    const root = this.#container.shadowRoot as ShadowRoot;
    dialog.close();
    // `moveBefore` keeps the page in the frame. In a browser without it, that page loads again.
    (root.moveBefore ?? root.insertBefore).call(root, dialog, null);
    dialog.showModal();
    if (dialog.checkVisibility()) this.#onMove();
    else this.#onInvisible();
  }
}

/**
 * Appends an element to the body whose shadow root has the styles and inherited values of `host`.
 */
function appendContainer(host: LitElement): HTMLElement {
  const { elementStyles } = host.constructor as typeof LitElement;
  const page = host.ownerDocument;
  const container = page.createElement('div');
  addStyles(container.attachShadow({ mode: 'open' }), elementStyles);
  const tokens = elementStyles.flatMap(
    (sheet) => String('cssText' in sheet ? sheet.cssText : '').match(/--arc-[\w-]+/g) ?? [],
  );
  const style = getComputedStyle(host);
  for (const name of [...INHERITED, ...tokens]) container.style.setProperty(name, style.getPropertyValue(name));
  container.style.setProperty('display', 'contents');
  page.body.append(container);
  return container;
}

/**
 * Prevents scrolling of the page, without a change of its width, until the returned function is
 * called.
 */
function preventScroll(page: Document): () => void {
  const { documentElement: root, body } = page;
  const view = page.defaultView as typeof window;
  const { overflow, scrollbarGutter } = getComputedStyle(root);
  // If the root element does not set `overflow`, the value of the body applies to the page.
  const scroller = overflow === 'visible' && getComputedStyle(body).overflow !== 'visible' ? 'body' : ':root';
  const bar = scrollbarGutter === 'auto' && view.innerWidth > root.clientWidth;
  // The content security policy of the page may forbid style attributes and elements.
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`${scroller}{overflow:hidden!important}${bar ? ':root{scrollbar-gutter:stable!important}' : ''}`);
  page.adoptedStyleSheets.push(sheet);
  return () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
