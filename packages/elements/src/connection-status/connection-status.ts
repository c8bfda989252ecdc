import type { Resource } from '@arc-elements/client';
import type { Connection, ConnectionState, Meter, UtilityAccount } from '@arc-elements/models';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ClockController } from '../controllers/clock-controller.ts';
import { LazyController } from '../controllers/lazy-controller.ts';
import { PersonalState } from '../controllers/personal-state.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { type Change, ChangeDetector } from '../internal/change-detector.ts';
import { type IconName, icon } from '../internal/icons.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { maskLogin } from '../internal/masks.ts';
import { messages as shared } from '../internal/messages.ts';
import { property } from '../internal/property.ts';
import { empty, relativeTime } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { interleave } from '../languages/interleave.ts';
import { ArcConnectionChangeEvent } from './connection-change-event.ts';
import { messages } from './connection-status.messages.ts';
import styles from './connection-status.styles.ts';
import { type Step, type StepState, type Timeline, timelineOf } from './timeline.ts';

/** Defines `arc-connect`. Loaded on demand, because most people need no such button here. */
const CONNECT = new LazyModule(() => import('../connect/define.ts'));

const CHIPS = {
  checking: { tone: 'is-busy', icon: 'clock' },
  connected: { tone: 'is-ok', icon: 'checkCircle' },
  'needs-attention': { tone: 'is-bad', icon: 'alert' },
  retrying: { tone: 'is-warn', icon: 'refresh' },
  unknown: { tone: '', icon: 'question' },
} satisfies Record<ConnectionState, { tone: string; icon: IconName }>;

const DOTS: Partial<Record<StepState, IconName>> = { done: 'check', problem: 'alert', skipped: 'minusCircle' };

/** Renders the button that turns usage data on. Loaded for a connection at that step. */
const USAGE_ACTIVATION = new LazyModule(() => import('./usage-activation.ts'));

/** Up to this age of a step, its time would read "since now" and is left out. */
const FRESH_MS = 45_000;
/** A check that takes longer than this is described as slow. */
const LONG_CHECK_MS = 3 * 60_000;

/**
 * Shows each connection as a timeline: what is happening and since when, who must act, and what
 * comes next. Offers the action that helps where the person must act, for example signing in again,
 * and turns usage data on where that is possible.
 *
 * @element arc-connection-status
 * @fires {ArcConnectionChangeEvent} arc-connection-change - A shown state changed; not fired for
 *   the first one.
 * @fires {ArcErrorEvent} arc-error - Connections could not be read, or usage data could not be
 *   turned on.
 * @csspart connection - The card of one connection.
 * @csspart state - The chip with its state.
 * @csspart steps - The four steps.
 * @csspart action - The note shown when the person must act.
 * @csspart activate - The button that turns usage data on.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart empty - Shown when there is no connection yet.
 * @csspart error - Why no data is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @csspart stale - The note on the age of the data, because the last refresh failed.
 * @csspart partial - The note that some entries could not be read.
 */
export class ArcConnectionStatusElement extends ArcElement {
  static override styles = [tokens, base, styles];
  static override readonly catalogs = [messages];

  /** Show only this connection, by its key such as `arc:12`; empty shows all. */
  @property({ attribute: 'connection-id' }) connectionId = '';

