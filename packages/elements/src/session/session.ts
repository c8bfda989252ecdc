import {
  type ArcSession,
  createArcSession,
  type FetchSession,
  type SessionState,
  sessionFromUrl,
} from '@arc-elements/client';
import { ContextProvider } from '@lit/context';
import { html, type PropertyValues } from 'lit';
import { type SessionScope, sessionContext, type Theme } from '../controllers/session-context.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { whenRemoved } from '../controllers/when-removed.ts';
import { ArcErrorEvent } from '../internal/error-event.ts';
import type { ErrorLike } from '../internal/errors.ts';
import {
  brokerAddress,
  checkAttribute,
  type Expectations,
  headingLevel,
  languageTag,
  numberAttribute,
  oneOf,
  webAddress,
} from '../internal/expectations.ts';
import { HydratableElement } from '../internal/hydratable-element.ts';
import { property } from '../internal/property.ts';
import { timing } from '../internal/timing.ts';
import { warnDeveloper } from '../internal/warn-developer.ts';
import styles from './session.styles.ts';
import { ArcSessionStateEvent } from './session-state-event.ts';

const EMPTY: SessionScope = {
  session: undefined,
  locale: undefined,
  theme: undefined,
  headingLevel: undefined,
  problem: null,
};

/**
 * Provides one session to every element inside it, and to elements elsewhere that name its id.
 * Shows nothing itself; the elements inside are laid out one below the other with a gap, unless the
 * page sets another `display`. The session token is kept in memory only, and is renewed for all of
 * them together.
 *
 * @element arc-session
 * @cssproperty [--arc-gap=16px] - Space between the elements inside; 0 for none.
 * @slot - The elements that use this session, with any markup around them.
 * @fires {ArcSessionStateEvent} arc-session-ready - The first token arrived, or a new one after it
 *   expired.
 * @fires {ArcSessionStateEvent} arc-session-expired - The token expired and could not be renewed.
 * @fires {ArcSessionStateEvent} arc-session-signed-out - The data of the person was removed: after
 *   `signOut()`, or because nobody is signed in, or somebody else; then `arc-session-ready`
 *   follows.
 * @fires {ArcErrorEvent} arc-error - The session could not be started, or is not set up completely.
 */
export class ArcSessionElement extends HydratableElement {
  static override styles = styles;
  static readonly expectations: Expectations = {
    broker: brokerAddress,
    'session-url': webAddress,
    theme: oneOf('light', 'dark', 'system'),
    locale: languageTag,
    'heading-level': headingLevel,
  };

  /** Address of the broker, absolute or relative to the page. */
  @property() broker = '';
  /** The partner's route that answers a POST with a session token for the signed-in person. */
  @property({ attribute: 'session-url' }) sessionUrl = '';
  /**
   * `light`, `dark`, or `system` to follow the operating system; absent follows the page's
   * `color-scheme`.
   */
  @property({ reflect: true }) theme: Theme | undefined = undefined;
  /** Language tag for everything inside; absent follows the page's `lang`. */
  @property() locale: string | undefined = undefined;
  /** Level of the headings of its elements, 1 to 6. Default 2. */
  @property({ attribute: 'heading-level', converter: numberAttribute }) headingLevel: number | undefined = undefined;
  /** Returns a session, if it does not come from `session-url`. */
  @property({ attribute: false }) fetchSession: FetchSession | undefined = undefined;
  /**
   * A session created by script, which is used instead of `broker`, `session-url` and
   * `fetchSession`. The element does not dispose it.
   */
  @property({ attribute: false }) session: ArcSession | undefined = undefined;

  /** The session that this element created. */
  #own: ArcSession | undefined;
  /** True once the current properties were used while the element is in the page. */
  #configured = false;
  #problem: ErrorLike | null = null;
  #problemTimer: ReturnType<typeof setTimeout> | undefined;
  /** Session and state that the last events were about. */
  #reported: { readonly session: ArcSession | undefined; readonly state: SessionState | undefined } | undefined;
  #error: ErrorLike | null = null;
  readonly #provider = new ContextProvider(this, { context: sessionContext, initialValue: EMPTY });
  readonly #state = new StoreController(this, () => this.current?.state);

