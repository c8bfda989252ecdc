import type { ArcSession } from '@arc-elements/client';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { loadedCopies } from '../internal/copies.ts';
import type { ArcErrorEvent } from '../internal/error-event.ts';
import { formatNumber } from '../internal/format.ts';
import { icon } from '../internal/icons.ts';
import { skeleton } from '../internal/skeleton.ts';
import { tokens } from '../internal/tokens.styles.ts';
import { VERSION } from '../internal/version.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { diagnose, type Facts, type Finding } from './diagnose.ts';
import { messages } from './doctor.messages.ts';
import styles from './doctor.styles.ts';
import { missingParts } from './missing-parts.ts';
import { PolicyController } from './policy-controller.ts';
import { registeredTags } from './registered-tags.ts';
import { sessionsOnPage, unboundElements } from './unbound.ts';
import { type ElementRequests, isFromElements, isSessionRoute, nameOf, parseName } from './violations.ts';

/** Result of the doctor, as plain data for a bug report. */
export interface DoctorReport {
  readonly version: string;
  readonly findings: readonly Finding[];
  readonly facts: Facts;
}

/**
 * Shows developers why an embed does not work: stable codes, each with its cause and its fix. Put
 * it where the elements are, or open a page with the script-tag bundle with `?arc-doctor`. Shows no
 * personal data and no token.
 *
 * @element arc-doctor
 * @csspart finding - One problem; its code is in `data-code`.
 * @csspart well - The line that there is no problem.
 */
