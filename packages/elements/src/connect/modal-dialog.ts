import type { LitElement } from 'lit';
import { addStyles } from '../internal/add-styles.ts';

/** Inherited properties that a moved dialog keeps from its element. */
const INHERITED = ['color-scheme', 'direction', 'font-family', 'font-size'];

/**
 * Shows the dialog of an element in front of the page, which does not scroll meanwhile. When the element is hidden, as
 * in a menu that closes, its dialog is moved to the end of the body, because a modal dialog that nobody sees would
 * block the page. When the dialog closes, it is put back into its element.
 */
export class ModalDialog {
  readonly #host: LitElement;
  readonly #moved: () => void;
  readonly #lost: () => void;
  #observer: IntersectionObserver | undefined;
  #dialog: HTMLDialogElement | undefined;
  /** The element at the end of the body that has the dialog while the host is hidden. */
  #standIn: HTMLElement | undefined;
  #letScroll: (() => void) | undefined;

  /** Calls `moved` after the dialog was moved, and `lost` if it cannot be seen at the end of the body either. */
  constructor(host: LitElement, moved: () => void, lost: () => void) {
    this.#host = host;
    this.#moved = moved;
    this.#lost = lost;
  }

  /** Shows the dialog or closes it, unless it is shown or closed already. */
  toggle(dialog: HTMLDialogElement, shows: boolean): void {
    if (shows === (this.#dialog !== undefined)) return;
    if (shows) {
      // Whoever listens for the opening may have removed it.
      if (!dialog.isConnected) return;
      this.#dialog = dialog;
      dialog.showModal();
      this.#observer ??= new IntersectionObserver(() => this.#keepVisible());
      this.#observer.observe(dialog);
      this.#letScroll = holdScroll(dialog.ownerDocument);
      return;
    }
    this.#dialog = undefined;
    this.#observer?.disconnect();
    this.#letScroll?.();
    dialog.close();
    if (this.#standIn === undefined) return;
    this.#host.renderRoot.append(dialog);
    this.#standIn.remove();
    this.#standIn = undefined;
  }

  /** Moves the dialog to the end of the body if it is hidden. */
  #keepVisible(): void {
    const dialog = this.#dialog;
    if (dialog === undefined || dialog.checkVisibility()) return;
    // It was moved already: the body is hidden or was replaced.
    if (this.#standIn !== undefined) {
      this.#lost();
      return;
    }
    this.#standIn = createStandIn(this.#host);
    const root = this.#standIn.shadowRoot as ShadowRoot;
    dialog.close();
    // `moveBefore` keeps the page in the frame of the dialog; in a browser without it that page loads again.
    (root.moveBefore ?? root.insertBefore).call(root, dialog, null);
    dialog.showModal();
    if (dialog.checkVisibility()) this.#moved();
    else this.#lost();
  }
}

/** Appends an element to the body whose shadow root has the styles, and the inherited values, of that of `host`. */
function createStandIn(host: LitElement): HTMLElement {
  const { elementStyles } = host.constructor as typeof LitElement;
  const page = host.ownerDocument;
  const standIn = page.createElement('div');
  addStyles(standIn.attachShadow({ mode: 'open' }), elementStyles);
  const tokens = elementStyles.flatMap(
    (sheet) => String('cssText' in sheet ? sheet.cssText : '').match(/--arc-[\w-]+/g) ?? [],
  );
  const style = getComputedStyle(host);
  for (const name of [...INHERITED, ...tokens]) standIn.style.setProperty(name, style.getPropertyValue(name));
  standIn.style.setProperty('display', 'contents');
  page.body.append(standIn);
  return standIn;
}

/** Keeps the page from scrolling, without a jump where its scroll bar was, until the returned function is called. */
function holdScroll(page: Document): () => void {
  const { documentElement: root, body } = page;
  const view = page.defaultView as typeof window;
  const { overflow, scrollbarGutter } = getComputedStyle(root);
  // If the root element does not set it, the value of the body counts for the page.
  const scroller = overflow === 'visible' && getComputedStyle(body).overflow !== 'visible' ? 'body' : ':root';
  const bar = scrollbarGutter === 'auto' && view.innerWidth > root.clientWidth;
  // Not a style attribute or element, which the content security policy of the page may forbid.
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(`${scroller}{overflow:hidden!important}${bar ? ':root{scrollbar-gutter:stable!important}' : ''}`);
  page.adoptedStyleSheets.push(sheet);
  return () => {
    page.adoptedStyleSheets = page.adoptedStyleSheets.filter((each) => each !== sheet);
  };
}
