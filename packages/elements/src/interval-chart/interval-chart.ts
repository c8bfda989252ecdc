import { type CSSResult, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { LazyController } from '../controllers/lazy-controller.ts';
import { ArcBase } from '../internal/arc-base.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { type Expectations, oneOf, timeZone } from '../internal/expectations.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { messages as shared } from '../internal/messages.ts';
import { ChartData } from './data/chart-data.ts';
import { RANGE_PRESETS } from './data/range.ts';
import { RESOLUTIONS } from './data/resolution.ts';
import { isPartial, type SeriesSource, SourceController, type SourceState } from './data/source.ts';
import { tellChange, tellCursor } from './events/tell.ts';
import type { ExportKind } from './export.ts';
import { Plot } from './plot/plot.ts';
import { canOpen, type Settings } from './state.ts';
import { ChartStore } from './store.ts';
import styles from './styles/chart.styles.ts';
import { RangeGroup } from './sync/group.ts';
import { Link } from './sync/link.ts';
import { messages } from './text/words.ts';
import { chart } from './ui/chart.ts';
import { head } from './ui/head.ts';
import { notes } from './ui/notes.ts';
import { chartSkeleton } from './ui/skeleton.ts';
import { showTab } from './ui/tabs.ts';
import { CurrentDrawing } from './views/current.ts';
import { ALIGNMENTS } from './views/drawing.ts';
import { VIEWS } from './views/registry.ts';
import type { ChartTariff, Datum, ViewId } from './views/view.ts';

const TABLE = new LazyModule(() => import('./ui/table.ts'));
/** What is said where there are no readings, or not all of them. */
const STATES = new LazyModule(() => import('./ui/states.ts'));

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
 * @csspart frame - Everything, with border and padding.
 * @csspart title - Heading.
 * @csspart meter - Line with the number of the meter.
 * @csspart totals - Numbers of the visible range.
 * @csspart total-import - Imported energy; `data-kwh` has the exact number, empty when nothing was measured.
 * @csspart total-export - Exported energy; `data-kwh` as above. Not there when export is not measured, or never more than zero.
 * @csspart total-net - Import minus export; `data-kwh` as above. There when `total-export` is.
 * @csspart total-peak - Highest average power; `data-kw`, and `data-start-ms` of its interval.
 * @csspart total-coverage - Share of the time that was measured; `data-share` from 0 to 1, `data-missing-minutes`.
 * @csspart views - Row of tabs; each is a part `view-usage`, `view-heatmap`, `view-average-day`, `view-duration`, `view-months`.
 * @csspart controls - Tabs, range and options.
 * @csspart ranges - Group of range presets; each is a part `range-day`, `range-week`, `range-month`, `range-year`, `range-all`.
 * @csspart previous - Button to the range before.
 * @csspart next - Button to the range after.
 * @csspart range-label - The visible range in words.
 * @csspart options - What few people change; its button is `options-button`.
 * @csspart resolution - Choice of the width of a bar.
 * @csspart compare - Choice of an earlier period to compare with. There where a bar is a day.
 * @csspart channels - Choice of how the two directions are drawn. There where something is exported.
 * @csspart table-toggle - Button between picture and table. Saving is `save-csv`, `save-green-button`, `save-png`, `save-svg`, `print`.
 * @csspart plot - The picture; takes the keyboard.
 * @csspart canvas - The canvas in it.
 * @csspart readout - Box with the values under the cursor.
 * @csspart overview - Strip with everything there is, and a window on what is visible. There from 90 days on.
 * @csspart legend - Key of the picture.
 * @csspart show-all - Button where the visible range has no readings.
 * @csspart table - The data of the visible range as a table.
 * @csspart sort - Head of a column: orders the rows by it.
 * @csspart pager - Pages of the table.
 * @csspart foot - Lines about the data: how far they go, gaps, time zone.
 * @csspart gaps - Number and length of gaps in the visible range; `data-count`, `data-missing-minutes`. Not there without gaps.
 * @csspart unusable - How many readings are no usable numbers; `data-count`. Not there without any.
 * @csspart zone - Whose clock the times are.
 * @csspart viewer-zone - Shown when the viewer's own zone differs.
 * @csspart skeleton - Placeholder while loading.
 * @csspart empty - Message when there is nothing to show.
 * @csspart error - Message when loading failed.
 * @csspart stale - Strip over older data.
 * @csspart collecting - Strip over readings while more are being collected.
 * @csspart retry - Button that tries again.
 * @csspart activate - Button that turns usage data on.
 * @csspart file - Under the chart of a file: which it is, what was chosen, what to know about it.
 * @csspart file-choices - What was chosen for the file, each with a button that asks again.
 * @csspart file-notes - What the receipt of the file notes, to be opened.
 * @csspart file-questions - What a file leaves open, in place of the chart.
 * @csspart file-continue - Button that answers.
 * @csspart file-progress - Says which file is being read, when that takes longer.
 * @csspart file-cancel - Button that gives reading, or the questions, up.
 * @csspart file-reason - Why a file was refused, in English.
 * @csspart open-file - Button that opens a file.
 * @cssproperty [--arc-interval-chart-height] - Height of the picture; by default it follows the width, and the screen of a phone.
 */
export class ArcIntervalChartElement extends ArcBase implements Settings {
  static override styles = styles;
  static override readonly catalogs = [shared, messages];
  static override readonly expectations: Expectations = {
    range: oneOf(...RANGE_PRESETS),
    view: oneOf(...VIEWS.map(({ id }) => id)),
    resolution: oneOf('auto', ...RESOLUTIONS),
    compare: oneOf('none', ...ALIGNMENTS),
    channels: oneOf('mirrored', 'separate'),
    'time-zone': timeZone,
  };

  /** Meter of the session to show; empty shows its first active one. */
  @property({ attribute: 'meter-id' }) meterId = '';
  /** Heading; empty shows none, and absent shows the usual one. */
  @property() heading: string | undefined;
  /** The data themselves: a series of `@arc-elements/intervals`, or `{ startMs, stepMs, timeZone, importKwh, exportKwh?, netKwh? }`. */
  @property({ attribute: false }) series: SeriesSource | null | undefined;
  /** Address of a file of meter data (Green Button XML, CSV, NEM12, interval JSON and others) to show instead of a session's meter. */
  @property() src = '';
  /** IANA zone for files that do not name theirs, whose own zone comes first; without it the person is asked, or UTC is taken and said. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Let the person drop or choose a file of their own. It is read in the browser and sent nowhere. What it leaves open is asked in the chart. */
  @property({ type: Boolean, attribute: 'accept-file' }) acceptFile = false;
  /** What is visible: a preset, or `{ startMs, endMs }` in epoch ms. As an attribute a preset only. Follows what the person does. */
  @property() range: Settings['range'];
  /** What is drawn: `usage`, `heatmap`, `average-day`, `duration`, `months`, or with `.tariff` also `time-of-use`. */
  @property() view: ViewId = 'usage';
  /** Width of a datum: `slot`, `hour`, `day`, `week`, `month`, or `auto` to follow the width of the picture. */
  @property() resolution: Settings['resolution'] = 'auto';
  /**
   * Hold days against an earlier period (the week or month before, else a year before), by `calendar-date`, `weekday` or `day-index`; `none`
   * does not. Seen in the usage view where a bar is a day.
   */
  @property() compare: Settings['compare'] = 'none';
  /** How the usage view draws the two directions: `mirrored` about one zero line with the net, or `separate`, one above the other. */
  @property() channels: Settings['channels'] = 'mirrored';
  /** Time-of-use bands, with prices if known; adds the view `time-of-use`. */
  @property({ attribute: false }) tariff: ChartTariff | null | undefined;
  /** Charts on the page with the same name here show the same range: what the person does in one, the others follow. */
  @property() group = '';
  /**
   * Name under which view and range are kept in the fragment of the page's address (`#name=usage/month…`), so that a link or a reload shows the
   * same; what is there wins over `view` and `range`. Other names in the fragment are left as they are, and so is one that is no list of names.
   */
  @property() link = '';
  /** Show the table instead of the picture. */
  @property({ type: Boolean, reflect: true }) table = false;

  #shown: SourceState = { kind: 'loading' };
  #data: ChartData | undefined;
  #saveError: ErrorLike | null = null;
  readonly #lazy = new LazyController(this);
  readonly #current = new CurrentDrawing(this.#lazy);
  readonly #store = new ChartStore(this);
  readonly #link = new Link(this, this.#store, () => this.link);
  readonly #source = new SourceController(this, this.scope, this.#lazy, () => this.#leave());
  readonly #plot = new Plot(this, {
    drawing: () => (this.table && !this.#current.view.withTable ? null : (this.#current.value ?? null)),
    act: (change) => this.#store.act(change),
    open: (datum) => this.#open(datum),
    cursor: (datum) => tellCursor(this, datum),
    resized: (widthPx) => {
      if (this.#current.differsAt(widthPx, this.#store.state)) this.requestUpdate();
    },
  });

  constructor() {
    super();
    new RangeGroup(this, this.#store, () => this.group);
    this.#store.subscribe((state, before) => tellChange(this, state, before));
  }

  /**
   * Saves what is shown as a file: the readings of the visible range as CSV, all readings as Green Button XML, or the current view as a picture.
   * Does nothing before there are data. A failure is shown and fires `arc-error`.
   */
  async save(kind: ExportKind): Promise<void> {
    const { owner } = this.#source;
    const { palette, family } = this.#plot;
    const drawing = this.#current.value;
    if (drawing === undefined || palette === undefined) return;
    this.#saveError = null;
    try {
      const { exportChart, download } = await import('./export.ts');
      const file = await exportChart(kind, { ...drawing, palette, family, title: this.#title });
      // Whose readings these are may have gone meanwhile.
      if (this.#source.owner === owner) download(file);
    } catch (error) {
      this.#saveError = { code: 'save-failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.requestUpdate();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const arriving = (): unknown[] =>
      [this.#lazy.arriving, this.#source.arriving, this.#plot.arriving].filter((each) => each !== undefined);
    let settled = await super.getUpdateComplete();
    for (let waits = arriving(); this.isUpdatePending || waits.length > 0; waits = arriving()) {
      await Promise.all(waits);
      settled = await super.getUpdateComplete();
    }
    return settled;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#shown = this.#source.state;
    const series = this.#shown.kind === 'ready' && this.#shown.series.length > 0 ? this.#shown.series : undefined;
    if (series !== this.#data?.series) this.#data = series && new ChartData(series);
    this.#store.follow(this.#data ?? null);
    this.#link.follow();
    const widthPx = this.#plot.width || this.clientWidth;
    this.#current.update(this.#data, this.#store.state, { locale: this.scope.locale, tariff: this.tariff, widthPx });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('view')) showTab(this.renderRoot);
    this.reportError(this.#saveError ?? this.#lazy.error ?? this.#source.error);
  }

  protected override render(): TemplateResult {
    return html`<section class="frame rows" part="frame" aria-label=${this.#title}>${this.#body()}</section>`;
  }

  #body(): TemplateResult {
    const shown = this.#shown;
    const { locale } = this.scope;
    const words = messages.in(locale);
    const number = ('meter' in shown && shown.meter?.meterNumber) || null;
    const names = head({ heading: this.heading ?? words.title, number, words });
    const failed = notes({
      words,
      saveFailed: this.#saveError !== null,
      partFailed: this.#lazy.error !== null,
      retry: () => this.#lazy.retry(),
    });
    const { value: drawing, entry, view } = this.#current;
    if (shown.kind !== 'ready' || drawing === undefined) {
      const content = shown.kind === 'loading' ? undefined : this.#part(STATES)?.stateOf(shown, locale, this.#source);
      return html`<header class="head">${names}</header> ${failed} ${content ?? chartSkeleton(locale)}`;
    }
    return chart({
      shown,
      drawing,
      entry,
      names,
      notes: failed,
      state: this.#store.state,
      table: this.table || view.withTable ? this.#part(TABLE) : undefined,
      states: isPartial(shown) ? this.#part(STATES) : undefined,
      nowMs: this.now(),
      retry: () => this.#source.retry(),
      cursorMs: () => this.#plot.cursor?.range?.startMs ?? null,
      act: (change) => this.#store.act(change),
      save: (kind) => void this.save(kind),
    });
  }

  get #title(): string {
    return this.heading || messages.in(this.scope.locale).title;
  }

  /** A part of the page with its style sheet, which goes the way that a strict page allows: not as an element. */
  #part<T extends { readonly styles: CSSResult }>(lazy: LazyModule<T>): T | undefined {
    const module = this.#lazy.need(lazy);
    const { adoptedStyleSheets: adopted } = this.renderRoot as ShadowRoot;
    const sheet = module?.styles.styleSheet;
    if (sheet !== undefined && !adopted.includes(sheet)) adopted.push(sheet);
    return module;
  }

  #open({ range }: Datum): void {
    if (!canOpen(this.#store.state, range)) return;
    if (this.#current.view.withTable) this.#store.act({ kind: 'view', view: 'usage' });
    this.#store.act({ kind: 'open', range });
  }

  /** The person went: drops what was theirs. View, resolution and comparison are settings of the picture and stay. */
  #leave(): void {
    this.#saveError = null;
    this.#store.change({ kind: 'leave' });
    this.#link.leave();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-interval-chart': ArcIntervalChartElement;
  }
}
