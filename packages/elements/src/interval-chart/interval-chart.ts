import type { Alignment } from '@arc-elements/intervals';
import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ArcBase } from '../internal/arc-base.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { messages as shared } from '../internal/messages.ts';
import { BuildSteps, Step } from './build-steps.ts';
import type { ChartData } from './chart-data.ts';
import { hasDataBeyond, stepRange, type TimeRange } from './core/range.ts';
import { offeredResolutions, type Resolution } from './core/resolution.ts';
import type { TimeText } from './core/time-text.ts';
import { ArcCursorChangeEvent } from './cursor-change-event.ts';
import { type Drawing, drawingOf, shownResolution } from './drawing.ts';
import type { ExportKind } from './export.ts';
import styles from './interval-chart.styles.ts';
import { intlTables } from './intl-tables.ts';
import { NeededParts, PARTS } from './lazy-parts.ts';
import { type ChartWords, messages } from './messages.ts';
import type { OverviewController } from './overview-controller.ts';
import { download, showTab, viewerZone } from './page.ts';
import { controls } from './parts/controls.ts';
import { foot } from './parts/foot.ts';
import { head } from './parts/head.ts';
import { menu } from './parts/menu.ts';
import { notes } from './parts/notes.ts';
import { numbers } from './parts/numbers.ts';
import { chartSkeleton, controlsPlace, linePlace, numbersPlace, plotPlace, tabsPlace } from './parts/skeleton.ts';
import { stage } from './parts/stage.ts';
import { tabs } from './parts/tabs.ts';
import { PlotController } from './plot-controller.ts';
import { RangeController } from './range-controller.ts';
import type { AskedRange } from './range-state.ts';
import { ShownData } from './shown-data.ts';
import type { SeriesSource, SourceController, SourceState } from './source.ts';
import type { TableSort } from './table-order.ts';
import { ArcViewChangeEvent } from './view-change-event.ts';
import { COMPARED_USAGE, VIEWS, viewEntry } from './views/registry.ts';
import { usageView } from './views/usage.ts';
import type { ChartTariff, ChartView, Datum, ViewId } from './views/view.ts';

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
 * @csspart collecting - Strip over readings while more are being collected.
 * @csspart retry - Button that tries again.
 * @csspart activate - Button that turns interval data on.
 * @csspart file - Under the chart of a file: which it is, what was chosen, what to know about it.
 * @csspart file-choices - What was chosen for the file, each with a button that asks again.
 * @csspart file-notes - What the receipt of the file notes, to be opened.
 * @csspart file-questions - What a file leaves open, in place of the chart.
 * @csspart file-continue - Button that answers.
 * @csspart file-progress - Says which file is being read, when that takes longer.
 * @csspart file-cancel - Button that gives reading, or the questions, up.
 * @csspart file-reason - Why a file was refused, in English.
 * @csspart open-file - Button that opens a file.
 * @cssproperty [--arc-interval-chart-height=clamp(220px, 40cqi, 360px)] - Height of the picture.
 */
export class ArcIntervalChartElement extends ArcBase {
  static override styles = styles;
  static override readonly catalogs = [shared, messages];

  /** Meter of the session to show; empty shows its first active one. */
  @property({ attribute: 'meter-id' }) meterId = '';
  /** Heading; empty shows none, and absent shows the usual one. */
  @property() heading: string | undefined;
  /** The data themselves: a series of `@arc-elements/intervals`, or `{ startMs, stepMs, timeZone, importKwh, exportKwh?, netKwh? }`. */
  @property({ attribute: false }) series: SeriesSource | undefined;
  /** Address of a file of meter data (Green Button XML, CSV, NEM12, interval JSON and others) to show instead of a session's meter. */
  @property() src = '';
  /** IANA zone for files that do not name theirs, whose own zone comes first; without it the person is asked, or UTC is taken and said. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Let the person drop or choose a file of their own. It is read in the browser and sent nowhere. What it leaves open is asked in the chart. */
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

  /** Page of the table, and the rows it is one of: of others the first one is shown. */
  @state() private page: { readonly rows: string; readonly number: number } | undefined;
  @state() private sort: TableSort | null = null;

