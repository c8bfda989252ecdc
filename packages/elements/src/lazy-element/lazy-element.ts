import { ReactiveElement } from 'lit';
import { ArcBase } from '../internal/arc-base.ts';
import { definePlaceholder } from '../internal/define.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { type ReadAhead, showLoading } from './loading.ts';

/** What is known of an element before its class is loaded. */
export interface LazyElement {
  /** Loads the module that calls `define` with the class. */
  readonly load: () => Promise<unknown>;
  /** Its properties, beside those of every element, each with its attribute or `false`. */
  readonly properties: Readonly<Record<string, string | false>>;
  /** Its methods: each is called when the element is there, and gives a promise until then. */
  readonly methods?: readonly string[];
  /** True when the focus of the element goes to what can be focused inside. */
  readonly delegatesFocus?: boolean;
  /** What of the session is read while the class loads, because the element needs it next. */
  readonly reads?: readonly ReadAhead[];
}

/**
 * Registers `tag` at once and loads its class when the first such element is connected, wherever that is: nobody could see
 * an element in a closed shadow root. Until then the element shows that it is loading, or why it cannot be loaded. Then each
 * element is set up as in an upgrade by the browser: attributes are read, and properties that were set before count.
 */
export function defineLazy(tag: string, options: LazyElement): void {
  const { load, properties, methods = [] } = options;
  if (customElements.get(tag) !== undefined) return;
  let loaded: typeof ReactiveElement | undefined;
  /** Elements that were created before the class was there. */
  let early: WeakRef<HTMLElement>[] = [];
  const module = new LazyModule(load);
  const isSetUp = Promise.withResolvers<void>();

  class Placeholder extends Base {
    static readonly observedAttributes = [
      ...ArcBase.observedAttributes,
      ...Object.values(properties).filter((attribute) => attribute !== false),
    ];

    constructor() {
      // Calls the loaded class once that is the parent of this one.
      super();
      if (loaded === undefined) early.push(new WeakRef(this));
    }

    /** Settles when the element is loaded and has rendered; the property of the loaded class takes its place. */
    get updateComplete(): Promise<unknown> {
      return isSetUp.promise.then(() => this.updateComplete);
    }

    // The browser keeps to the functions that a class has when its tag is registered. These call the loaded class.
    override connectedCallback(): void {
      if (loaded !== undefined) super.connectedCallback();
      else showLoading(this, module, options);
    }
    override disconnectedCallback(): void {
      if (loaded !== undefined) super.disconnectedCallback();
    }
    override adoptedCallback(): void {
      // Firefox gives an element from another document the prototype of HTMLElement there.
      if (Object.getPrototypeOf(this) !== Placeholder.prototype) Object.setPrototypeOf(this, Placeholder.prototype);
      if (loaded !== undefined) super.adoptedCallback?.();
    }
    override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
      if (loaded !== undefined) super.attributeChangedCallback(name, old, value);
    }
  }

  // Frameworks set a property where an element has it, and an attribute otherwise.
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
    // What a placeholder has of its own would hide what the class has.
    for (const name of Object.getOwnPropertyNames(Placeholder.prototype))
      if (!name.endsWith('Callback')) Reflect.deleteProperty(Placeholder.prototype, name);
    const elements = early;
    early = [];
    for (const element of elements) {
      const alive = element.deref();
      if (alive !== undefined) setUp(alive, ctor);
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

/** Holds the element that is set up in place of a new one; shared with other copies, as one may have the class. */
const EXISTING = Symbol.for('arc-elements.existing');

/** What a browser does when it upgrades an element, for an element that it has upgraded already. */
function setUp(element: HTMLElement, ctor: typeof ReactiveElement): void {
  Reflect.set(globalThis, EXISTING, element);
  const { isConnected } = Reflect.construct(ctor, []) as ReactiveElement;
  const upgraded = element as ReactiveElement;
  for (const name of ctor.observedAttributes) {
    const value = upgraded.getAttribute(name);
    if (value !== null) upgraded.attributeChangedCallback(name, null, value);
  }
  if (isConnected) upgraded.connectedCallback();
}

/** Parent of Lit's base class: gives it the element to set up, or a new one as `HTMLElement` would. */
function elementToSetUp(): HTMLElement {
  const element = Reflect.get(globalThis, EXISTING) ?? Reflect.construct(HTMLElement, [], new.target);
  Reflect.deleteProperty(globalThis, EXISTING);
  return element;
}
Object.setPrototypeOf(ReactiveElement, elementToSetUp);