  constructor() {
    super();
    whenRemoved(
      this,
      () => this.#configured,
      () => {
        this.#dispose();
        this.#provide();
      },
    );
  }

  /** The current session, either created by this element or set as `session`. */
  get current(): ArcSession | undefined {
    return this.session ?? this.#own;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    checkAttribute(this.localName, name, value, ArcSessionElement.expectations);
  }

  /** Removes the token and all data that was loaded with it. */
  signOut(): void {
    this.current?.signOut();
  }

  /** Reads all shown data again. */
  async refresh(): Promise<void> {
    await this.current?.refresh();
  }

  /** Starts the session again after it failed or expired. */
  retry(): void {
    this.current?.retry();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const inputs = ['broker', 'sessionUrl', 'fetchSession', 'session'] as const;
    if (!this.#configured || inputs.some((name) => changed.has(name))) this.#configure();
    this.#provide();
  }

  protected override render() {
    return html`<slot></slot>`;
  }

  protected override updated(): void {
    this.#report();
  }

  #configure(): void {
    this.#dispose();
    this.#problem = null;
    if (!this.isConnected) return;
    this.#configured = true;
    if (this.session !== undefined) return;
    const fetchSession = this.fetchSession ?? (this.sessionUrl === '' ? undefined : sessionFromUrl(this.sessionUrl));
    const broker = brokerAddress.fits(this.broker) ? URL.parse(this.broker, document.baseURI)?.href : undefined;
    if (this.broker === '' || broker === undefined) {
      this.#reportProblem(
        this.broker === ''
          ? 'needs a `broker` address'
          : `cannot use "${this.broker}" as its \`broker\` address, which is ${brokerAddress.rule}`,
      );
    } else if (fetchSession === undefined) {
      this.#reportProblem('needs a `session-url`, or a `fetchSession` function');
    } else {
      this.#own = createArcSession({ broker, fetchSession });
    }
  }

  /** Reports a mistake in the set-up after a while, as a script may still be setting properties. */
  #reportProblem(problem: string): void {
    this.#problemTimer = setTimeout(() => {
      this.#problem = { code: 'invalid-request', message: `<arc-session> ${problem}.` };
      this.requestUpdate();
    }, timing.incompleteSession);
  }

  #dispose(): void {
    clearTimeout(this.#problemTimer);
    this.#problemTimer = undefined;
    this.#own?.dispose();
    this.#own = undefined;
    this.#configured = false;
  }

  #provide(): void {
    const next: SessionScope = {
      session: this.current,
      locale: this.locale || undefined,
      theme: this.theme,
      headingLevel: this.headingLevel,
      problem: this.#problem,
    };
    const now = this.#provider.value;
    const same = (Object.keys(next) as (keyof SessionScope)[]).every((key) => Object.is(next[key], now[key]));
    if (!same) this.#provider.setValue(next);
  }

  #report(): void {
    const session = this.current;
    const state = this.#state.value;
    const status = state?.status;
    const last = this.#reported?.session === session ? this.#reported?.state : undefined;
    this.#reported = { session, state };
    const personChanged = last !== undefined && last.person !== state?.person;
    const newStatus = personChanged || status !== last?.status ? status : undefined;
    if (personChanged || newStatus === 'signed-out') this.dispatchEvent(new ArcSessionStateEvent('signed-out'));
    if (newStatus === 'ready' || newStatus === 'expired') this.dispatchEvent(new ArcSessionStateEvent(newStatus));
    const error = this.#problem ?? (status === 'failed' ? (state?.error ?? null) : null);
    if (error === this.#error) return;
    this.#error = error;
    if (error === null) return;
    warnDeveloper(error);
    this.dispatchEvent(new ArcErrorEvent({ code: error.code, message: error.message, element: this.localName }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-session': ArcSessionElement;
  }
}
