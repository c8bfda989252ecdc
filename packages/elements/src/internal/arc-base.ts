import type { ArcSession } from '@arc-elements/client';
import type { CSSResult, PropertyValues } from 'lit';
import { LazyController } from '../controllers/lazy-controller.ts';
import { SessionController } from '../controllers/session-controller.ts';
import { type Catalog, onWordsChange } from '../languages/catalog.ts';
import { directionOf } from '../languages/locale-rules.ts';
import { addStyles } from './add-styles.ts';
import { ArcErrorEvent } from './error-event.ts';
import type { ErrorLike } from './errors.ts';
import { checkAttribute, type Expectations, headingLevel, numberAttribute } from './expectations.ts';
import { HydratableElement } from './hydratable-element.ts';
import { property } from './property.ts';
import { timing } from './timing.ts';
import { isSetUpError, warnDeveloper } from './warn-developer.ts';

/** Level of headings where nobody says another one: that of a section of a page with one `h1`. */
const HEADING_LEVEL = 2;
const THEMES = ['light', 'dark', 'system'] as const;

/**
 * What every visible element shares, whether it shows a session or the page's own data: how it finds its session, its
 * language and theme, and how it reports a failure once. What needs a session is `ArcElement`.
 *
 * @cssproperty [--arc-color-background=light-dark(#ffffff, #0f1419)] - Behind a widget.
 * @cssproperty [--arc-color-surface=light-dark(#f6f8fa, #171d24)] - Heads, icons, skeletons.
 * @cssproperty [--arc-color-text=light-dark(#161b22, #e8edf2)] - Text.
 * @cssproperty [--arc-color-muted=light-dark(#57606a, #9aa6b2)] - Secondary text.
 * @cssproperty [--arc-color-border=light-dark(#d5dbe1, #2d3742)] - Hairlines.
 * @cssproperty [--arc-color-line=light-dark(#868e99, #6b7885)] - Borders that must be seen.
 * @cssproperty [--arc-color-accent=light-dark(#1f5fd0, #7fb0ff)] - Actions, focus, selection.
 * @cssproperty [--arc-color-on-accent=light-dark(#ffffff, #0b1524)] - Text on the accent.
 * @cssproperty [--arc-color-import=light-dark(#2f6fde, #5b9bff)] - Energy from the grid.
 * @cssproperty [--arc-color-export=light-dark(#b86e00, #f0b04a)] - Energy to the grid.
 * @cssproperty [--arc-color-ok=light-dark(#17703f, #5fd08f)] - What is well; always with an icon and a word.
 * @cssproperty [--arc-color-warn=light-dark(#8a5a00, #f0b04a)] - What needs attention.
 * @cssproperty [--arc-color-bad=light-dark(#b42318, #ff8a7a)] - What failed.
 * @cssproperty [--arc-radius=10px] - Outer corners.
 * @cssproperty [--arc-radius-inner=6px] - Corners within.
 * @cssproperty [--arc-density=1] - Factor of the spacing; 0.75 is denser.
 */
export abstract class ArcBase extends HydratableElement {
  /** Words that this element shows of its own. */
  static readonly catalogs: readonly Catalog<unknown>[] = [];
  /** What its attributes may be. */
  static readonly expectations: Expectations = {};

  /**
   * The session to use, set by script; wins over `session="id"` and over an enclosing `arc-session`. A text is an id:
   * where an element has a property, frameworks set that for `session="id"`.
   */
  @property({ attribute: false }) session: ArcSession | string | undefined = undefined;
  /** Id of an `arc-session` elsewhere on the page. */
  @property({ attribute: 'session' }) sessionId = '';
  /** Clock for relative times, epoch ms. A page that shows a past or simulated time sets its own. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** Level of the headings inside, 1 to 6, as the page around it needs; absent: that of its `arc-session`, else 2. */
  @property({ attribute: 'heading-level', converter: numberAttribute }) headingLevel: number | undefined = undefined;

