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

/** An element that can be bound to a session. */
export interface SessionHost extends ReactiveControllerHost, HTMLElement {
  /** Session, or id of an `arc-session`, as frameworks set this property for `session="id"`. */
  session?: ArcSession | string | undefined;
  /** `session="id"`: the id of an `arc-session` elsewhere in the same tree or in the document. */
  sessionId: string;
}

/**
 * Finds the session of its host: that of the `session` property, of the `arc-session` named by
 * `session="id"`, or of the one around it. Also finds an `arc-session` that is added or upgraded
 * later.
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
  /** Document of the element, which need not be that of this script. */
  #document: Document | undefined;

  /**
   * While `isHydrated` returns false, there is no session, and the language is that of the server.
   */
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
    // A page may set something that is not a session.
    return typeof session === 'object' && 'state' in session ? session : this.#scope?.session;
  }

  /**
   * Language of words, numbers and dates: the host's own `lang`; else the nearest of a `lang`
   * around it and the `locale` of its `arc-session`; else that of the browser. English if there are
   * no words in that language.
   */
  get locale(): string {
    if (!this.#isHydrated()) return this.#serverLocale;
    const preferred =
      this.#languages()
        .map(safeLocale)
        .find((locale) => locale !== undefined) ?? 'en';
    return hasWords(preferred) ? preferred : 'en';
  }

  /** Theme of the `arc-session`; `undefined` for the `color-scheme` of the page. */
  get theme(): Theme | undefined {
    return this.#scope?.theme;
  }

  /** Heading level of the `arc-session`; `undefined` for the default of the element. */
  get headingLevel(): number | undefined {
    return this.#scope?.headingLevel;
  }

  /** Why there is no session: `arc-session` is not set up, or none was found in three seconds. */
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

  /** A new `arc-session` may be the one that was missing, or closer than the one in use. */
  readonly #onProvider = (event: Event): void => {
    if (Reflect.get(event, 'context') === sessionContext) this.#request();
  };

  /**
   * Language that a server renders: its own `lang`, else the `locale` of the `arc-session` around,
   * if its words are loaded. In the browser, during hydration, that of the server's markup.
   */
  get #serverLocale(): string {
    const { host } = this;
    // A server cannot find an element by its id, but events reach the elements around.
    if (isServer && this.#scope === undefined && this.#id === '') this.#request();
    const marked = (isServer ? null : host.shadowRoot?.querySelector('[lang]')) ?? host;
    const locale = safeLocale(marked.getAttribute('lang') ?? this.#scope?.locale);
    return locale !== undefined && (!isServer || isLoaded(locale)) ? locale : 'en';
  }

  /** Id of the named `arc-session`; empty for the one around. */
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
    // A session is named on purpose, so its language wins over that of the place.
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
    // Sent in the name of a detached element: a provider sends the requests of its elements again
    // from their place in the tree, which would lead to the session around this one.
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

/** Returns the elements on the page, in any shadow root, that found no session. */
export const hostsWithoutSession = (): readonly SessionHost[] =>
  [...connected].filter(({ problem }) => problem?.code === 'no-session').map(({ host }) => host);
