import { isServer, LitElement, type PropertyValues } from 'lit';
import { addStyles } from './add-styles.ts';

/**
 * Base class of an element that a server may render. In the browser the element hydrates the
 * server's markup if Lit's hydration is loaded, and replaces it otherwise.
 */
export abstract class HydratableElement extends LitElement {
  /**
   * False on a server, and in the browser during hydration. Both have to render the same then, so
   * the element must not use what a server does not know: the session, its data, the language
   * around the element.
   */
  protected isHydrated = false;
  readonly #prototype: object = Object.getPrototypeOf(this);

  constructor() {
    super();
    // On a server, events of elements inside reach this one only through a shadow root.
    if (isServer) this.attachShadow({ mode: 'open' });
  }

  override connectedCallback(): void {
    // Controllers read the page here. A server, which may call this too, has none.
    if (!isServer) super.connectedCallback();
  }

  /** Adds the styles again, which an element loses when it is moved into another document. */
  adoptedCallback(): void {
    // Firefox sets the prototype of an element from another document to that document's
    // HTMLElement.
    if (Object.getPrototypeOf(this) !== this.#prototype) Object.setPrototypeOf(this, this.#prototype);
    if (this.hasUpdated) addStyles(this.renderRoot as ShadowRoot, this.#class.elementStyles);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRoot, ownerDocument } = this;
    this.isHydrated = true;
    // Markup of a server begins with a style element. In another document, Lit would try to adopt
    // style sheets that the document refuses.
    if (ownerDocument === document && shadowRoot?.firstElementChild?.localName === 'style') {
      super.createRenderRoot();
      // Lit sets `renderBefore`, to render before the markup, unless its hydration is loaded.
      this.isHydrated = this.renderOptions.renderBefore !== undefined;
    }
    const root = shadowRoot ?? this.attachShadow(this.#class.shadowRootOptions);
    // Replaces the server's styles, which a strict policy may block, and those of the loading
    // state.
    root.adoptedStyleSheets = [];
    addStyles(root, this.#class.elementStyles);
    return root;
  }

  protected override update(changed: PropertyValues): void {
    const { renderRoot } = this;
    if (!this.isHydrated) {
      // Renders with the session and data of the page before the browser paints.
      queueMicrotask(() => {
        this.isHydrated = true;
        this.requestUpdate();
      });
      try {
        super.update(changed);
        renderRoot.querySelector('style')?.remove();
        return;
      } catch {
        // The markup is of another version, or of a build with other white space. It is replaced
        // below, where an error in our own template throws again.
      }
    }
    if (!this.hasUpdated) {
      renderRoot.replaceChildren();
      this.renderOptions.renderBefore = null;
    }
    super.update(changed);
  }

  get #class(): typeof LitElement {
    return this.constructor as typeof LitElement;
  }
}
