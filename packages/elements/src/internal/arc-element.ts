import type { ArcSession } from '@arc-elements/client';
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionController } from '../controllers/session-controller.ts';
import { ArcErrorEvent } from './error-event.ts';
import type { ErrorLike } from './errors.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';

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

  /** What to show when there is no session and waiting will not bring one. */
  protected renderNoSession(): TemplateResult {
    return html`<div class="state is-warn" part="error" role="alert" data-code=${this.scope.problem?.code ?? 'no-session'}>
      <span class="state__icon">${icon('plug')}</span>
      <p class="state__title">${messages.noSession}</p>
      <p class="state__hint">${this.scope.problem?.code === 'no-session' ? messages.noSessionHint : this.scope.problem?.message}</p>
    </div>`;
  }
}