  /** Session, locale and theme of this element. */
  protected readonly scope = new SessionController(this, () => this.isHydrated);
  readonly #words = new LazyController(this);
  readonly #internals = this.attachInternals();
  readonly #laterStyles: CSSResult[] = [];
  #reported: ErrorLike | null = null;
  /** Headings say their level themselves, which is not that of their tag. */
  #leveled = false;
  /** The locale whose words took too long to wait for. */
  #timedOutLocale: string | undefined;

  constructor() {
    super();
    let unsubscribe = (): void => {};
    this.addController({
      hostConnected: () => {
        unsubscribe = onWordsChange(() => this.requestUpdate());
      },
      hostDisconnected: () => unsubscribe(),
    });
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    const { expectations } = this.constructor as typeof ArcBase;
    checkAttribute(this.localName, name, value, { 'heading-level': headingLevel, ...expectations });
  }

  override adoptedCallback(): void {
    super.adoptedCallback();
    if (this.hasUpdated) addStyles(this.renderRoot as ShadowRoot, this.#laterStyles);
  }

  /**
   * Adds style sheets of modules that were loaded on demand, unless it has them.
   * @internal
   */
  addStyles(styles: readonly CSSResult[]): void {
    for (const style of styles) if (!this.#laterStyles.includes(style)) this.#laterStyles.push(style);
    addStyles(this.renderRoot as ShadowRoot, styles);
  }

  /** Level of the uppermost headings inside. */
  protected get level(): number {
    const levels = [this.headingLevel, this.scope.headingLevel];
    return levels.find((level) => headingLevel.fits(String(level))) ?? HEADING_LEVEL;
  }

  /** All words that have to be there before it is rendered. */
  protected get requiredCatalogs(): readonly Catalog<unknown>[] {
    return (this.constructor as typeof ArcBase).catalogs;
  }

  /** Waits a moment for the words of another language, so that nobody sees English first. English never waits. */
  protected override scheduleUpdate(): undefined | Promise<unknown> {
    const { locale } = this.scope;
    for (const catalog of this.requiredCatalogs) {
      const module = catalog.module(locale);
      if (module !== undefined) this.#words.need(module);
    }
    const { pending } = this.#words;
    if (pending === undefined || this.#timedOutLocale === locale) {
      super.scheduleUpdate();
      return undefined;
    }
    return this.#wait(pending, locale).then(() => super.scheduleUpdate());
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.#setState('rtl', directionOf(this.scope.locale) === 'rtl');
    for (const theme of THEMES) this.#setState(theme, theme === this.scope.theme);
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    // The page around may be in another language; what is slotted into an element belongs to the page and keeps its
    // own.
    const { locale } = this.scope;
    for (const child of this.renderRoot.children) {
      // Writing the same again would count as a change to whoever watches for languages.
      if (child instanceof HTMLElement && child.lang !== locale) child.lang = locale;
    }
    this.#levelHeadings();
  }

  /** Fires `arc-error` for a failure that was not reported yet; `null` means there is none. Call it from `updated`. */
  protected reportError(error: ErrorLike | null | undefined): void {
    const current = error ?? null;
    if (current === this.#reported) return;
    const repeated =
      current !== null && current.code === this.#reported?.code && current.message === this.#reported.message;
    this.#reported = current;
    if (current === null || repeated) return;
    if (isSetUpError(current)) warnDeveloper(current);
    this.dispatchEvent(new ArcErrorEvent({ code: current.code, message: current.message, element: this.localName }));
  }

  /** Templates are written as if headings began with `h2`; where the page has another level, that counts instead. */
  #levelHeadings(): void {
    const by = this.level - HEADING_LEVEL;
    if (by === 0 && !this.#leveled) return;
    this.#leveled = true;
    for (const heading of this.renderRoot.querySelectorAll('h2, h3')) {
      heading.ariaLevel = String(Math.min(Number(heading.localName.slice(1)) + by, 6));
    }
  }

  async #wait(pending: Promise<unknown>, locale: string): Promise<void> {
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#timedOutLocale = locale;
      resolve();
    }, timing.words);
    await Promise.race([pending, enough]);
    clearTimeout(timer);
  }

  #setState(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }
}
