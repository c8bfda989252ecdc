import type { ArcSession, Resource } from '@arc-elements/client';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionController } from '../controllers/session-controller.ts';
import { isFirstLoad, StoreController, type WatchableStore } from '../controllers/store-controller.ts';
import { ArcErrorEvent } from './error-event.ts';
import type { ErrorLike } from './errors.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';
import { failed, partialNote, skeleton, staleNote } from './states.ts';

const THEMES = ['light', 'dark', 'system'] as const;

/**
 * What every visible element shares: how it finds its session, its language and theme, and how it reports a failure once.
 */
export abstract class ArcElement extends LitElement {
  /** The session to use, set by script. Wins over `session="id"` and over an enclosing `arc-session`. */
  @property({ attribute: false }) session?: ArcSession | undefined;
  /** Id of an `arc-session` elsewhere on the page. */
  @property({ attribute: 'session' }) sessionId = '';
  /** Clock for relative times, epoch ms. A page that shows a past or simulated time sets its own. */
  @property({ attribute: false }) now: () => number = Date.now;

  /** Session, locale and theme of this element. */
  protected readonly scope = new SessionController(this);
  readonly #sessionStatus = new StoreController(
    this,
    () => this.scope.session?.state,
    ({ status }) => status,
  );
  readonly #internals = this.attachInternals();
  #reported: ErrorLike | null = null;

  protected override willUpdate(_changed: PropertyValues): void {
    for (const theme of THEMES) {
      if (theme === this.scope.theme) this.#internals.states.add(theme);
      else this.#internals.states.delete(theme);
    }
  }

  /** Fires `arc-error` for a failure that was not reported yet; `null` means all is well again. Call it from `updated`. */
  protected reportError(error: ErrorLike | null | undefined): void {
    const current = error ?? null;
    if (current === this.#reported) return;
    const repeated =
      current !== null && current.code === this.#reported?.code && current.message === this.#reported.message;
    this.#reported = current;
    if (current === null || repeated) return;
    this.dispatchEvent(new ArcErrorEvent({ code: current.code, message: current.message, element: this.localName }));
  }

  /** Why nothing can be loaded at all: no session, or the person signed out. `null` when there is no such reason. */
  protected get blocked(): ErrorLike | null {
    return this.scope.problem ?? (this.#sessionStatus.value === 'signed-out' ? SIGNED_OUT : null);
  }

  /** What to show while `blocked` says why. */
  protected renderNoSession(): TemplateResult {
    const error = this.blocked ?? NO_SESSION;
    if (error === SIGNED_OUT) return failed({ error });
    return html`<div class="state is-warn" part="error" role="alert" data-code=${error.code}>
      <span class="state__icon">${icon('plug')}</span>
      <p class="state__title">${messages.noSession}</p>
      <p class="state__hint">${error.code === 'no-session' ? messages.noSessionHint : error.message}</p>
    </div>`;
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
    if (resource === undefined || isFirstLoad(resource)) return skeleton(options.placeholder, options.loading);
    const retry = () => this.reload(options.store);
    const { data, error, stale, updatedAtMs, rejected } = resource;
    if (data === undefined) return failed({ error: error ?? { code: 'unknown', message: '' }, retry });
    return html`
      ${stale ? staleNote({ updatedAtMs, nowMs: this.now(), locale: this.scope.locale, error, retry }) : nothing}
      ${rejected.length > 0 ? partialNote(rejected.length) : nothing} ${options.content(data)}
    `;
  }

  /** Reads a store again, and starts the session again first where that is what failed. */
  protected reload(store: Pick<WatchableStore<unknown>, 'refresh'> | undefined): void {
    const session = this.scope.session;
    const status = session?.state.getState().status;
    // A session that never started, or ended, has to start again first; reading alone would fail the same way.
    if (status === 'failed' || status === 'expired') session?.retry();
    // Failures land in the store's state, so nothing needs to wait here.
    void store?.refresh?.();
  }
}

const NO_SESSION: ErrorLike = { code: 'no-session', message: 'No session.' };
const SIGNED_OUT: ErrorLike = { code: 'signed-out', message: 'The session was signed out.' };
