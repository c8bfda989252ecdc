import type { ArcSession } from '@arc-elements/client';
import { html, type TemplateResult } from 'lit';
import { LazyController } from '../controllers/lazy-controller.ts';
import { StoreController, type WatchableStore } from '../controllers/store-controller.ts';
import { addStyles } from '../internal/add-styles.ts';
import { ArcBase } from '../internal/arc-base.ts';
import { base } from '../internal/base.styles.ts';
import { define } from '../internal/define.ts';
import { ArcErrorEvent } from '../internal/error-event.ts';
import { type ErrorLike, errors } from '../internal/errors.ts';
import type { LazyModule } from '../internal/lazy-module.ts';
import { messages } from '../internal/messages.ts';
import { failed, skeleton } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import styles, { placeholder } from './loading.styles.ts';

/** Returns the store of the session that `host` needs once it is loaded; `undefined` when it needs none. */
type ReadAhead = (session: ArcSession, host: HTMLElement) => WatchableStore<unknown> | undefined;

/** What an element shows while its class is loading, and when that failed. */
class ArcLoadingElement extends ArcBase {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages, errors];

  /** The module with the class. */
  module: LazyModule<unknown> | undefined;
  readonly #lazy = new LazyController(this);
  #reported: ErrorLike | null = null;

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
    const { error } = this.#lazy;
    const isNew = error !== null && this.#reported === null;
    this.#reported = error;
    if (!isNew) return;
    this.dispatchEvent(new ArcErrorEvent({ code: error.code, message: error.message, element: this.#host.localName }));
  }

  get #host(): HTMLElement {
    return (this.getRootNode() as ShadowRoot).host as HTMLElement;
  }
}

const TAG = 'arc-loading';

/** What an element has while its class is loading. */
export interface LoadingOptions {
  /** True when focus on the element goes to the first thing inside that takes it. */
  readonly delegatesFocus?: boolean;
  /** Stores of the session that are read while the class loads, because the element needs them next. */
  readonly reads?: readonly ReadAhead[];
}

/**
 * Loads the class of `host`, and shows in it that this is under way, or why it failed. Markup that a server rendered
 * into it stays as it is.
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
  // The loaded class replaces this with what it renders.
  root.append(loading);
}
