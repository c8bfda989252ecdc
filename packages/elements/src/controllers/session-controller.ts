import type { ArcSession } from '@arc-elements/client';
import { ContextEvent } from '@lit/context';
import { isServer, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { ErrorLike } from '../internal/errors.ts';
import { safeLocale } from '../internal/format.ts';
import { closestLanguage, onInheritedLanguageChange } from '../internal/inherited-language.ts';
import { timing } from '../internal/timing.ts';
import { hasWords, isLoaded } from '../languages/catalog.ts';
import { type SessionScope, sessionContext, type Theme } from './session-context.ts';
import { whenRemoved } from './when-removed.ts';

/** An element that can be bound to a session in three ways. */
export interface SessionHost extends ReactiveControllerHost, HTMLElement {
  /** Set by script; wins over the other two. A text is an id, as frameworks set the property for `session="id"`. */
  session?: ArcSession | string | undefined;
  /** `session="id"`: the id of an `arc-session` elsewhere in the same tree or in the document. */
  sessionId: string;
}

/**
 * Finds the session of its host: the `.session` property, the `arc-session` named by `session="id"`, or the one around
 * it. An `arc-session` that appears or is upgraded later is found too.
 */
export class SessionController implements ReactiveController {
  /** The element whose session this is. */
  readonly host: SessionHost;
  readonly #isHydrated: () => boolean;
  #scope: SessionScope | undefined;
  #requestedId: string | undefined;
  #unsubscribe: (() => void) | undefined;
  #stopLanguage: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #missing = false;
  /** The document where the element is connected, which need not be that of the script. */
  #document: Document | undefined;

  /** While `isHydrated` is false there is no session, and the language is that of the server. */
  constructor(host: SessionHost, isHydrated: () => boolean) {
    this.host = host;
    this.#isHydrated = isHydrated;
    host.addController(this);
    whenRemoved(
      host,
      () => this.#unsubscribe,
      () => this.#release(),
    );
  }

  /** The session, or `undefined` while there is none. */
  get session(): ArcSession | undefined {
    if (!this.#isHydrated()) return undefined;
    const { session } = this.host;
    // Anything else that a page sets is no session.
    return typeof session === 'object' && 'state' in session ? session : this.#scope?.session;
  }

  /**
   * Language for words, numbers and dates: own `lang`; then the nearest of `lang` around the host and `locale` of its
   * `arc-session`; then the browser's. English when there are no words for it.
   */
  get locale(): string {
    if (!this.#isHydrated()) return this.#serverLocale;
    const wished =
      this.#languages()
        .map(safeLocale)
        .find((locale) => locale !== undefined) ?? 'en';
    return hasWords(wished) ? wished : 'en';
  }

  /** The theme that the session asks for; `undefined` leaves it to the page. */
  get theme(): Theme | undefined {
    return this.#scope?.theme;
  }

  /** The level of headings that the session asks for; `undefined` leaves it to the element. */
  get headingLevel(): number | undefined {
    return this.#scope?.headingLevel;
  }

  /** Why there is no session: a mistake in the set-up of `arc-session`, or none was found in three seconds. */
  get problem(): ErrorLike | null {
    if (this.session !== undefined || !this.#isHydrated()) return null;
    if (this.#scope?.problem) return this.#scope.problem;
    return this.#missing
      ? { code: 'no-session', message: 'No arc-session around this element, and no session set.' }
      : null;
  }

  hostConnected(): void {
    connected.add(this);
    this.#document = this.host.ownerDocument;
    this.#document.addEventListener('context-provider', this.#onProvider);
    this.#stopLanguage = onInheritedLanguageChange(this.host, () => this.host.requestUpdate());
    this.#request();
    this.#timer = setTimeout(() => {
      this.#missing = true;
      if (this.session === undefined) this.host.requestUpdate();
    }, timing.missingSession);
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    connected.delete(this);
    this.#document?.removeEventListener('context-provider', this.#onProvider);
    this.#stopLanguage?.();
    this.#stopLanguage = undefined;
    clearTimeout(this.#timer);
    this.#missing = false;
  }

  hostUpdate(): void {
    if (this.#requestedId !== this.#id) this.#request();
  }

  /** An `arc-session` came alive somewhere: it may be the one that was missing, or closer than the one in use. */
  readonly #onProvider = (event: Event): void => {
    if (Reflect.get(event, 'context') === sessionContext) this.#request();
  };

  /**
   * A server knows the own `lang` and the `locale` of the `arc-session` around. In the browser its markup says for
   * which of them it had the words.
   */
  get #serverLocale(): string {
    const { host } = this;
    // Nothing can be found by its id there, but events reach what is around.
    if (isServer && this.#scope === undefined && this.#id === '') this.#request();
    const marked = (isServer ? null : host.shadowRoot?.querySelector('[lang]')) ?? host;
    const locale = safeLocale(marked.getAttribute('lang') ?? this.#scope?.locale);
    return locale !== undefined && (!isServer || isLoaded(locale)) ? locale : 'en';
  }

  /** Id of the `arc-session` that is named; empty for the one around. */
  get #id(): string {
    const { session, sessionId } = this.host;
    return typeof session === 'string' ? session : sessionId;
  }

  #languages(): readonly (string | null | undefined)[] {
    const own = this.host.getAttribute('lang');
    const { locale } = this.#scope ?? {};
    const around = closestLanguage(this.host, (element) =>
      element.localName === 'arc-session' && this.#id === '' ? locale : undefined,
    );
    // A session elsewhere on the page is named on purpose, so its language counts before that of the place.
    return [own, ...(this.#id === '' ? [] : [locale]), around, locale, navigator.language];
  }

  #request(): void {
    this.#release();
    const id = this.#id;
    this.#requestedId = id;
    if (id === '') {
      this.host.dispatchEvent(new ContextEvent(sessionContext, this.host, this.#onScope, true));
      return;
    }
    const root = this.host.getRootNode() as Document | ShadowRoot;
    const target = root.getElementById?.(id) ?? this.host.ownerDocument.getElementById(id);
    // A stand-in asks on our behalf: a provider re-sends requests from their own place in the tree, which would take us
    // to the session around us instead of the one that was named.
    target?.dispatchEvent(new ContextEvent(sessionContext, document.createElement('span'), this.#onScope, true));
  }

  #release(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    if (this.#scope === undefined) return;
    this.#scope = undefined;
    this.host.requestUpdate();
  }

  readonly #onScope = (scope: SessionScope, unsubscribe?: () => void): void => {
    if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
    this.#unsubscribe = unsubscribe;
    if (scope === this.#scope) return;
    this.#scope = scope;
    this.host.requestUpdate();
  };
}

const connected = new Set<SessionController>();

/** Elements in the page that looked for a session and found none, wherever they are. */
export const hostsWithoutSession = (): readonly SessionHost[] =>
  [...connected].filter(({ problem }) => problem?.code === 'no-session').map(({ host }) => host);
