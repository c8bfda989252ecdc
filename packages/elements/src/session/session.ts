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
 * Gives one session to every element inside it, and to elements elsewhere that name its id. Shows nothing itself; what
 * is inside is laid out one below the other with a gap, unless the page gives it another `display`. The session token
 * is kept in memory only and is renewed for all of them together.
 *
 * @element arc-session
 * @cssproperty [--arc-gap=16px] - Space between the elements inside; 0 for none.
 * @slot - The elements that use this session, with any markup around them.
 * @fires {ArcSessionStateEvent} arc-session-ready - The first token arrived, or a new one after an expiry.
 * @fires {ArcSessionStateEvent} arc-session-expired - The token ran out and could not be renewed.
 * @fires {ArcSessionStateEvent} arc-session-signed-out - The person is gone, and nothing of them is kept: `signOut()`,
 *   nobody is signed in any more, or somebody else is; then `arc-session-ready` follows.
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
  /** The partner's own route that answers a POST with a session token for whoever is signed in. */
  @property({ attribute: 'session-url' }) sessionUrl = '';
  /** `light`, `dark`, or `system` to follow the operating system; absent follows the page's `color-scheme`. */
  @property({ reflect: true }) theme: Theme | undefined = undefined;
  /** Language tag for everything inside; absent follows the page's `lang`. */
  @property() locale: string | undefined = undefined;
  /** Level of the headings inside the elements bound to it, 1 to 6; absent: 2. */
  @property({ attribute: 'heading-level', converter: numberAttribute }) headingLevel: number | undefined = undefined;
  /** Used instead of `session-url` where a token comes some other way. */
  @property({ attribute: false }) fetchSession: FetchSession | undefined = undefined;
  /** A session made by script; `broker`, `session-url` and `fetchSession` are then not used, and it is not disposed. */
  @property({ attribute: false }) session: ArcSession | undefined = undefined;

  #own: ArcSession | undefined;
  /** False until the current properties were looked at while in the page. */
  #configured = false;
  #problem: ErrorLike | null = null;
  #complaint: ReturnType<typeof setTimeout> | undefined;
  /** Of which session what was told last. */
  #told: { readonly session: ArcSession | undefined; readonly state: SessionState | undefined } | undefined;
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

  /** The session that is provided right now, made here or set. */
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

  /** Forgets the token and everything that was loaded with it. */
  signOut(): void {
    this.current?.signOut();
  }

  /** Reads everything that is shown again. */
  async refresh(): Promise<void> {
    await this.current?.refresh();
  }

  /** Starts again after a failure or an expiry. */
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
      this.#complain(
        this.broker === ''
          ? 'needs a `broker` address'
          : `cannot use "${this.broker}" as its \`broker\` address, which is ${brokerAddress.rule}`,
      );
    } else if (fetchSession === undefined) {
      this.#complain('needs a `session-url`, or a `fetchSession` function');
    } else {
      this.#own = createArcSession({ broker, fetchSession });
    }
  }

  #complain(what: string): void {
    this.#complaint = setTimeout(() => {
      this.#problem = { code: 'invalid-request', message: `<arc-session> ${what}.` };
      this.requestUpdate();
    }, timing.incompleteSession);
  }

  #dispose(): void {
    clearTimeout(this.#complaint);
    this.#complaint = undefined;
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
    const from = this.#told?.session === session ? this.#told?.state : undefined;
    this.#told = { session, state };
    const left = from !== undefined && from.person !== state?.person;
    const reached = left || status !== from?.status ? status : undefined;
    if (left || reached === 'signed-out') this.dispatchEvent(new ArcSessionStateEvent('signed-out'));
    if (reached === 'ready' || reached === 'expired') this.dispatchEvent(new ArcSessionStateEvent(reached));
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
