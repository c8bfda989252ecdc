import type { ArcSession } from '@arc-elements/client';
import type { Alignment, Series } from '@arc-elements/intervals';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ArcElement } from '../internal/arc-element.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { maskNumber } from '../internal/masks.ts';
import { staleNote } from '../internal/states.ts';
import { ChartData } from './chart-data.ts';
import {
  hasDataBeyond,
  isTimeRange,
  presetRange,
  type RangePreset,
  sameRange,
  stepRange,
  type TimeRange,
} from './core/range.ts';
import { offeredResolutions, type Resolution } from './core/resolution.ts';
import { TimeText } from './core/time-text.ts';
import { ArcCursorChangeEvent } from './cursor-change-event.ts';
import { type Drawing, drawingOf, shownResolution } from './drawing.ts';
import type { ExportKind } from './export.ts';
import styles from './interval-chart.styles.ts';
import { LinkController, type LinkedState, presetOf } from './link.ts';
import { type ChartWords, messages } from './messages.ts';
import { OverviewController } from './overview-controller.ts';
import { download, showTab, viewerZone } from './page.ts';
import { controls } from './parts/controls.ts';
import { foot } from './parts/foot.ts';
import { menu } from './parts/menu.ts';
import { numbers } from './parts/numbers.ts';
import { stage } from './parts/stage.ts';
import { noReadings, stateOf } from './parts/states.ts';
import { table } from './parts/table.ts';
import { tabs } from './parts/tabs.ts';
import { PlotController } from './plot-controller.ts';
import { ArcRangeChangeEvent } from './range-change-event.ts';
import { RangeGroup } from './range-group.ts';
import { type AskedRange, openingRange, RangeState } from './range-state.ts';
import { datumSentence } from './readout.ts';
import { type SeriesSource, SourceController, type SourceState } from './source.ts';
import { nextSort, type TableSort } from './table-order.ts';
import { ArcViewChangeEvent } from './view-change-event.ts';
import { ViewLoader } from './view-loader.ts';
import { VIEWS, viewEntry } from './views/registry.ts';
import type { ChartTariff, Datum, ViewId } from './views/view.ts';

const DAY_MS = 86_400_000;
/** From so many days on there is an overview to find one's way in. */
const OVERVIEW_FROM_DAYS = 90;
const FALLBACK_WIDTH_PX = 640;

/**
 * Interval data of one meter: energy from and to the grid over time, with its gaps, in the meter's own time, as a picture, as text and as a table.
 *
 * Shows `.series` when it is set, or the file at `src`, or one that the person opened, without any session. Otherwise the session's meter `meter-id`, or its first active one.
 * `updateComplete` settles when the picture is drawn.
 *
 * @element arc-interval-chart
 * @fires {ArcRangeChangeEvent} arc-range-change - The person moved, zoomed or chose another range.
 * @fires {ArcCursorChangeEvent} arc-cursor-change - The pointer or the keyboard moved to another interval, or left.
 * @fires {ArcViewChangeEvent} arc-view-change - The person chose another view.
 * @fires {ArcErrorEvent} arc-error - The data could not be loaded, or `.series` is not a series.
 * @csspart title - Heading.
 * @csspart totals - Row of numbers of the visible range.
 * @csspart total-import - Imported energy; `data-kwh` has the exact number, empty when nothing was measured.
 * @csspart total-export - Exported energy; `data-kwh` as above. Not there when export is not measured, or never more than zero.
 * @csspart total-net - Import minus export; `data-kwh` as above. There when `total-export` is.
 * @csspart total-peak - Highest average power; `data-kw`, and `data-start-ms` of its interval.
 * @csspart total-coverage - Share of the time that was measured; `data-share` from 0 to 1, `data-missing-minutes`.
 * @csspart gaps - Number and length of gaps in the visible range; `data-count`, `data-missing-minutes`. Not there without gaps.
 * @csspart views - Row of tabs; each is a part `view-usage`, `view-heatmap`, `view-average-day`, `view-duration`, `view-months`.
 * @csspart controls - Row of controls.
 * @csspart ranges - Group of range presets; each is a part `range-day`, `range-week`, `range-month`, `range-year`, `range-all`.
 * @csspart previous - Button to the range before.
 * @csspart next - Button to the range after.
 * @csspart range-label - The visible range in words.
 * @csspart resolution - Choice of the width of a bar.
 * @csspart compare - Choice of an earlier period to compare with. There where a bar is a day.
 * @csspart menu - Save and print; its entries are `save-csv`, `save-green-button`, `save-png`, `save-svg`, `print`.
 * @csspart table-toggle - Button between picture and table.
 * @csspart plot - The picture; takes the keyboard.
 * @csspart canvas - The canvas in it.
 * @csspart readout - Box with the values under the cursor.
 * @csspart overview - Strip with everything there is, and a window on what is visible. There from 90 days on.
 * @csspart legend - Key of the picture.
 * @csspart table - The data of the visible range as a table.
 * @csspart sort - Head of a column: orders the rows by it.
 * @csspart foot - Line about the data: how far they go, gaps, time zone.
 * @csspart zone - Whose clock the times are.
 * @csspart viewer-zone - Shown when the viewer's own zone differs.
 * @csspart skeleton - Placeholder while loading.
 * @csspart empty - Message when there is nothing to show.
 * @csspart error - Message when loading failed.
 * @csspart stale - Strip over older data.
 * @csspart retry - Button that tries again.
 * @csspart activate - Button that turns interval data on.
 * @cssproperty [--arc-interval-chart-height=clamp(220px, 40cqi, 360px)] - Height of the picture.
 */
