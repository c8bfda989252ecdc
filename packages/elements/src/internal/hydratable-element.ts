import { isServer, LitElement, type PropertyValues } from 'lit';
import { addStyles } from './add-styles.ts';

/**
 * An element that a server may render. In the browser it takes over that markup where Lit's hydration is loaded, and
 * replaces it otherwise.
 */
export abstract class HydratableElement extends LitElement {
  /**
   * False on a server, and in the browser while markup of a server is being taken over. Both have to render the same
   * then, so nothing may be shown that only the page knows: session, language around, data.
   */
  protected isHydrated = false;
  readonly #prototype: object = Object.getPrototypeOf(this);

  constructor() {
    super();
    // A server sends events of what is inside on through the shadow root.
    if (isServer) this.attachShadow({ mode: 'open' });
  }

  override connectedCallback(): void {
    // A server calls this where it is set up so, but has no page. Controllers read the page only after it.
    if (!isServer) super.connectedCallback();
  }

  /** A document drops the style sheets of an element that comes from another one. */
  adoptedCallback(): void {
    // Firefox gives an element from another document the prototype of HTMLElement there.
    if (Object.getPrototypeOf(this) !== this.#prototype) Object.setPrototypeOf(this, this.#prototype);
    if (this.hasUpdated) addStyles(this.renderRoot as ShadowRoot, this.#class.elementStyles);
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const { shadowRoot, ownerDocument } = this;
    this.isHydrated = true;
    // A server begins with the styles. Lit's own function would adopt style sheets that another document refuses.
    if (ownerDocument === document && shadowRoot?.firstElementChild?.localName === 'style') {
      super.createRenderRoot();
      // Lit renders in front of the markup unless its hydration is loaded.
      this.isHydrated = this.renderOptions.renderBefore !== undefined;
    }
    const root = shadowRoot ?? this.attachShadow(this.#class.shadowRootOptions);
    // In place of those of the server, which a strict policy may have blocked, or of what showed that this is loading.
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
        // Markup of another version, or of a build with other white space: it is rendered anew instead. A mistake of
        // our own is thrown again there.
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