  #changes: readonly Change<string, ConnectionState>[] = [];
  readonly #personal = new PersonalState<Personal>(
    this,
    () => this.scope.session,
    () => ({ changes: new ChangeDetector(), announcement: '', frozenView: undefined }),
  );
  readonly #lazy = new LazyController(this);
  #usageActivation: InstanceType<typeof import('./usage-activation.ts').UsageActivation> | undefined;
  readonly #connections = new StoreController(this, () => this.scope.session?.connections);
  readonly #accounts = new StoreController(
    this,
    () => this.scope.session?.accounts,
    (accounts) => accounts.data,
  );
  readonly #meters = new StoreController(
    this,
    () => this.scope.session?.meters,
    (meters) => meters.data,
  );

  constructor() {
    super();
    new ClockController(this);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const settled = await super.getUpdateComplete();
    if (this.#lazy.pending === undefined) return settled;
    await this.#lazy.pending;
    return await super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if (USAGE_ACTIVATION.value !== undefined)
      this.#usageActivation ??= new USAGE_ACTIVATION.value.UsageActivation(this, () => this.scope.session);
    const connections = this.#connections.value?.data;
    const states = connections === undefined ? undefined : new Map(connections.map(({ id, state: now }) => [id, now]));
    const personal = this.#personal.value;
    this.#changes = personal.changes.detect(states);
    const last = this.#changes.at(-1);
    const subject = connections?.find(({ id }) => id === last?.key);
    const words = this.#words;
    if (subject !== undefined)
      personal.announcement = words.announce(this.#nameOf(subject), words.state[subject.state]);
  }

  protected override render() {
    const { connections } = this.#view;
    return html`${this.renderResource(connections, {
      store: this.#connections.store,
      placeholder: html`<div class="card placeholder">${BLOCKS}</div>`,
      loading: this.#words.loading,
      content: (data) => this.#renderConnections(data),
    })}
      <div class="visually-hidden" role="status">${this.#personal.value.announcement}</div>`;
  }

  protected override updated(): void {
    this.reportError(this.blocked ?? this.#connections.value?.error ?? this.#lazy.error);
    for (const { key, from, to } of this.#changes) {
      this.dispatchEvent(new ArcConnectionChangeEvent({ connectionId: key, from, to }));
    }
    this.#changes = [];
  }

  get #words(): WordsOf<typeof messages> {
    return messages.in(this.scope.locale);
  }

  get #view(): View {
    return (
      this.#personal.value.frozenView ?? {
        connections: this.#connections.value,
        accounts: this.#accounts.value,
        meters: this.#meters.value,
      }
    );
  }

  /**
   * Freezes the view while Connect is open: a change could remove the button that has the dialog.
   */
  readonly #freeze = (): void => {
    this.#personal.value.frozenView = this.#view;
  };

  readonly #unfreeze = async (): Promise<void> => {
    const personal = this.#personal.value;
    if (personal.frozenView === undefined) return;
    personal.frozenView = undefined;
    this.requestUpdate();
    await this.#restoreFocus();
  };

  /**
   * Moves the focus to the list if the focused button was removed because it is no longer needed.
   */
  async #restoreFocus(): Promise<void> {
    await this.updateComplete;
    const { activeElement, body } = this.ownerDocument;
    if (activeElement === body) this.shadowRoot?.querySelector<HTMLElement>('.list')?.focus();
  }

  /** True if the page has an `arc-connect` already, in the same shadow root or in the document. */
  get #pageHasConnect(): boolean {
    const places = [this.getRootNode() as Document | ShadowRoot, this.ownerDocument];
    return places.some((place) => place.querySelector('arc-connect:not([hidden])') !== null);
  }

  #renderConnections(all: readonly Connection[]): TemplateResult {
    const connections = all.filter(({ id }) => this.connectionId === '' || id === this.connectionId);
    if (connections.length === 0) {
      return empty({
        icon: 'plug',
        title: this.#words.emptyTitle,
        hint: this.#words.emptyHint,
        action: this.#pageHasConnect ? nothing : this.#renderConnect(this.#words.connect, this.level),
      });
    }
    const { accounts, meters } = this.#view;
    return html`<ul class="list" tabindex="-1" aria-label=${this.#words.region}>
      ${repeat(
        connections,
        ({ id }) => id,
        (connection) => this.#renderCard(timelineOf(connection, accounts, meters, all.length === 1)),
      )}
    </ul>`;
  }

  #renderCard(timeline: Timeline): TemplateResult {
    const { connection } = timeline;
    const chip = CHIPS[connection.state];
    return html`<li class="card" part="connection" data-connection=${connection.id}>
      <div class="head">
        <div class="who">
          <h2><bdi>${this.#nameOf(connection)}</bdi></h2>
          ${
            connection.username === null
              ? nothing
              : html`<p class="login"><bdi>${maskLogin(connection.username)}</bdi></p>`
          }
        </div>
        <span class="chip ${chip.tone}" part="state" data-state=${connection.state}>
          ${icon(chip.icon)}${this.#words.state[connection.state]}
        </span>
      </div>
      <ol class="steps" part="steps">
        ${timeline.steps.map((step) => this.#renderStep(step))}
      </ol>
      ${this.#renderNow(timeline)}
    </li>`;
  }

  #renderStep(step: Step): TemplateResult {
    const dot = DOTS[step.state];
    const current = step.state === 'current' || step.state === 'problem';
    const words = this.#words.step[step.name];
    const label = step.state === 'current' || step.state === 'done' ? words[step.state] : words.other;
    const { also } = shared.in(this.scope.locale);
    const { progress, since } = this.#words;
    return html`<li class="step step--${step.state}" data-step=${step.name} aria-current=${current ? 'step' : nothing}>
      <span class="dot">${dot === undefined ? nothing : icon(dot)}</span>
      <span>
        <span class="label">${label}<span class="visually-hidden">${also(progress[step.state])}</span></span>
        ${step.state === 'skipped' ? html`<span class="aside" aria-hidden="true">${progress.skipped}</span>` : nothing}
        ${
          step.state === 'done' && step.atMs !== null
            ? html`<span class="aside">${relativeTime(this.scope.locale, step.atMs, this.now())}</span>`
            : nothing
        }
        ${
          current && step.atMs !== null && this.now() - step.atMs >= FRESH_MS
            ? html`<span class="aside">
                ${interleave(since, relativeTime(this.scope.locale, step.atMs, this.now()))}
              </span>`
            : nothing
        }
      </span>
    </li>`;
  }

  /** Renders the sentence on the current step, as a note with a button if the person must act. */
  #renderNow(timeline: Timeline): TemplateResult {
    const { connection } = timeline;
    const sentence = this.#sentence(timeline);
    if (connection.actor !== 'person' && connection.state !== 'needs-attention') {
      return canTurnOn(timeline)
        ? this.#renderActivation(timeline, sentence)
        : html`<p class="sentence">${sentence}</p>`;
    }
    return html`<div class="note is-bad" part="action">
      ${icon('alert')}
      <p class="note__text">${sentence}</p>
      ${
        connection.canRepair
          ? this.#renderConnect(this.#words.signInAgain, Math.min(this.level + 1, 6), connection.utilityCredentialId)
          : nothing
      }
    </div>`;
  }

  /**
   * Renders a button that opens Connect, to repair the login of `credentialId` or to add a new one.
   */
  #renderConnect(label: string, level: number, credentialId: number | null = null): TemplateResult | typeof nothing {
    if (this.#lazy.need(CONNECT) === undefined) return nothing;
    return html`<arc-connect
      compact
      .session=${this.scope.session}
      .headingLevel=${level}
      .credentialId=${credentialId ?? undefined}
      @arc-connect-open=${this.#freeze}
      @arc-connect-end=${this.#unfreeze}
      >${label}</arc-connect
    >`;
  }

  /**
   * Renders the sentence with a button that turns usage data on for all meters of the connection.
   */
  #renderActivation({ connection, off }: Timeline, sentence: string): TemplateResult {
    const module = this.#lazy.need(USAGE_ACTIVATION);
    if (module === undefined || this.#usageActivation === undefined) return html`<p class="sentence">${sentence}</p>`;
    this.addStyles(module.styles);
    return this.#usageActivation.render({
      meters: off,
      sentence,
      name: this.#nameOf(connection),
      locale: this.scope.locale,
      done: () => void this.#restoreFocus(),
    });
  }

  #nameOf({ utilityName }: Connection): string {
    return utilityName ?? this.#words.unnamed;
  }

  #sentence(timeline: Timeline): string {
    const { connection } = timeline;
    const name = this.#nameOf(connection);
    const words = this.#words;
    const reason = words.reasons[connection.reason as keyof typeof words.reasons]?.(name) ?? null;
    if (reason !== null && (connection.state !== 'checking' || connection.reason === 'enrolling')) return reason;
    if (connection.state === 'unknown') return words.open(name, connection.statusText);
    switch (timeline.steps.find((step) => step.state === 'current' || step.state === 'problem')?.name) {
      case 'signed-in': {
        if (reason !== null) return reason;
        const long = connection.sinceMs !== null && this.now() - connection.sinceMs > LONG_CHECK_MS;
        return long ? words.checkingLong(name) : words.checking(name);
      }
      case 'accounts':
        return timeline.withoutAccounts ? words.noAccounts(name) : words.accountsLoading(name);
      case 'features':
        return words.features(name);
      case 'intervals':
        if (timeline.intervals === 'off') return words.intervalsOff;
        return timeline.intervals === 'collecting' ? words.intervalsNow : words.intervalsWaiting(name);
      default:
        return timeline.intervals === 'never' ? words.intervalsNever(name) : words.done;
    }
  }
}

/** Returns true if the current step is to turn usage data on. */
const canTurnOn = ({ steps, intervals }: Timeline): boolean =>
  intervals === 'off' && steps.some(({ name, state }) => name === 'intervals' && state === 'current');

interface View {
  readonly connections: Resource<readonly Connection[]> | undefined;
  readonly accounts: readonly UtilityAccount[] | undefined;
  readonly meters: readonly Meter[] | undefined;
}

interface Personal {
  readonly changes: ChangeDetector<string, ConnectionState>;
  announcement: string;
  /** Data that is shown while Connect is open in this element. */
  frozenView: View | undefined;
}

const BLOCKS = [0, 1, 2].map(() => html`<span class="skeleton"></span>`);

declare global {
  interface HTMLElementTagNameMap {
    'arc-connection-status': ArcConnectionStatusElement;
  }
}