  #drawing: Drawing | undefined;
  /** What is drawn; stays until the view that was asked for has arrived. */
  #view: ChartView = usageView;
  #saveError: ErrorLike | null = null;
  /** The view whose tab was scrolled to. */
  #tabShown: ViewId = 'usage';
  #source: SourceController | undefined;
  #overview: OverviewController | undefined;

  readonly #steps = new BuildSteps(this);
  readonly #shown = new ShownData();
  readonly #parts = new NeededParts(() => this.requestUpdate());
  readonly #range = new RangeController(this, {
    data: () => this.#data,
    cursor: () => this.#plot.cursor,
  });
  readonly #plot: PlotController = new PlotController(this, {
    input: () => this.#plotInput,
    range: (range) => (range === 'all' ? this.#range.choose('all') : this.#range.show(range, null)),
    open: (datum) => this.#open(datum),
    cursor: (datum) => this.#onCursor(datum),
    locale: () => this.scope.locale,
  });

  /**
   * Saves what is shown as a file: the readings of the visible range as CSV, all readings as Green Button XML, or the current view as a picture.
   * Does nothing before there are data. A failure is shown and fires `arc-error`.
   */
  async save(kind: ExportKind): Promise<void> {
    const owner = this.#source?.owner;
    const drawing = this.#drawing;
    const { ink, family } = this.#plot;
    if (drawing === undefined || ink === undefined) return;
    this.#saveError = null;
    try {
      const { exportChart } = await import('./export.ts');
      const { time, range } = drawing;
      const subtitle = `${time.span(range)} · ${this.#words.timesIn(time.timeZone)}`;
      const title = this.heading || this.#words.title;
      const { name, blob } = await exportChart(kind, { ...drawing, ink, family, title, subtitle });
      // Whose readings these are may have gone meanwhile.
      if (this.#source?.owner === owner) download(name, blob);
    } catch (error) {
      this.#saveError = { code: 'save-failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.requestUpdate();
  }

  /**
   * Settles when the picture shows what was last asked for and answers to pointer and keyboard: drawing can ask for one more round, and a part or a
   * file may be on its way.
   */
  protected override async getUpdateComplete(): Promise<boolean> {
    let settled = await super.getUpdateComplete();
    // Who waits for it wants all of it, now.
    const arriving = (): readonly (Promise<unknown> | undefined)[] => [
      this.#steps.arriving,
      this.#parts.arriving,
      this.#source?.files.arriving,
      this.#plot.arriving,
    ];
    let summoned = false;
    const summon = (): void => {
      // Who waits for it wants all of it, now. Asked for once: without a connection they do not come.
      if (summoned || !this.#plot.needsHands) return;
      summoned = true;
      this.#plot.summon();
    };
    summon();
    while (this.isUpdatePending || arriving().some((each) => each !== undefined)) {
      await Promise.all(arriving());
      settled = await super.getUpdateComplete();
      summon();
    }
    return settled;
  }

  protected override scheduleUpdate(): undefined | Promise<unknown> {
    return intlTables()?.then(() => super.scheduleUpdate()) ?? super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#parts.begin();
    const linked = this.#range.follow(this.#parts);
    // Another view has other columns.
    if (changed.has('view')) this.sort = null;
    const entry = viewEntry(this.#viewId);
    const compared = entry.id === 'usage' && this.compare !== 'none';
    this.#view = this.#parts.need(compared ? COMPARED_USAGE : entry.part) ?? this.#view;
    // Also where files are taken beside a series: the page must not be replaced by one that is dropped.
    const reader = this.series === undefined || this.acceptFile ? this.#parts.need(PARTS.reader) : undefined;
    if (reader !== undefined) this.#source ??= new reader.SourceController(this, this.scope, () => this.#leave());
    const other = (linked ? this.#source?.state : undefined) ?? { kind: 'loading' };
    const fresh = this.#shown.take(linked ? this.series : undefined, other, this.scope.locale, this.#words);
    if (this.#data !== undefined) this.#range.update(this.#data, fresh);
    const hands = PARTS.hands.value;
    if (hands === undefined) return;
    this.#adopt(...hands.styles);
    // After the plot, whose colours it uses.
    this.#overview ??= new hands.OverviewController(this, {
      input: () => (this.#plotInput === null ? null : { ...this.#plotInput, ink: this.#plot.ink }),
      range: (range) => this.#range.show(range, null),
    });
  }

  protected override updated(): void {
    if (this.#data !== undefined) this.#steps.goOn(Step.controls);
    if (this.#tabShown !== this.view && showTab(this.renderRoot)) this.#tabShown = this.view;
    const shown = this.series === undefined ? this.#source?.error : this.#shown.seriesError;
    this.reportError(this.#saveError ?? this.#parts.error ?? shown);
  }

  protected override render(): TemplateResult {
    return html`<section class="frame" aria-label=${this.heading || this.#words.title}>${this.#head} ${this.#body()}</section>`;
  }

  /** Looks of a part that came later, once. Not as an element: a strict page allows none. */
  #adopt(...styles: readonly CSSResult[]): void {
    const { adoptedStyleSheets: adopted } = this.renderRoot as ShadowRoot;
    for (const { styleSheet } of styles)
      if (styleSheet !== undefined && !adopted.includes(styleSheet)) adopted.push(styleSheet);
  }

  get #data(): ChartData | undefined {
    return this.#shown.data;
  }

  get #words(): ChartWords {
    return messages.in(this.scope.locale);
  }

  get #head(): TemplateResult | typeof nothing {
    const waits = this.#shown.state.kind === 'loading' && this.series === undefined;
    const number = 'meter' in this.#shown.state ? (this.#shown.state.meter?.meterNumber ?? null) : null;
    return head({ heading: this.heading ?? this.#words.title, number, waits, words: this.#words });
  }

  #body(): TemplateResult {
    const shown = this.#shown.state;
    if (shown.kind === 'ready' && this.#data !== undefined) return this.#chart(this.#data, shown);
    const { locale } = this.scope;
    const reader = shown.kind === 'loading' ? undefined : this.#parts.need(PARTS.reader);
    if (shown.kind === 'loading' || reader === undefined) return html`${this.#notes()} ${chartSkeleton(locale)}`;
    this.#adopt(...reader.styles);
    if (shown.kind === 'ready') return reader.noReadings(locale);
    return reader.stateOf(shown, locale, this.#source);
  }

  #chart(data: ChartData, shown: SourceState & { readonly kind: 'ready' }): TemplateResult {
    const range = this.#range.visible as TimeRange;
    const time = this.#shown.time;
    const { locale } = this.scope;
    const resolution = this.#shownResolution(data, range);
    const retry = () => this.#source?.retry();
    const steps = this.#steps;
    return html`${PARTS.reader.value?.noteAbove(shown, { nowMs: this.now(), locale, retry })} ${this.#notes()}
    ${steps.has(Step.controls) ? this.#tabs() : tabsPlace}
    ${steps.has(Step.numbers) ? numbers({ data, range, locale, time }) : numbersPlace(data.hasExport)}
    ${steps.has(Step.controls) ? this.#controls(data, range, resolution, time) : controlsPlace}
    <div id="stage" class="panel" role="tabpanel" aria-labelledby=${`tab-${this.#viewId}`}>
      ${steps.has(Step.model) ? this.#panel(data, range, resolution) : plotPlace}
    </div>
    ${steps.has(Step.words) ? foot({ data, range, locale, time, viewerZone: viewerZone() }) : linePlace}
    ${shown.below?.(locale)}`;
  }

  #tabs(): TemplateResult {
    return tabs({
      views: VIEWS.filter((each) => each.needsTariff !== true || this.tariff !== undefined),
      current: this.#viewId,
      locale: this.scope.locale,
      choose: (id) => this.#chooseView(id),
    });
  }

  #controls(data: ChartData, range: TimeRange, resolution: Resolution, time: TimeText): TemplateResult {
    const { locale } = this.scope;
    const view = this.#view;
    const hands = PARTS.hands.value;
    return controls({
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
        this.#range.remember();
      },
      menu: menu({
        words: this.#words,
        list: hands?.menuList({ locale, save: (kind) => this.save(kind), print: () => globalThis.print() }),
        opened: () => this.#plot.summon(),
      }),
      choosePreset: (preset) => this.#range.choose(preset),
      step: (direction) =>
        this.#range.show(stepRange(range, this.#range.preset, direction, data.calendar), this.#range.preset),
      chooseResolution: (chosen) => {
        this.resolution = chosen;
        this.#range.remember();
      },
      toggleTable: () => {
        this.table = !this.table;
      },
    });
  }

  #notes(): TemplateResult | typeof nothing {
    return notes({
      words: this.#words,
      saveFailed: this.#saveError !== null,
      partFailed: this.#parts.error !== null,
      retry: () => this.#parts.retry(),
    });
  }

  #panel(data: ChartData, range: TimeRange, resolution: Resolution): TemplateResult {
    const drawing = this.#draw(data, range, resolution);
    const { model } = drawing;
    const { extent } = data;
    const { locale } = this.scope;
    const picture = stage({
      locale,
      model,
      resolution,
      outside: range.endMs <= extent.startMs || range.startMs >= extent.endMs,
      named: this.#steps.has(Step.words),
      overview: extent.endMs - extent.startMs >= OVERVIEW_FROM_DAYS * DAY_MS,
      showAll: () => this.#range.choose('all'),
    });
    return html`${this.#pictureShown ? picture : nothing}${this.#tableShown ? this.#table(drawing) : nothing}`;
  }

  #table({ model, view, data, range, resolution, time }: Drawing): TemplateResult | typeof nothing {
    const module = this.#parts.need(PARTS.table);
    if (module === undefined) return nothing;
    this.#adopt(...module.styles);
    // Not of the end of the range: new readings are appended without turning the page.
    const rows = JSON.stringify([view.id, resolution, range.startMs, this.sort]);
    return module.table({
      locale: this.scope.locale,
      model,
      span: time.span(range),
      resolution: this.#words.resolutionName(resolution, data.source.slotMinutes),
      page: this.page?.rows === rows ? this.page.number : 0,
      sort: this.sort,
      turn: (number) => {
        this.page = { rows, number };
      },
      sortBy: (column) => {
        this.sort = module.nextSort(this.sort, column);
      },
    });
  }

  #shownResolution(data: ChartData, range: TimeRange): Resolution {
    const widthPx = this.#plot.width || this.clientWidth || FALLBACK_WIDTH_PX;
    return shownResolution(this.resolution, { data, range, view: this.#view, widthPx });
  }

  /** The view to show; one that cannot be shown gives way to the first. */
  get #viewId(): ViewId {
    const { id, needsTariff } = viewEntry(this.view);
    return needsTariff === true && this.tariff === undefined ? 'usage' : id;
  }

  get #pictureShown(): boolean {
    return !this.table || this.#view.withTable;
  }

  get #tableShown(): boolean {
    return this.table || this.#view.withTable;
  }

  get #plotInput(): Drawing | null {
    const shown =
      this.#shown.state.kind === 'ready' &&
      this.#data !== undefined &&
      this.#pictureShown &&
      this.#steps.has(Step.picture);
    return shown ? (this.#drawing ?? null) : null;
  }

  /** What is visible, and the plot's order to draw it. */
  #draw(data: ChartData, range: TimeRange, resolution: Resolution): Drawing {
    const { compare, channels, tariff } = this;
    const time = this.#shown.time;
    const { preset } = this.#range;
    const input = { view: this.#view, data, range, preset, resolution, time, compare, channels, tariff };
    this.#drawing = drawingOf(input, this.#drawing);
    return this.#drawing;
  }

  /** The person went: drops what was theirs. View, resolution and comparison are settings of the picture and stay. */
  #leave(): void {
    this.#drawing = this.page = undefined;
    this.#saveError = this.sort = null;
    this.#range.leave();
  }

  #chooseView(id: ViewId): void {
    if (id === this.#viewId) return;
    this.view = id;
    this.#range.remember();
    this.dispatchEvent(new ArcViewChangeEvent({ view: id }));
    this.#range.widen(viewEntry(id).least);
  }

  #open({ range }: Datum): void {
    if (!this.#range.opens(range)) return;
    if (this.#view.withTable) this.#chooseView('usage');
    this.#range.open(range);
  }

  #onCursor(datum: Datum | null): void {
    const values = Object.fromEntries((datum?.values ?? []).map((value) => [value.key, value.value]));
    const { startMs = null, endMs = null } = datum?.range ?? {};
    this.dispatchEvent(new ArcCursorChangeEvent({ startMs, endMs, values }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-interval-chart': ArcIntervalChartElement;
  }
}
