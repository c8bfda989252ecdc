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

/** A store of the session that `host` needs; `undefined` when it does not. */
export type ReadAhead = (session: ArcSession, host: HTMLElement) => WatchableStore<unknown> | undefined;

/** What an element shows while its class is loading, and when that failed. */
class ArcLoadingElement extends ArcBase {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages, errors];

  module: LazyModule<unknown> | undefined;
  readonly #lazy = new LazyController(this);
  #told: ErrorLike | null = null;

  /** Keeps a store loaded as long as this is shown. */
  read(store: ReadAhead): void {
    new StoreController(this, () => this.scope.session && store(this.scope.session, this.#host));
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
    const isNew = error !== null && this.#told === null;
    this.#told = error;
    if (!isNew) return;
    this.dispatchEvent(new ArcErrorEvent({ code: error.code, message: error.message, element: this.#host.localName }));
  }

  get #host(): HTMLElement {
    return (this.getRootNode() as ShadowRoot).host as HTMLElement;
  }
}

const TAG = 'arc-loading';

/** What the element that is loading needs. */
export interface LoadingOptions {
  readonly delegatesFocus?: boolean;
  readonly reads?: readonly ReadAhead[];
}

/** Shows in `host` that its class is loading, or why it cannot be loaded. Leaves what a server rendered into it. */
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
  loading.module = module;
  for (const store of reads) loading.read(store);
  // The class renders in place of it.
  root.append(loading);
}