export class ArcIntervalChartElement extends ArcElement {
  static override styles = styles;
  static override readonly catalogs = [messages];

  /** Meter of the session to show; empty shows its first active one. */
  @property({ attribute: 'meter-id' }) meterId = '';
  /** Heading; empty shows none, and absent shows the usual one. */
  @property() heading: string | undefined;
  /** The data themselves: a series of `@arc-elements/intervals`, or `{ startMs, stepMs, timeZone, importKwh, exportKwh?, netKwh? }`. */
  @property({ attribute: false }) series: SeriesSource | undefined;
  /** Address of a Green Button XML, CSV or interval JSON file to show instead of a session's meter. */
  @property() src = '';
  /** IANA zone for files that do not name theirs; without it those are read as UTC. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Let the person drop or choose a file of their own. It is read in the browser and sent nowhere. */
  @property({ type: Boolean, attribute: 'accept-file' }) acceptFile = false;
  /** What is visible: a preset, or `{ startMs, endMs }` in epoch ms. As an attribute a preset only. Follows what the person does. */
  @property() range: AskedRange;
  /** What is drawn: `usage`, `heatmap`, `average-day`, `duration`, `months`, or with `.tariff` also `time-of-use`. */
  @property() view: ViewId = 'usage';
  /** Width of a datum: `slot`, `hour`, `day`, `week`, `month`, or `auto` to follow the width of the picture. */
  @property() resolution: Resolution | 'auto' = 'auto';
  /**
   * Hold days against an earlier period (the week or month before, else a year before), by `calendar-date`, `weekday` or `day-index`; `none`
   * does not. Seen in the usage view where a bar is a day.
   */
  @property() compare: Alignment | 'none' = 'none';
  /** How the usage view draws the two directions: `mirrored` about one zero line with the net, or `separate`, one above the other. */
  @property() channels: 'mirrored' | 'separate' = 'mirrored';
  /** Time-of-use bands, with prices if known; adds the view `time-of-use`. */
  @property({ attribute: false }) tariff: ChartTariff | undefined;
  /** Charts on the page with the same name here show the same range: what the person does in one, the others follow. */
  @property() group = '';
  /**
   * Name under which view and range are kept in the fragment of the page's address (`#name=usage/month…`), so that a link or a reload shows the
   * same; what is there wins over `view` and `range`. Other names in the fragment are left as they are, and so is one that is no list of names.
   */
  @property() link = '';
  /** Show the table instead of the picture. */
  @property({ type: Boolean, reflect: true }) table = false;