export class ArcDoctorElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages];

  @state() private copied = false;
  readonly #policy = new PolicyController(this);
  readonly #session = new StoreController(this, () => this.scope.session?.state);
  readonly #stores = [
    new StoreController(this, () => this.scope.session?.connections),
    new StoreController(this, () => this.scope.session?.accounts),
    new StoreController(this, () => this.scope.session?.meters),
  ] as const;

  /** Messages of `arc-connect` about frames that the policy of the page blocked. */
  readonly #frameMessages = new Set<string>();
  /** Session from a shadow root, used if there is none around this element. */
  #foundSession: ArcSession | undefined;

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        document.addEventListener('arc-error', this.#onError);
        document.addEventListener('arc-session-ready', this.#onSessionReady);
        document.addEventListener('load', this.#onLoad, true);
      },
      hostDisconnected: () => {
        document.removeEventListener('arc-error', this.#onError);
        document.removeEventListener('arc-session-ready', this.#onSessionReady);
        document.removeEventListener('load', this.#onLoad, true);
      },
    });
  }

  /** The current result. It changes when the page does. */
  get report(): DoctorReport {
    const facts = this.#facts();
    return { version: VERSION, findings: diagnose(facts), facts };
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // With `?arc-doctor` it is in the document, and all elements may be in a shadow root.
    const hasNone = this.scope.problem?.code === 'no-session' && this.sessionId === '';
    if (!hasNone && this.session !== this.#foundSession) return;
    if (!hasNone && this.#foundSession === undefined) return;
    this.session = this.#foundSession = [...sessionsOnPage()].find(({ current }) => current !== undefined)?.current;
  }

  protected override render(): TemplateResult {
    // A server has nothing to check.
    if (!this.isHydrated) return skeleton(html`<div class="card">${BLOCKS}</div>`, undefined, this.scope.locale);
    const { version, findings, facts } = this.report;
    const skewMs = facts.clockSkewMs;
    const skew =
      skewMs === null ? this.#words.unknown : formatNumber(this.scope.locale, Math.round(skewMs / 1000), SECONDS);
    return html`<section class="card" aria-labelledby="title">
      <div class="head">
        <h2 id="title">${this.#words.title}</h2>
        <div class="actions">
          <span class="muted" role="status">${this.copied ? this.#words.copied : ''}</span>
          <button class="button" type="button" @click=${this.#copy}>${this.#words.copy}</button>
          <button class="button" type="button" @click=${this.#checkAgain}>
            ${icon('refresh')} ${this.#words.again}
          </button>
        </div>
      </div>
      <dl class="facts">
        ${this.#renderFact(this.#words.version, version)}
        ${this.#renderFact(this.#words.session, codeWord(facts.sessionStatus) ?? this.#words.none)}
        ${this.#renderFact(this.#words.live, codeWord(facts.live) ?? this.#words.none)}
        ${this.#renderFact(this.#words.skew, skew)}
      </dl>
      <div role="status">
        ${
          findings.length === 0
            ? html`<p class="well" part="well">${icon('checkCircle')} ${this.#words.well}</p>`
            : findings.map((finding) => this.#renderFinding(finding, facts))
        }
      </div>
    </section>`;
  }

  get #words(): WordsOf<typeof messages> {
    return messages.in(this.scope.locale);
  }

  #renderFact(name: string, value: unknown): TemplateResult {
    return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  }

  #renderFinding({ code, level, detail }: Finding, { blocked }: Facts): TemplateResult {
    const words = this.#words;
    const { title, cause, fix } = words.findings[code];
    const allowances = code === 'blocked-by-csp' ? blocked.map(parseName) : [];
    const fixes = [...allowances.map(({ address, directive }) => words.allow(address, directive)), fix];
    return html`<article class="finding" part="finding" data-code=${code}>
      <div class="finding__head">
        <span class="chip ${level === 'error' ? 'is-bad' : 'is-warn'}">
          ${icon(level === 'error' ? 'alert' : 'info')}${this.#words[level]}
        </span>
        <h3>${title}</h3>
        <code lang="en" dir="ltr">${code}${detail === null ? '' : `: ${detail}`}</code>
      </div>
      <dl>
        <dt>${this.#words.cause}</dt>
        <dd>${cause}</dd>
        <dt>${this.#words.fix}</dt>
        <dd>${fixes.join(' ')}</dd>
      </dl>
    </article>`;
  }

  /** A script that is loaded later may be another copy of the package. */
  readonly #onLoad = ({ target }: Event): void => {
    if (target instanceof HTMLScriptElement) this.requestUpdate();
  };

  readonly #onSessionReady = (): void => this.requestUpdate();

  readonly #onError = ({ detail: { code, message } }: ArcErrorEvent): void => {
    if (code === 'frame-blocked') this.#frameMessages.add(message);
    this.requestUpdate();
  };

  readonly #checkAgain = (): void => {
    const session = this.scope.session;
    this.copied = false;
    this.requestUpdate();
    if (session === undefined) return;
    session.retry();
    // This element shows the failures, which the stores keep.
    void session.refresh();
  };

  readonly #copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(this.report, null, 2));
      this.copied = true;
    } catch (error) {
      // A page may be denied the clipboard. A developer finds the report on the console too.
      console.warn('arc-doctor', this.report, error);
    }
  };

  #facts(): Facts {
    const { scope } = this;
    const session = this.#session.value;
    const errors = this.#stores.map((store) => store.value?.error).filter((error) => error != null);
    const { violations } = this.#policy;
    const requests: ElementRequests = {
      sessionPath: session?.error?.request?.path ?? null,
      readPaths: errors.map(({ request }) => request?.path).filter((path) => path !== undefined),
      frameMessages: [...this.#frameMessages],
      folder: import.meta.url.replace(/[^/]*$/, ''),
    };
    const routeBlocked = violations.find((violation) => isSessionRoute(violation, requests));
    const { without, elsewhere } = unboundElements(this);
    return {
      copies: loadedCopies(),
      registered: registeredTags(),
      secure: window.isSecureContext,
      // Without a problem, a session may still appear.
      hasSession: scope.session !== undefined || scope.problem === null,
      setUpProblem: scope.problem !== null && scope.problem.code !== 'no-session' ? scope.problem.message : null,
      sessionStatus: session?.status ?? null,
      sessionError: session?.error?.code ?? null,
      live: session?.live ?? null,
      clockSkewMs: session?.clockSkewMs ?? null,
      readErrors: [...new Set(errors.map(({ code }) => code))],
      blocked: [...new Set(violations.filter((violation) => isFromElements(violation, requests)).map(nameOf))],
      sessionRouteBlocked: routeBlocked === undefined ? null : nameOf(routeBlocked),
      withoutSession: without,
      sessionElsewhere: elsewhere,
      notLoaded: missingParts(),
      unknownZones: this.#unknownZones(),
    };
  }

  /** Unknown time zones of the meters whose readings another element has loaded. */
  #unknownZones(): readonly string[] {
    const session = this.scope.session;
    if (session === undefined) return [];
    const zones = new Set<string>();
    for (const { id } of this.#stores[2].value?.data ?? []) {
      const series = session.intervals(id).getState().data?.series;
      if (series === undefined || series.timeZoneText === null) continue;
      if (series.timeZone === 'UTC' && !/^(etc\/)?(utc|gmt|zulu|z|uct|universal)$/i.test(series.timeZoneText.trim())) {
        zones.add(series.timeZoneText);
      }
    }
    return [...zones];
  }
}

const BLOCKS = [0, 1, 2].map(() => html`<span class="skeleton"></span>`);

const SECONDS = { style: 'unit', unit: 'second', unitDisplay: 'short' } as const;

/** Renders a word of the API, which is the same in every language; `null` for `null`. */
const codeWord = (text: string | null): TemplateResult | null =>
  text === null ? null : html`<code lang="en">${text}</code>`;

declare global {
  interface HTMLElementTagNameMap {
    'arc-doctor': ArcDoctorElement;
  }
}
