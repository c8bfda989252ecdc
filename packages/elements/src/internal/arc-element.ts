import type { Resource } from '@arc-elements/client';
import { html, nothing, type TemplateResult } from 'lit';
import { isFirstLoad, StoreController, type WatchableStore } from '../controllers/store-controller.ts';
import type { Catalog } from '../languages/catalog.ts';
import { ArcBase } from './arc-base.ts';
import { blockedReason } from './blocked-reason.ts';
import { type ErrorLike, errors } from './errors.ts';
import { messages } from './messages.ts';
import { failed, noSession, partialNote, skeleton, staleNote } from './states.ts';

/**
 * Base class of every element that shows data of a session. Renders the states that all of them
 * have: no session, loading, failed, and data.
 */
export abstract class ArcElement extends ArcBase {
  readonly #blocked = new StoreController(this, () => this.scope.session?.state, blockedReason);

  protected override get allCatalogs(): readonly Catalog<unknown>[] {
    return [messages, errors, ...super.allCatalogs];
  }

  /**
   * Why no data can be shown: no session, no session route, or nobody is signed in; else `null`.
   */
  protected get blocked(): ErrorLike | null {
    return this.scope.problem ?? this.#blocked.value ?? null;
  }

  /** Message for the reason in `blocked`. */
  protected renderNoSession(retry = (): void => this.reload(undefined)): TemplateResult {
    return noSession(this.blocked, this.scope.locale, retry);
  }

  /** Renders a resource as blocked, loading or failed, or its data with notes on missing parts. */
  protected renderResource<T>(
    resource: Resource<T> | undefined,
    options: {
      readonly store: Pick<WatchableStore<unknown>, 'refresh'> | undefined;
      /** Skeleton blocks of the final size. */
      readonly placeholder: TemplateResult;
      /** Text for screen readers while it loads. */
      readonly loading: string;
      readonly content: (data: T) => TemplateResult;
    },
  ): TemplateResult {
    if (this.blocked !== null) return this.renderNoSession();
    const { locale } = this.scope;
    if (resource === undefined || isFirstLoad(resource)) return skeleton(options.placeholder, options.loading, locale);
    const retry = () => this.reload(options.store);
    const { data, error, stale, updatedAtMs, rejected } = resource;
    if (data === undefined) return failed({ error: error ?? { code: 'unknown', message: '' }, locale, retry });
    return html`
      ${stale ? staleNote({ updatedAtMs, nowMs: this.now(), locale, error, retry }) : nothing}
      ${rejected.length > 0 ? partialNote(rejected.length, locale) : nothing} ${options.content(data)}
    `;
  }

  /** Reads a store again. Restarts the session first if that failed or ended. */
  protected reload(store: Pick<WatchableStore<unknown>, 'refresh'> | undefined): void {
    const session = this.scope.session;
    const status = session?.state.getState().status;
    if (status === 'failed' || status === 'expired' || status === 'signed-out') session?.retry();
    // The store keeps a failure in its state, so there is nothing to await.
    void store?.refresh?.();
  }
}
