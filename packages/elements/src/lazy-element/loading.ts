import type { ArcSession } from '@arc-elements/client';
import { html, type TemplateResult } from 'lit';
import { LazyController } from '../controllers/lazy-controller.ts';
import { StoreController, type WatchableStore } from '../controllers/store-controller.ts';
import { addStyles } from '../internal/add-styles.ts';
import { ArcBase } from '../internal/arc-base.ts';
import { base } from '../internal/base.styles.ts';
import { define } from '../internal/define.ts';
import { errors } from '../internal/errors.ts';
import type { LazyModule } from '../internal/lazy-module.ts';
import { messages } from '../internal/messages.ts';
import { failed, skeleton } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import styles, { placeholder } from './loading.styles.ts';

/** Returns the store that `host` needs once it is loaded; `undefined` if it needs none. */
type ReadAhead = (session: ArcSession, host: HTMLElement) => WatchableStore<unknown> | undefined;

/** Shown in an element while its class is loading, and when that failed. */
class ArcLoadingElement extends ArcBase {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages, errors];

  /** The module with the class. */
  module: LazyModule<unknown> | undefined;
  readonly #lazy = new LazyController(this);

  /** Loads a store and keeps it fresh as long as this element is shown. */
  read(storeOf: ReadAhead): void {
    new StoreController(this, () => this.scope.session && storeOf(this.scope.session, this.#host));
  }

  protected override render(): TemplateResult {
    const { locale } = this.scope;
    if (this.module !== undefined) this.#lazy.need(this.module);
    const { error } = this.#lazy;
    return error === null
      ? skeleton(html`<div class="skeleton space"></div>`, undefined, locale)
      : failed({ error, locale, retry: () => this.#lazy.retry() });
  }

  protected override updated(): void {
    this.reportError(this.#lazy.error, this.getAttribute('for') as string);
  }

  get #host(): HTMLElement {
    return (this.getRootNode() as ShadowRoot).host as HTMLElement;
  }
}

const TAG = 'arc-loading';

/** Options of an element for the time while its class is loading. */
export interface LoadingOptions {
  /** True if focus on the element goes to the first focusable element inside. */
  readonly delegatesFocus?: boolean;
  /** Stores of the session that load together with the class. */
  readonly reads?: readonly ReadAhead[];
}

/**
 * Loads the class of `host`, which shows meanwhile that it is loading, or why that failed. Keeps
 * markup that a server rendered into it.
 */
export function showLoading(host: HTMLElement, module: LazyModule<unknown>, options: LoadingOptions): void {
  void module.load();
  if (host.shadowRoot !== null) return;
  if (customElements.get(TAG) === undefined) define(TAG, ArcLoadingElement);
  const { delegatesFocus = false, reads = [] } = options;
  const root = host.attachShadow({ mode: 'open', delegatesFocus });
  addStyles(root, [placeholder]);
  const loading = document.createElement(TAG) as ArcLoadingElement;
  loading.setAttribute('for', host.localName);
  loading.sessionId = host.getAttribute('session') ?? '';
  loading.session = Reflect.get(host, 'session');
  loading.module = module;
  for (const storeOf of reads) loading.read(storeOf);
  // The loaded class replaces this by its own content.
  root.append(loading);
}
