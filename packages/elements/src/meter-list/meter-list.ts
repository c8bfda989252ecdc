import type { IntervalData, Resource } from '@arc-elements/client';
import {
  canReadIntervals,
  intervalsStatusOf,
  type Meter,
  type MeterStatus,
  type ServiceType,
} from '@arc-elements/models';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ActivationController } from '../controllers/activation-controller.ts';
import { ClockController } from '../controllers/clock-controller.ts';
import { LazyController } from '../controllers/lazy-controller.ts';
import { PersonalState } from '../controllers/personal-state.ts';
import { isFirstLoad, StoreController, type WatchableStore } from '../controllers/store-controller.ts';
import { StoreMapController } from '../controllers/store-map-controller.ts';
import { activationLabel, activationProblem, activationStyles } from '../internal/activation.ts';
import { ArcElement } from '../internal/arc-element.ts';
import { base } from '../internal/base.styles.ts';
import { type Change, ChangeDetector } from '../internal/change-detector.ts';
import { numberAttribute, wholeNumber } from '../internal/expectations.ts';
import { formatDay, formatExact, formatPlainDay } from '../internal/format.ts';
import { type IconName, icon } from '../internal/icons.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { maskNumber } from '../internal/masks.ts';
import { messages as shared } from '../internal/messages.ts';
import { property } from '../internal/property.ts';
import { empty, relativeTime } from '../internal/states.ts';
import { tokens } from '../internal/tokens.styles.ts';
import type { WordsOf } from '../languages/catalog.ts';
import { interleave } from '../languages/interleave.ts';
import { groupMeters, type MeterGroup } from './groups.ts';
import { ArcMeterChangeEvent } from './meter-change-event.ts';
import { messages } from './meter-list.messages.ts';
import styles from './meter-list.styles.ts';
import { ArcMeterSelectEvent } from './meter-select-event.ts';

const SERVICE_ICONS: Record<ServiceType, IconName> = {
  electric: 'lightning',
  gas: 'flame',
  water: 'drop',
  unknown: 'gauge',
};

const CHIPS: Partial<Record<MeterStatus, { readonly tone: string; readonly icon: IconName }>> = {
  INTERVALS_IN_PROGRESS: { tone: 'is-busy', icon: 'clock' },
  INTERVALS_NOT_SUPPORTED: { tone: '', icon: 'minusCircle' },
};

/** Draws previews. Loaded, with the energy arithmetic, when there are readings to draw. */
const PREVIEW = new LazyModule(async () => (await import('./preview.ts')).preview);

/** Number of rows before the button that shows all. */
const FIRST_ROWS = 12;
const DEFAULT_PREVIEWS = 3;

/**
 * Lists meters by address, each with the state of its usage data, which can be turned on here. Once
 * there are readings, a preview shows the last thirty days.
 *
 * @element arc-meter-list
 * @fires {ArcMeterSelectEvent} arc-meter-select - The person asked to see a meter's usage.
 * @fires {ArcMeterChangeEvent} arc-meter-change - The state of a meter's usage data changed. The
 *   first known state is no change.
 * @fires {ArcErrorEvent} arc-error - Meters could not be read, or usage data could not be turned
 *   on.
 * @csspart meter - One row.
 * @csspart preview - The last thirty days.
 * @csspart activate - The button that turns usage data on.
 * @csspart select - The button that selects a meter.
 * @csspart skeleton - Blocks of the final size while it loads.
 * @csspart empty - Shown when there is no meter yet.
 * @csspart error - Why no data is shown; the code is in `data-code`.
 * @csspart retry - The button that tries again.
 * @csspart stale - The note on the age of the data, because the last refresh failed.
 * @csspart partial - The note that some entries could not be read.
 */
export class ArcMeterListElement extends ArcElement {
  static override styles = [tokens, base, activationStyles, styles];
  static override readonly catalogs = [messages];
  static override readonly expectations = { previews: wholeNumber };

