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

/** The button that connects a utility, or signs in again. Most people need none here. */
const CONNECT = new LazyModule(() => import('../connect/define.ts'));

const CHIPS = {
  checking: { tone: 'is-busy', icon: 'clock' },
  connected: { tone: 'is-ok', icon: 'checkCircle' },
  'needs-attention': { tone: 'is-bad', icon: 'alert' },
  retrying: { tone: 'is-warn', icon: 'refresh' },
  unknown: { tone: '', icon: 'question' },
} satisfies Record<ConnectionState, { tone: string; icon: IconName }>;

const DOTS: Partial<Record<StepState, IconName>> = { done: 'check', problem: 'alert', skipped: 'minusCircle' };

/** The button that turns usage data on; fetched for a connection that has come to that. */
const USAGE_ACTIVATION = new LazyModule(() => import('./usage-activation.ts'));

/** "Since now" says nothing. */
const FRESH_MS = 45_000;
/** A check that takes longer than this gets the sentence for slow utilities. */
const LONG_CHECK_MS = 3 * 60_000;

/**
 * Each connection as a timeline: what is happening, who must act, what comes next and since when. Where the person must
 * act it offers the one thing that helps, for example signing in again; and where usage data can be turned on, it does
 * that too.
 *
 * @element arc-connection-status
 * @fires {ArcConnectionChangeEvent} arc-connection-change - A shown state changed; not fired for the first one.
 * @fires {ArcErrorEvent} arc-error - Connections could not be read, or usage data could not be turned on.
 * @csspart connection - One connection's card.
 * @csspart state - The chip with its state.
 * @csspart steps - The four steps.
 * @csspart action - The strip shown when the person must act.
 * @csspart activate - The button that turns usage data on.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart empty - Shown when there is nothing yet.
 * @csspart error - Why nothing is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @csspart stale - The note that this is from the time given, because the last refresh failed.
 * @csspart partial - The note that something could not be read.
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
    () => ({ changes: new ChangeDetector(), announcement: '', held: undefined }),
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
      this.#personal.value.held ?? {
        connections: this.#connections.value,
        accounts: this.#accounts.value,
        meters: this.#meters.value,
      }
    );
  }

  /** Holds the view still while Connect is open: news would take away the button that its dialog belongs to. */
  readonly #hold = (): void => {
    this.#personal.value.held = this.#view;
  };

  readonly #letGo = async (): Promise<void> => {
    const personal = this.#personal.value;
    if (personal.held === undefined) return;
    personal.held = undefined;
    this.requestUpdate();
    await this.#keepFocus();
  };

  /** After a button has helped it is gone; the keyboard then goes on from the connections. */
  async #keepFocus(): Promise<void> {
    await this.updateComplete;
    const { activeElement, body } = this.ownerDocument;
    if (activeElement === body) this.shadowRoot?.querySelector<HTMLElement>('.list')?.focus();
  }

  /** One way to connect is enough: a page that has its own keeps that, in the same shadow root or in the document. */
  get #hasConnectBeside(): boolean {
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
        action: this.#hasConnectBeside ? nothing : this.#renderConnect(this.#words.connect, this.level),
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
          ${connection.username === null ? nothing : html`<p class="login"><bdi>${maskLogin(connection.username)}</bdi></p>`}
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
    return html`<li class="step step--${step.state}" data-step=${step.name} aria-current=${current ? 'step' : nothing}>
      <span class="dot">${dot === undefined ? nothing : icon(dot)}</span>
      <span>
        <span class="label">${label}<span class="visually-hidden">${shared.in(this.scope.locale).also(this.#words.progress[step.state])}</span></span>
        ${step.state === 'skipped' ? html`<span class="aside" aria-hidden="true">${this.#words.progress.skipped}</span>` : nothing}
        ${
          step.state === 'done' && step.atMs !== null
            ? html`<span class="aside">${relativeTime(this.scope.locale, step.atMs, this.now())}</span>`
            : nothing
        }
        ${
          current && step.atMs !== null && this.now() - step.atMs >= FRESH_MS
            ? html`<span class="aside">${interleave(this.#words.since, relativeTime(this.scope.locale, step.atMs, this.now()))}</span>`
            : nothing
        }
      </span>
    </li>`;
  }

  /** What is happening now, in one sentence; as a tinted strip with its action when it is the person's turn. */
  #renderNow(timeline: Timeline): TemplateResult {
    const { connection } = timeline;
    const sentence = this.#sentence(timeline);
    if (connection.actor !== 'person' && connection.state !== 'needs-attention') {
      return isOff(timeline) ? this.#renderOff(timeline, sentence) : html`<p class="sentence">${sentence}</p>`;
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

  /** A button that opens Connect, for a new connection or to repair the one with this credential. */
  #renderConnect(label: string, level: number, credentialId: number | null = null): TemplateResult | typeof nothing {
    if (this.#lazy.need(CONNECT) === undefined) return nothing;
    return html`<arc-connect
      compact
      .session=${this.scope.session}
      .headingLevel=${level}
      .credentialId=${credentialId ?? undefined}
      @arc-connect-open=${this.#hold}
      @arc-connect-end=${this.#letGo}
      >${label}</arc-connect
    >`;
  }

  /** Usage data can be turned on: the sentence brings the button along, for all meters of the connection. */
  #renderOff({ connection, off }: Timeline, sentence: string): TemplateResult {
    const module = this.#lazy.need(USAGE_ACTIVATION);
    if (module === undefined || this.#usageActivation === undefined) return html`<p class="sentence">${sentence}</p>`;
    this.addStyles(module.styles);
    return this.#usageActivation.render({
      meters: off,
      sentence,
      name: this.#nameOf(connection),
      locale: this.scope.locale,
      done: () => void this.#keepFocus(),
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

/** The step it is at is that its usage data is off. */
const isOff = ({ steps, intervals }: Timeline): boolean =>
  intervals === 'off' && steps.some(({ name, state }) => name === 'intervals' && state === 'current');

interface View {
  readonly connections: Resource<readonly Connection[]> | undefined;
  readonly accounts: readonly UtilityAccount[] | undefined;
  readonly meters: readonly Meter[] | undefined;
}

interface Personal {
  readonly changes: ChangeDetector<string, ConnectionState>;
  announcement: string;
  /** What is shown while Connect is open in here. */
  held: View | undefined;
}

const BLOCKS = [0, 1, 2].map(() => html`<span class="skeleton"></span>`);

declare global {
  interface HTMLElementTagNameMap {
    'arc-connection-status': ArcConnectionStatusElement;
  }
}
