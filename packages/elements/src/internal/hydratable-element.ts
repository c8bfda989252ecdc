import { isServer, LitElement, type PropertyValues } from 'lit';
import { addStyles } from './add-styles.ts';

/**
 * Base class of an element that a server may render. In the browser the element takes over the markup of the server if
 * Lit's hydration is loaded, and replaces it otherwise.
 */
export abstract class HydratableElement extends LitElement {
  /**
   * False on a server, and in the browser while the markup of the server is taken over. Both have to render the same
   * then, so nothing may be shown that only the page knows: the session, its data, the language around the element.
   */
  protected isHydrated = false;
  readonly #prototype: object = Object.getPrototypeOf(this);

  constructor() {
    super();
    // On a server an event of an element inside reaches this one only if there is a shadow root in between.
    if (isServer) this.attachShadow({ mode: 'open' });
  }

  override connectedCallback(): void {
    // A server may be set up to call this. It has no page, and controllers begin to read the page here.
    if (!isServer) super.connectedCallback();
  }

  /** Adds the styles again, because a document drops the style sheets of an element that was moved into it. */
  adoptedCallback(): void {
    // Firefox gives an element from another document the prototype of HTMLElement there.
    if (Object.getPrototypeOf(this) !== this.#prototype) Object.setPrototypeOf(this, this.#prototype);
    if (this.hasUpdated) addStyles(this.renderRoot as ShadowRoot, this.#class.elementStyles);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRoot, ownerDocument } = this;
    this.isHydrated = true;
    // Markup of a server begins with the styles. In another document Lit would adopt style sheets that it refuses.
    if (ownerDocument === document && shadowRoot?.firstElementChild?.localName === 'style') {
      super.createRenderRoot();
      // Lit sets it, to render in front of the markup, unless its hydration is loaded.
      this.isHydrated = this.renderOptions.renderBefore !== undefined;
    }
    const root = shadowRoot ?? this.attachShadow(this.#class.shadowRootOptions);
    // Instead of the styles of the server, which a strict policy may block, or those of the loading state.
    root.adoptedStyleSheets = [];
    addStyles(root, this.#class.elementStyles);
    return root;
  }

  protected override update(changed: PropertyValues): void {
    const { renderRoot } = this;
    if (!this.isHydrated) {
      // What the page knows comes right after, before anything is painted.
      queueMicrotask(() => {
        this.isHydrated = true;
        this.requestUpdate();
      });
      try {
        super.update(changed);
        renderRoot.querySelector('style')?.remove();
        return;
      } catch {
        // The markup is of another version, or of a build with other white space: it is replaced below. A mistake in
        // our own template throws there again.
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