  /** Id of the meter that is marked as shown. The element sets it when the person selects one. */
  @property({ attribute: 'meter-id' }) meterId = '';
  /**
   * Number of meters with a preview, from the top. Each loads a year of readings. 0 turns previews
   * off. Only readings tell the time zone of a meter: if none are loaded for its address, the list
   * shows how long ago the newest one is instead of a day.
   */
  @property({ converter: numberAttribute }) previews = DEFAULT_PREVIEWS;
  /** Leaves out the buttons that select a meter, for pages without a chart. */
  @property({ attribute: 'no-select', type: Boolean }) noSelect = false;

  #changes: readonly Change<string, MeterStatus>[] = [];
  readonly #personal = new PersonalState<Personal>(
    this,
    () => this.scope.session,
    () => ({ changes: new ChangeDetector(), announcement: '', showsAll: false, selectedId: '' }),
    ({ selectedId }) => {
      // Keeps an id that the page set.
      if (this.meterId === selectedId) this.meterId = '';
    },
  );
  readonly #activation = new ActivationController(this, () => this.scope.session);
  readonly #meters = new StoreController(this, () => this.scope.session?.meters);
  readonly #series = new StoreMapController<string, Resource<IntervalData>>(this, () =>
    this.#stores(this.#previewCount),
  );
  /** Readings that any element has loaded. They name the time zones of the meters; none are requested. */
  readonly #loadedReadings = new StoreMapController<string, Resource<IntervalData>>(this, () => this.#stores(), {
    watch: false,
  });

  readonly #lazy = new LazyController(this);

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
    const meters = this.#meters.value?.data;
    const states =
      meters === undefined ? undefined : new Map(meters.map((meter) => [meter.id, intervalsStatusOf(meter)]));
    const personal = this.#personal.value;
    this.#changes = personal.changes.detect(states);
    const last = this.#changes.at(-1);
    const subject = meters?.find(({ id }) => id === last?.key);
    if (subject !== undefined)
      personal.announcement = this.#words.announce(
        this.#nameOf(subject),
        this.#words.state[intervalsStatusOf(subject)],
      );
  }

  protected override render() {
    return html`${this.renderResource(this.#meters.value, {
      store: this.#meters.store,
      placeholder: html`<div class="card placeholder">${BLOCKS}</div>`,
      loading: this.#words.loading,
      content: (meters) => this.#renderMeters(meters),
    })}
      <div class="visually-hidden" role="status">${this.#personal.value.announcement}</div>`;
  }

  protected override updated(): void {
    this.reportError(this.blocked ?? this.#meters.value?.error);
    for (const { key, from, to } of this.#changes) {
      this.dispatchEvent(new ArcMeterChangeEvent({ meterId: key, from, to }));
    }
    this.#changes = [];
  }

  /** Returns the stores of the first `count` meters with readings. A chart shares them. */
  #stores(count?: number): ReadonlyMap<string, WatchableStore<Resource<IntervalData>>> {
    const session = this.scope.session;
    const active = (this.#meters.value?.data ?? []).filter(canReadIntervals);
    if (session === undefined) return new Map();
    return new Map(active.slice(0, count).map(({ id }) => [id, session.intervals(id)]));
  }

  get #previewCount(): number {
    // An invalid number counts as absent.
    return Number.isNaN(this.previews) ? DEFAULT_PREVIEWS : Math.max(0, this.previews);
  }

  get #words(): WordsOf<typeof messages> {
    return messages.in(this.scope.locale);
  }

  #renderMeters(meters: readonly Meter[]): TemplateResult {
    if (meters.length === 0)
      return empty({ icon: 'gauge', title: this.#words.emptyTitle, hint: this.#words.emptyHint });
    const groups = groupMeters(meters);
    const { showsAll } = this.#personal.value;
    let rowsLeft = showsAll ? meters.length : FIRST_ROWS;
    return html`<div class="groups">
      ${repeat(
        groups,
        ({ key }) => key,
        (group) => {
          const rows = group.meters.slice(0, Math.max(0, rowsLeft));
          rowsLeft -= rows.length;
          return rows.length === 0 ? nothing : this.#renderGroup(group, rows);
        },
      )}
      ${
        !showsAll && meters.length > FIRST_ROWS
          ? html`<button class="button more" type="button" @click=${this.#showAll}>
              ${icon('chevronDown')} ${this.#words.more(meters.length)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderGroup(group: MeterGroup, meters: readonly Meter[]): TemplateResult {
    const name = group.address ?? this.#words.noAddress;
    return html`<section class="card" aria-label=${name}>
      <div class="group">
        <h2><bdi>${name}</bdi></h2>
        ${group.town === null ? nothing : html`<bdi class="muted">${group.town}</bdi>`}
        ${
          group.accountNumber === null
            ? nothing
            : html`<span class="muted">${this.#words.account(maskNumber(group.accountNumber))}</span>`
        }
      </div>
      <ul>
        ${repeat(
          meters,
          ({ id }) => id,
          (meter) => this.#renderRow(meter, this.#zoneOf([meter, ...group.meters])),
        )}
      </ul>
    </section>`;
  }

  /** Returns the time zone of these meters, which are at one address; `undefined` if not known. */
  #zoneOf(meters: readonly Meter[]): string | undefined {
    return meters
      .map(({ id }) => this.#loadedReadings.get(id)?.data?.series.timeZone)
      .find((zone) => zone !== undefined);
  }

  #renderRow(meter: Meter, zone: string | undefined): TemplateResult {
    const status = intervalsStatusOf(meter);
    const chip = canReadIntervals(meter) ? undefined : CHIPS[status];
    const selected = meter.id === this.meterId;
    const series = this.#series.get(meter.id);
    const data = series?.data;
    const problem = this.#activation.problemOf(meter.id);
    return html`<li
      class="row ${selected ? 'row--selected' : ''}"
      part="meter"
      data-meter=${meter.id}
      data-status=${status}
    >
      <span class="service">${icon(SERVICE_ICONS[meter.serviceType])}</span>
      <div>
        <p class="title">
          ${this.#nameOf(meter)}
          <span class="kind">· ${this.#renderService(meter)}</span>
        </p>
        <p class="line">${this.#renderLine(meter, zone)}</p>
        ${problem === undefined ? nothing : activationProblem(problem, this.scope.locale)}
      </div>
      ${
        // Takes the same space while the readings load.
        series === undefined || (data === undefined && series.status === 'failed') ? nothing : this.#renderPreview(data)
      }
      <div class="action">
        ${
          chip === undefined
            ? this.#renderAction(meter, selected)
            : html`<span class="chip ${chip.tone}">${icon(chip.icon)}${this.#words.state[status]}</span>`
        }
      </div>
    </li>`;
  }

  #renderService({ serviceType, serviceTypeText }: Meter): TemplateResult | string {
    const { service } = this.#words;
    return serviceType === 'unknown' ? html`<bdi>${serviceTypeText ?? service.unknown}</bdi>` : service[serviceType];
  }

  #renderPreview(data: IntervalData | undefined): TemplateResult | typeof nothing {
    const draw = data === undefined ? undefined : this.#lazy.need(PREVIEW);
    // The list is useful without previews.
    if (this.#lazy.error !== null) return nothing;
    const isLoading = data === undefined || draw === undefined;
    return html`<div class="preview-box">${
      isLoading ? html`<span class="skeleton preview-wait"></span>` : draw(data.series, this.scope.locale)
    }</div>`;
  }

  #renderAction(meter: Meter, selected: boolean): TemplateResult | typeof nothing {
    if (intervalsStatusOf(meter) === 'INTERVALS_NOT_REQUESTED') {
      const running = this.#activation.isRunning(meter.id);
      return html`<button
        class="button button--primary"
        part="activate"
        type="button"
        aria-disabled=${running ? 'true' : nothing}
        @click=${() => void this.#activation.start(meter.id)}
      >
        ${activationLabel(running, this.scope.locale, this.#nameOf(meter))}
      </button>`;
    }
    if (this.noSelect) return nothing;
    const label = selected ? this.#words.selected : this.#words.select;
    const name = shared.in(this.scope.locale).also(this.#nameOf(meter));
    return html`<button
      class="button"
      part="select"
      type="button"
      aria-current=${selected ? 'true' : nothing}
      @click=${() => this.#select(meter.id)}
    >
      ${icon(selected ? 'check' : 'chart')} <span>${label}<span class="visually-hidden">${name}</span></span>
    </button>`;
  }

  #renderLine(meter: Meter, zone: string | undefined): TemplateResult | string {
    const words = this.#words;
    const dates =
      meter.latestIntervalAtMs !== null && canReadIntervals(meter)
        ? this.#renderDates(meter, meter.latestIntervalAtMs, zone)
        : null;
    const status = intervalsStatusOf(meter);
    switch (status) {
      case 'INTERVALS_SUCCESS':
        return dates ?? words.noneYet;
      case 'INTERVALS_NOT_REQUESTED':
        return shared.in(this.scope.locale).activateHint;
      case 'INTERVALS_IN_PROGRESS':
        return dates === null ? words.collecting : html`${dates} · ${words.state[status]}`;
      case 'INTERVALS_NOT_SUPPORTED': {
        const why = meter.serviceType === 'electric' ? words.unsupported : words.onlyElectric;
        return dates === null ? why : html`${dates} · ${why}`;
      }
      default:
        return words.unknownStatus(meter.statusDetailText ?? meter.statusText);
    }
  }

  /** Renders the newest reading, the last check of the platform, and the date of the next bill. */
  #renderDates(meter: Meter, at: number, zone: string | undefined): TemplateResult {
    const locale = this.scope.locale;
    const checked = meter.latestIntervalsCheckedAtMs;
    const next = meter.nextExpectedPostDate;
    return html`${this.#renderNewest(meter, at, zone)}${
      checked === null
        ? nothing
        : html` · ${interleave(this.#words.checked, relativeTime(locale, checked, this.now()))}`
    }${next === null ? nothing : html` · ${this.#words.nextStatement(formatPlainDay(locale, next, this.now()))}`}`;
  }

  /**
   * Renders the day of the newest reading, in the zone of the meter. Without the zone, renders how
   * long ago it was, as the day could be wrong.
   */
  #renderNewest({ id }: Meter, at: number, zone: string | undefined): TemplateResult {
    const { locale } = this.scope;
    const words = this.#words;
    if (zone !== undefined) {
      const exact = formatExact(locale, at, zone);
      const day = formatDay(locale, at, this.now(), zone);
      return interleave(words.through, html`<time datetime=${new Date(at).toISOString()} title=${exact}>${day}</time>`);
    }
    const readings = this.#series.get(id);
    if (readings !== undefined && isFirstLoad(readings))
      return interleave(words.through, html`<span class="skeleton day-wait"></span>`);
    return interleave(words.newest, relativeTime(locale, at, this.now()));
  }

  #nameOf({ meterNumber }: Meter): string {
    return meterNumber === null ? this.#words.unnamed : this.#words.meter(maskNumber(meterNumber));
  }

  #select(id: string): void {
    this.#personal.value.selectedId = id;
    this.meterId = id;
    this.dispatchEvent(new ArcMeterSelectEvent({ meterId: id }));
  }

  readonly #showAll = (): void => {
    this.#personal.value.showsAll = true;
    this.requestUpdate();
  };
}

interface Personal {
  readonly changes: ChangeDetector<string, MeterStatus>;
  announcement: string;
  /** True if all rows are shown. */
  showsAll: boolean;
  /** Id of the meter that the person selected. */
  selectedId: string;
}

const BLOCKS = [0, 1].map(() => html`<span class="skeleton"></span>`);

declare global {
  interface HTMLElementTagNameMap {
    'arc-meter-list': ArcMeterListElement;
  }
}
