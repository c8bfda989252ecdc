import type { ReactiveElement } from 'lit';
import { ArcBase } from '../internal/arc-base.ts';
import { definePlaceholder } from '../internal/define.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { type LoadingOptions, showLoading } from './loading.ts';

/** Description of an element whose class is not loaded yet. */
export interface LazyElement extends LoadingOptions {
  /** Loads the module that calls `define` with the class. */
  readonly load: () => Promise<unknown>;
  /** Its properties, besides those of every element, each with its attribute or `false`. */
  readonly properties: Readonly<Record<string, string | false>>;
  /** Names of its methods. A call before the class is loaded returns a promise and runs later. */
  readonly methods?: readonly string[];
}

/**
 * Registers a placeholder as `tag`, and loads the class when the first such element is connected,
 * even in a closed shadow root, where a search of the page would not find it. Until the class is
 * loaded, the element shows that it is loading, or why it cannot be loaded. Then each element is
 * set up as a browser upgrades one: attributes are read, and properties that were set before are
 * kept.
 */
export function defineLazy(tag: string, options: LazyElement): void {
  const { load, properties, methods = [] } = options;
  if (customElements.get(tag) !== undefined) return;
  let loaded: typeof ReactiveElement | undefined;
  /** Elements that were created before the class was loaded. */
  let early: WeakRef<HTMLElement>[] = [];
  const module = new LazyModule(load);
  const isSetUp = Promise.withResolvers<void>();

  class Placeholder extends Base {
    static readonly observedAttributes = [
      ...ArcBase.observedAttributes,
      ...Object.values(properties).filter((attribute) => attribute !== false),
    ];

    constructor() {
      // Calls the constructor of the loaded class once that is the parent of this one.
      super();
      if (loaded !== undefined) return;
      early.push(new WeakRef(this));
      WAITING.add(this);
    }

    /** Resolves when the class is loaded and the element has rendered. */
    get updateComplete(): Promise<unknown> {
      // From then on this is the getter of the loaded class.
      return isSetUp.promise.then(() => this.updateComplete);
    }

    // A browser calls the callbacks that a class had when it was registered. These forward to the
    // loaded class.
    override connectedCallback(): void {
      if (WAITING.has(this)) showLoading(this, module, options);
      else super.connectedCallback();
    }
    override disconnectedCallback(): void {
      if (!WAITING.has(this)) super.disconnectedCallback();
    }
    override adoptedCallback(): void {
      // Firefox sets the prototype of an element from another document to that document's
      // HTMLElement.
      if (Object.getPrototypeOf(this) !== Placeholder.prototype) Object.setPrototypeOf(this, Placeholder.prototype);
      if (!WAITING.has(this)) super.adoptedCallback?.();
    }
    override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
      if (!WAITING.has(this)) super.attributeChangedCallback(name, old, value);
    }
  }

  // Frameworks set a property if the element has it, and an attribute otherwise.
  for (const name of [...ArcBase.elementProperties.keys(), ...Object.keys(properties)])
    Object.defineProperty(Placeholder.prototype, name, {
      value: undefined,
      writable: true,
      configurable: true,
      enumerable: true,
    });
  for (const name of methods)
    Object.defineProperty(Placeholder.prototype, name, {
      value(this: Placeholder, ...values: readonly unknown[]) {
        return isSetUp.promise.then(() => Reflect.get(this, name).apply(this, values));
      },
      configurable: true,
    });
  definePlaceholder(tag, Placeholder, (ctor) => setUpAll(ctor as unknown as typeof ReactiveElement));

  function setUpAll(ctor: typeof ReactiveElement): void {
    loaded = ctor;
    Object.setPrototypeOf(Placeholder, ctor);
    Object.setPrototypeOf(Placeholder.prototype, ctor.prototype);
    // Otherwise they would hide the properties of the class.
    for (const name of Object.getOwnPropertyNames(Placeholder.prototype))
      if (!name.endsWith('Callback')) Reflect.deleteProperty(Placeholder.prototype, name);
    // Reading `observedAttributes` makes Lit prepare the class. A browser does that on
    // registration.
    const attributes = ctor.observedAttributes;
    const references = early;
    early = [];
    for (const reference of references) {
      const element = reference.deref();
      if (element !== undefined) setUpAnywhere(element, ctor, attributes);
    }
    isSetUp.resolve();
  }
}

interface Callbacks {
  connectedCallback(): void;
  disconnectedCallback(): void;
  adoptedCallback?(): void;
  attributeChangedCallback(name: string, old: string | null, value: string | null): void;
}

const Base = HTMLElement as unknown as new () => HTMLElement & Callbacks;

/** Elements whose class is not loaded yet. */
const WAITING = new WeakSet<HTMLElement>();

/** The element that the next constructor call sets up instead of a new one. */
let existing: HTMLElement | undefined;

/**
 * Upgrades an element in any document. Browsers allow some calls, such as `attachInternals`, only
 * in the document where the tag is registered, so the element is moved there meanwhile.
 */
function setUpAnywhere(element: HTMLElement, ctor: typeof ReactiveElement, attributes: readonly string[]): void {
  if (element.ownerDocument === document) {
    setUp(element, ctor, attributes);
    return;
  }
  const place = element.ownerDocument.createComment('');
  element.replaceWith(place);
  document.adoptNode(element);
  setUp(element, ctor, attributes);
  place.replaceWith(element);
}

/**
 * Upgrades an element to its loaded class, as a browser does, but only once: for the placeholder.
 */
function setUp(element: HTMLElement, ctor: typeof ReactiveElement, attributes: readonly string[]): void {
  const upgraded = constructOn(element, ctor);
  for (const name of attributes) {
    const value = upgraded.getAttribute(name);
    if (value !== null) upgraded.attributeChangedCallback(name, null, value);
  }
  if (upgraded.isConnected) upgraded.connectedCallback();
}

/**
 * Runs the constructor of a class on an existing element. Meanwhile the base class of Lit has
 * another parent than `HTMLElement`, whose constructor cannot return an existing element.
 */
function constructOn(element: HTMLElement, ctor: typeof ReactiveElement): ReactiveElement {
  let base: object = ctor;
  while (Object.getPrototypeOf(base) !== HTMLElement) base = Object.getPrototypeOf(base);
  WAITING.delete(element);
  existing = element;
  Object.setPrototypeOf(base, elementToSetUp);
  try {
    return Reflect.construct(ctor, []) as ReactiveElement;
  } finally {
    Object.setPrototypeOf(base, HTMLElement);
    existing = undefined;
  }
}

/** Stands in for `HTMLElement`. Returns the element to set up, then new ones, as it would. */
function elementToSetUp(): HTMLElement {
  const element = existing ?? Reflect.construct(HTMLElement, [], new.target);
  existing = undefined;
  return element;
}
