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

/** Default level of headings: that of a section of a page with one `h1`. */
const HEADING_LEVEL = 2;
const THEMES = ['light', 'dark', 'system'] as const;

/**
 * Base class of every visible element, whether it shows a session or the page's own data. Finds the
 * session, language and theme of the element, and reports each failure once. Elements that need a
 * session extend `ArcElement`.
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
 * @cssproperty [--arc-color-ok=light-dark(#17703f, #5fd08f)] - Success; always with icon and word.
 * @cssproperty [--arc-color-warn=light-dark(#8a5a00, #f0b04a)] - What needs attention.
 * @cssproperty [--arc-color-bad=light-dark(#b42318, #ff8a7a)] - What failed.
 * @cssproperty [--arc-radius=10px] - Outer corners.
 * @cssproperty [--arc-radius-inner=6px] - Corners within.
 * @cssproperty [--arc-density=1] - Factor of the spacing; 0.75 is denser.
 */
export abstract class ArcBase extends HydratableElement {
  /** Catalogs of the words that this element shows. */
  static readonly catalogs: readonly Catalog<unknown>[] = [];
  /** Values that its attributes may have. */
  static readonly expectations: Expectations = {};

  /**
   * Session to use, set by script. It wins over `session="id"` and over an enclosing `arc-session`.
   * Text is taken for an id, because frameworks set this property for `session="id"`.
   */
  @property({ attribute: false }) session: ArcSession | string | undefined = undefined;
  /** Id of an `arc-session` elsewhere on the page. */
  @property({ attribute: 'session' }) sessionId = '';
  /**
   * Clock for relative times, epoch ms. A page that shows a past or simulated time sets another.
   */
  @property({ attribute: false }) now: () => number = Date.now;
  /** Level of the headings inside, 1 to 6. If absent, that of the `arc-session`, else 2. */
  @property({ attribute: 'heading-level', converter: numberAttribute }) headingLevel: number | undefined = undefined;

  /** Session, locale and theme of this element. */
  protected readonly scope = new SessionController(this, () => this.isHydrated);
  readonly #words = new LazyController(this);
  readonly #internals = this.attachInternals();
  readonly #laterStyles: CSSResult[] = [];
  #reported: ErrorLike | null = null;
  /** True once the headings have an `aria-level`, which differs from the level of their tag. */
  #hasAriaLevels = false;
  /** The locale whose words took too long to load. */
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

  /** Catalogs whose words have to be loaded before the element renders. */
  protected get allCatalogs(): readonly Catalog<unknown>[] {
    return (this.constructor as typeof ArcBase).catalogs;
  }

  /** Waits a moment for the words of another language, so that nobody sees English first. */
  protected override scheduleUpdate(): undefined | Promise<unknown> {
    const { locale } = this.scope;
    for (const catalog of this.allCatalogs) {
      const module = catalog.module(locale);
      if (module !== undefined) this.#words.need(module);
    }
    const { pending } = this.#words;
    if (pending === undefined || this.#timedOutLocale === locale) {
      super.scheduleUpdate();
      return undefined;
    }
    return this.#waitForWords(pending, locale).then(() => super.scheduleUpdate());
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.#setState('rtl', directionOf(this.scope.locale) === 'rtl');
    for (const theme of THEMES) this.#setState(theme, theme === this.scope.theme);
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    // The page around may be in another language. Slotted content belongs to the page and keeps its
    // own language.
    const { locale } = this.scope;
    for (const child of this.renderRoot.children) {
      // Setting an equal value would trigger the observers of `lang`.
      if (child instanceof HTMLElement && child.lang !== locale) child.lang = locale;
    }
    this.#levelHeadings();
  }

  /**
   * Fires `arc-error`, with the tag of the element that failed, for an error that was not reported
   * yet. `null` means that there is none. To be called from `updated`.
   */
  protected reportError(error: ErrorLike | null | undefined, tag = this.localName): void {
    const current = error ?? null;
    if (current === this.#reported) return;
    const repeated =
      current !== null && current.code === this.#reported?.code && current.message === this.#reported.message;
    this.#reported = current;
    if (current === null || repeated) return;
    if (isSetUpError(current)) warnDeveloper(current);
    this.dispatchEvent(new ArcErrorEvent({ code: current.code, message: current.message, element: tag }));
  }

  /**
   * Shifts the levels of headings, which begin with `h2` in templates, to the level of the page.
   */
  #levelHeadings(): void {
    const shift = this.level - HEADING_LEVEL;
    if (shift === 0 && !this.#hasAriaLevels) return;
    this.#hasAriaLevels = true;
    for (const heading of this.renderRoot.querySelectorAll('h2, h3')) {
      heading.ariaLevel = String(Math.min(Number(heading.localName.slice(1)) + shift, 6));
    }
  }

  async #waitForWords(pending: Promise<unknown>, locale: string): Promise<void> {
    const { promise: timeout, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#timedOutLocale = locale;
      resolve();
    }, timing.words);
    await Promise.race([pending, timeout]);
    clearTimeout(timer);
  }

  #setState(name: string, on: boolean): void {
    if (on) this.#internals.states.add(name);
    else this.#internals.states.delete(name);
  }
}