  @state() private page = 0;
  @state() private sort: TableSort | null = null;
  @state() private activating = false;

  #data: ChartData | undefined;
  #state: SourceState = { kind: 'loading' };
  #time: TimeText | undefined;
  #spoken: ChartWords | undefined;
  #drawing: Drawing | undefined;
  #seriesError: ErrorLike | null = null;
  #actionError: ErrorLike | null = null;
  /** The view whose tab was scrolled to. */
  #tabShown: ViewId | undefined;

  readonly #range = new RangeState();
  readonly #group = new RangeGroup(
    this,
    () => this.group,
    (range, preset) => this.#take(range, preset),
  );

  readonly #link = new LinkController(
    this,
    () => this.link,
    () => this.requestUpdate(),
  );
  /** Range of a link that waits for its data. */
  #linked: LinkedState['range'] | null = null;

  readonly #views = new ViewLoader(() => this.requestUpdate());
  readonly #source = new SourceController(this);
  readonly #plot = new PlotController(this, {
    input: () => this.#plotInput,
    range: (range) => (range === 'all' ? this.#choosePreset('all') : this.#show(range, null)),
    open: (datum) => this.#open(datum),
    cursor: (datum, spoken) => this.#onCursor(datum, spoken),
  });

  // After the plot, whose colours it uses.
  protected readonly overview = new OverviewController(this, {
    input: () => (this.#plotInput === null ? null : { ...this.#plotInput, ink: this.#plot.ink }),
    range: (range) => this.#show(range, null),
  });

  /** The session in use. For the parts of this element. */
  get currentSession(): ArcSession | undefined {
    return this.scope.session;
  }

  /** True when waiting will not bring a session, or the person signed out of it. For the parts of this element. */
  get sessionMissing(): boolean {
    return this.blocked !== null;
  }

  /**
   * Saves what is shown as a file: the readings of the visible range as CSV, all readings as Green Button XML, or the current view as a picture.
   * Does nothing before there are data. A failure is shown and fires `arc-error`.
   */
  async save(kind: ExportKind): Promise<void> {
    const drawing = this.#drawing;
    const { ink, family } = this.#plot;
    if (drawing === undefined || ink === undefined) return;
    this.#actionError = null;
    try {
      const { exportChart } = await import('./export.ts');
      const { time, range } = drawing;
      const subtitle = `${time.span(range)} · ${this.#words.timesIn(time.timeZone)}`;
      const title = this.heading || this.#words.title;
      const { name, blob } = await exportChart(kind, { ...drawing, ink, family, title, subtitle });
      download(name, blob);
    } catch (error) {
      this.#actionError = { code: 'save-failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.requestUpdate();
  }

  /** Settles when the picture shows what was last asked for: drawing can ask for one more round, and a view or a file may be on its way. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let settled = await super.getUpdateComplete();
    while (this.isUpdatePending || this.#views.arriving !== undefined || this.#source.files.arriving !== undefined) {
      await Promise.all([this.#views.arriving, this.#source.files.arriving]);
      settled = await super.getUpdateComplete();
    }
    return settled;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const linked = this.#link.take();
    if (linked !== null) {
      this.view = viewEntry(linked.view).id;
      this.#linked = linked.range;
    }
    // Another view has other columns.
    if (changed.has('view')) this.sort = null;
    this.#views.ask(this.#viewId);
    this.#takeState();
    if (this.#state.kind === 'ready') this.#takeSeries(this.#state.series);
    else this.#data = undefined;
  }

  protected override updated(): void {
    if (this.#tabShown !== this.view && showTab(this.renderRoot)) this.#tabShown = this.view;
    const shown = this.#state;
    const ready = shown.kind === 'ready' ? (shown.stale?.error ?? null) : null;
    const error = shown.kind === 'failed' ? shown.error : shown.kind === 'no-session' ? this.blocked : ready;
    this.reportError(this.#seriesError ?? this.#actionError ?? this.#views.error ?? error);
  }

  protected override render(): TemplateResult {
    return html`<section
      class="frame"
      aria-label=${this.heading || this.#words.title}
      @dragover=${this.#onDragOver}
      @drop=${this.#onDrop}
    >${this.#head()} ${this.#body()}</section>`;
  }

  get #words(): ChartWords {
    return messages.in(this.scope.locale);
  }

  #head(): TemplateResult | typeof nothing {
    const meter = 'meter' in this.#state ? this.#state.meter : undefined;
    const number = meter?.meterNumber ?? null;
    const heading = this.heading ?? this.#words.title;
    if (heading === '' && number === null) return nothing;
    return html`<header class="head">
      ${heading === '' ? nothing : html`<h2 class="head__title" part="title">${heading}</h2>`}
      ${
        number !== null
          ? html`<p class="head__meter" part="meter">${this.#words.meter(maskNumber(number))}</p>`
          : this.#state.kind === 'loading'
            ? html`<p class="head__meter" aria-hidden="true">\u00a0</p>`
            : nothing
      }
    </header>`;
  }

  #body(): TemplateResult {
    const shown = this.#state;
    if (shown.kind === 'ready')
      return this.#data === undefined ? noReadings(this.scope.locale) : this.#chart(this.#data, shown);
    return stateOf(shown, {
      locale: this.scope.locale,
      activating: this.activating,
      activateFailed: this.#actionError !== null,
      activate: (meterId) => this.#activate(meterId),
      retry: () => this.#source.retry(),
      open: (file) => this.#source.files.open(file),
      noSession: () => this.renderNoSession(),
    });
  }

  #chart(data: ChartData, { stale }: SourceState & { readonly kind: 'ready' }): TemplateResult {
    const range = this.#range.visible as TimeRange;
    const time = this.#time as TimeText;
    const { locale } = this.scope;
    const { view } = this.#views;
    const resolution = this.#shownResolution(data, range);
    const retry = () => this.#source.retry();
    return html`${stale === null ? nothing : staleNote({ ...stale, nowMs: this.now(), locale, retry })} ${this.#notes()}
    ${tabs({ views: VIEWS.filter((each) => each.needsTariff !== true || this.tariff !== undefined), current: this.#viewId, locale, choose: (id) => this.#chooseView(id) })}
    ${numbers({ data, range, locale, time })}
    ${controls({
      locale,
      preset: this.#range.preset,
      span: time.span(range),
      canGoBack: hasDataBeyond(range, -1, data.extent),
      canGoOn: hasDataBeyond(range, 1, data.extent),
      resolution: view.minBarPx === null ? null : this.resolution,
      shown: resolution,
      offered: offeredResolutions(data.source),
      slotMinutes: data.source.slotMinutes,
      table: view.withTable ? null : this.table,
      compare: view.minBarPx !== null && resolution === 'day' ? this.compare : null,
      chooseCompare: (chosen) => {
        this.compare = chosen;
      },
      menu: menu({ locale, save: (kind) => this.save(kind), print: () => globalThis.print() }),
      choosePreset: (preset) => this.#choosePreset(preset),
      step: (direction) =>
        this.#show(stepRange(range, this.#range.preset, direction, data.calendar), this.#range.preset),
      chooseResolution: (chosen) => {
        this.resolution = chosen;
        this.page = 0;
      },
      toggleTable: () => {
        this.table = !this.table;
        this.page = 0;
      },
    })}
    <div id="stage" class="panel" role="tabpanel" aria-labelledby=${`tab-${this.#viewId}`}>
      ${this.#panel(data, range, resolution)}
    </div>
    ${foot({ data, range, locale, time, viewerZone: viewerZone() })}`;
  }

  #notes(): TemplateResult | typeof nothing {
    if (this.#actionError?.code === 'save-failed')
      return html`<p class="note is-bad" role="alert">${this.#words.saveFailed}</p>`;
    if (this.#views.error === null) return nothing;
    return html`<div class="note is-bad" role="alert">
      <span class="note__text">${this.#words.viewFailed}</span>
      <button class="button button--quiet" part="retry" type="button" @click=${() => this.#views.retry()}>${this.#words.retry}</button>
    </div>`;
  }

  #panel(data: ChartData, range: TimeRange, resolution: Resolution): TemplateResult {
    const { model } = this.#draw(data, range, resolution);
    const { extent } = data;
    const { locale } = this.scope;
    return html`${
      this.#pictureShown
        ? stage({
            locale,
            model,
            resolution,
            outside: range.endMs <= extent.startMs || range.startMs >= extent.endMs,
            overview: extent.endMs - extent.startMs >= OVERVIEW_FROM_DAYS * DAY_MS,
            onKey: this.#onKey,
            onBlur: this.#onBlur,
            showAll: () => this.#choosePreset('all'),
          })
        : nothing
    }
    ${
      this.table || this.#views.view.withTable
        ? table({
            locale,
            model,
            caption: this.#words.tableCaption(
              (this.#time as TimeText).span(range),
              this.#resolutionName(data, resolution),
            ),
            page: this.page,
            sort: this.sort,
            turn: (page) => {
              this.page = page;
            },
            sortBy: (column) => {
              this.sort = nextSort(this.sort, column);
              this.page = 0;
            },
          })
        : nothing
    }`;
  }

  #takeState(): void {
    try {
      this.#state = this.#source.state;
      this.#seriesError = null;
    } catch (error) {
      // A wrong `.series` is the page's mistake: say what is wrong with it instead of leaving the element blank.
      const message = error instanceof Error ? error.message : String(error);
      this.#seriesError = { code: 'invalid-series', message };
      this.#state = { kind: 'failed', error: this.#seriesError };
    }
  }

  #takeSeries(series: Series): void {
    if (series.length === 0) {
      this.#data = undefined;
      return;
    }
    const fresh = this.#data?.series !== series;
    if (fresh || this.#data === undefined) this.#data = new ChartData(series);
    const data = this.#data;
    const { locale } = this.scope;
    const words = this.#words;
    if (this.#time?.locale !== locale || this.#time.timeZone !== data.calendar.timeZone || this.#spoken !== words) {
      // Also for words that came or changed: what is drawn is made again for a new one.
      this.#time = new TimeText(locale, data.calendar.timeZone);
      this.#spoken = words;
    }
    if (this.#linked !== null) {
      const linked = this.#linked;
      this.#linked = null;
      if (isTimeRange(linked)) this.#take(linked, presetOf(linked, data));
      else this.#take(openingRange(linked, data), linked);
    }
    if (this.#range.update(this.range, data, fresh)) this.page = 0;
  }

  #resolutionName(data: ChartData, resolution: Resolution): string {
    return this.#words.resolutionName(resolution, data.source.slotMinutes);
  }

  #shownResolution(data: ChartData, range: TimeRange): Resolution {
    const widthPx = this.#plot.width || this.clientWidth || FALLBACK_WIDTH_PX;
    return shownResolution(this.resolution, { data, range, view: this.#views.view, widthPx });
  }

  /** The view to show; one that cannot be shown gives way to the first. */
  get #viewId(): ViewId {
    const { id, needsTariff } = viewEntry(this.view);
    return needsTariff === true && this.tariff === undefined ? 'usage' : id;
  }

  get #pictureShown(): boolean {
    return !this.table || this.#views.view.withTable;
  }

  get #plotInput(): Drawing | null {
    const shown = this.#state.kind === 'ready' && this.#data !== undefined && this.#pictureShown;
    return shown ? (this.#drawing ?? null) : null;
  }

  /** What is visible, and the plot's order to draw it. */
  #draw(data: ChartData, range: TimeRange, resolution: Resolution): Drawing {
    const { compare, channels, tariff } = this;
    const { view } = this.#views;
    const time = this.#time as TimeText;
    const { preset } = this.#range;
    const input = { view, data, range, preset, resolution, time, compare, channels, tariff };
    this.#drawing = drawingOf(input, this.#drawing);
    return this.#drawing;
  }

  #chooseView(id: ViewId): void {
    if (id === this.#viewId) return;
    const { least } = viewEntry(id);
    this.view = id;
    this.page = 0;
    this.#linkShown();
    this.dispatchEvent(new ArcViewChangeEvent({ view: id }));
    const visible = this.#range.visible;
    if (visible === undefined || this.#data === undefined) return;
    const { calendar, extent } = this.#data;
    const wanted = presetRange(least, visible.endMs - 1, extent, calendar);
    const shorter = visible.endMs - visible.startMs < 0.9 * (wanted.endMs - wanted.startMs);
    if (shorter && hasDataBeyond(visible, -1, extent)) this.#show(wanted, least);
  }

  /** From a month to its days, from a day to its readings: the span of a datum becomes the range, where that is less than what is shown. */
  #open({ range }: Datum): void {
    const visible = this.#range.visible;
    if (range === null || visible === undefined || this.#data === undefined) return;
    const days = (range.endMs - range.startMs) / DAY_MS;
    if (days < 0.9 || range.endMs - range.startMs >= visible.endMs - visible.startMs) return;
    if (this.#views.view.withTable) this.#chooseView('usage');
    this.#show(range, days < 1.1 ? 'day' : days > 27 ? 'month' : days > 6.9 && days < 7.1 ? 'week' : null);
  }

  #choosePreset(preset: RangePreset): void {
    const data = this.#data;
    const visible = this.#range.visible;
    if (data === undefined || visible === undefined) return;
    // A shorter range opens where the person looks: at the cursor, else at the end of what is visible, else at the newest readings.
    const newest = openingRange(preset, data);
    const around = this.#plot.cursor?.range?.startMs ?? Math.min(visible.endMs, newest.endMs) - 1;
    this.#show(presetRange(preset, around, data.extent, data.calendar), preset);
  }

  #show(range: TimeRange, preset: RangePreset | null): void {
    const before = this.#range.visible;
    if (before !== undefined && sameRange(before, range) && this.#range.preset === preset) return;
    this.#take(range, preset);
    this.#group.publish(range, preset);
    this.#linkShown();
    this.dispatchEvent(new ArcRangeChangeEvent({ startMs: range.startMs, endMs: range.endMs, preset }));
  }

  #take(range: TimeRange, preset: RangePreset | null): void {
    this.#range.show(range, preset);
    this.page = 0;
    this.range = range;
  }

  #linkShown(): void {
    const { visible, preset } = this.#range;
    if (visible !== undefined) this.#link.put({ view: this.#viewId, range: preset === 'all' ? 'all' : visible });
  }

  #onCursor(datum: Datum | null, spoken: boolean): void {
    if (spoken) this.#announce(datum === null ? '' : datumSentence(datum));
    const values = Object.fromEntries((datum?.values ?? []).map((value) => [value.key, value.value]));
    const { startMs = null, endMs = null } = datum?.range ?? {};
    this.dispatchEvent(new ArcCursorChangeEvent({ startMs, endMs, values }));
  }

  // By hand: the cursor moves with every key, and nothing else of the element depends on it.
  #announce(text: string): void {
    const region = this.renderRoot.querySelector('.announcement');
    if (region !== null) region.textContent = text;
  }

  readonly #onDragOver = (event: DragEvent): void => {
    // Refused by default: a file dropped on a page otherwise replaces the page.
    if (this.acceptFile && event.dataTransfer?.types.includes('Files')) event.preventDefault();
  };

  readonly #onDrop = (event: DragEvent): void => {
    const file = event.dataTransfer?.files[0];
    if (!this.acceptFile || file === undefined) return;
    event.preventDefault();
    this.#source.files.open(file);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#plot.key(event)) event.preventDefault();
  };

  readonly #onBlur = (): void => this.#plot.point(-1, false);

  async #activate(meterId: string): Promise<void> {
    const session = this.currentSession;
    if (session === undefined || this.activating) return;
    this.activating = true;
    this.#actionError = null;
    try {
      await session.activateIntervals(meterId);
    } catch (error) {
      this.#actionError = error as ErrorLike;
    } finally {
      this.activating = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-interval-chart': ArcIntervalChartElement;
  }
}
