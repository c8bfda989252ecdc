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
 * What every element that shows a session shares: it says why there is none, and the states that all its subjects have.
 */
export abstract class ArcElement extends ArcBase {
  readonly #blocked = new StoreController(this, () => this.scope.session?.state, blockedReason);

  protected override get requiredCatalogs(): readonly Catalog<unknown>[] {
    return [messages, errors, ...super.requiredCatalogs];
  }

  /** Why nothing can be shown at all: no session, no session route, or nobody is signed in. `null` when there is no such reason. */
  protected get blocked(): ErrorLike | null {
    return this.scope.problem ?? this.#blocked.value ?? null;
  }

  /** What to show while `blocked` says why. */
  protected renderNoSession(retry = (): void => this.reload(undefined)): TemplateResult {
    return noSession(this.blocked, this.scope.locale, retry);
  }

  /** The states that every subject has: blocked, loading, failed, and data with notes on what is old or left out. */
  protected renderResource<T>(
    resource: Resource<T> | undefined,
    options: {
      readonly store: Pick<WatchableStore<unknown>, 'refresh'> | undefined;
      /** Blocks of the final size. */
      readonly placeholder: TemplateResult;
      /** Says what is loading. */
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

  /** Reads a store again, and starts the session again first where that is what failed. */
  protected reload(store: Pick<WatchableStore<unknown>, 'refresh'> | undefined): void {
    const session = this.scope.session;
    const status = session?.state.getState().status;
    // A session that never started, or ended, has to start again first; reading alone would fail the same way.
    if (status === 'failed' || status === 'expired' || status === 'signed-out') session?.retry();
    // Failures land in the store's state, so nothing needs to wait here.
    void store?.refresh?.();
  }
}
