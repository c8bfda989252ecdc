import { html, type PropertyValues, type TemplateResult } from 'lit';
import { LazyController } from '../controllers/lazy-controller.ts';
import { ArcBase } from '../internal/arc-base.ts';
import { LazyModule } from '../internal/lazy-module.ts';
import { messages as shared } from '../internal/messages.ts';
import { property } from '../internal/property.ts';
import { directionOf } from '../languages/locale-rules.ts';
import { ChartData } from './data/chart-data.ts';
import { type SeriesSource, SourceController, type SourceState } from './data/source.ts';
import { readPalette } from './draw/palette.ts';
import { dispatchChange, dispatchCursor } from './events/dispatch.ts';
import { expectations } from './expectations.ts';
import type { ExportKind } from './export.ts';
import { Plot } from './plot/plot.ts';
import { enqueue } from './plot/queue.ts';
import { FileSaver } from './save.ts';
import type { Settings } from './state.ts';
import { ChartStore } from './store.ts';
import styles from './styles/chart.styles.ts';
import type { Link } from './sync/link.ts';
import { loadIntl } from './text/intl.ts';
import { messages } from './text/words.ts';
import { body, laterStyles } from './ui/body.ts';
import { showTab } from './ui/tabs.ts';
import { CurrentDrawing } from './views/current.ts';
import type { ChartTariff, ViewId } from './views/view.ts';

const SYNC = new LazyModule(() => import('./sync/sync.ts'));

/**
 * Interval data of one meter: energy from and to the grid over time, with its gaps, in the meter's
 * own time. Shows `.series`, else the file at `src` or one that the person opened, else the
 * session's meter `meter-id` or its first active one. `updateComplete` settles when the picture is
 * drawn.
 *
 * @element arc-interval-chart
 * @fires {ArcRangeChangeEvent} arc-range-change - The person moved, zoomed or chose another range.
 * @fires {ArcCursorChangeEvent} arc-cursor-change - The pointer or the keyboard moved to another
 *   interval, or left.
 * @fires {ArcViewChangeEvent} arc-view-change - The person chose another view.
 * @fires {ArcErrorEvent} arc-error - The data could not be loaded, or `.series` is not a series.
 * @csspart frame - Everything, with border and padding.
 * @csspart title - Heading.
 * @csspart meter - Line with the number of the meter.
 * @csspart totals - Numbers of the visible range.
 * @csspart total-import - Imported energy; `data-kwh` has the exact number, empty when nothing was
 *   measured.
 * @csspart total-export - Exported energy; `data-kwh` as above. Only if something was exported.
 * @csspart total-net - Import minus export; `data-kwh` as above. Only with `total-export`.
 * @csspart total-peak - Highest average power; `data-kw`, and `data-start-ms` of its interval.
 * @csspart total-coverage - Share of the time that was measured; `data-share` from 0 to 1,
 *   `data-missing-minutes`.
 * @csspart views - Row of tabs; each is a part `view-` and its name.
 * @csspart controls - Tabs, range and options.
 * @csspart ranges - Group of range presets; each is a part `range-` and its name.
 * @csspart previous - Button to the range before.
 * @csspart next - Button to the range after.
 * @csspart range-label - The visible range in words.
 * @csspart options - Settings, table and saving; its part `options-button` opens it.
 * @csspart resolution - Choice of the width of a bar.
 * @csspart compare - Choice of an earlier period to compare with. Only if a bar is a day.
 * @csspart channels - Choice of how the two directions are drawn. Only if something is exported.
 * @csspart table-toggle - Button that switches between picture and table. Beside it are `save-csv`,
 *   `save-green-button`, `save-png`, `save-svg` and `print`.
 * @csspart plot - The picture; takes the keyboard.
 * @csspart canvas - The canvas in it.
 * @csspart readout - Box with the values under the cursor.
 * @csspart overview - Strip with the whole series, and a window around the visible range. Only from
 *   90 days on.
 * @csspart legend - Legend of the picture.
 * @csspart show-all - Button that shows all data, if the visible range has no readings.
 * @csspart announcement - Text for screen readers: the values under the cursor.
 * @csspart table-box - Scrolling box around the table.
 * @csspart table - The data of the visible range as a table.
 * @csspart sort - Head of a column, which sorts the rows by it.
 * @csspart pager - Pages of the table; its buttons are `page-first`, `page-previous`, `page-next`,
 *   `page-last`.
 * @csspart foot - Lines about the data: end, gaps, time zone.
 * @csspart data-through - End of the newest reading.
 * @csspart gaps - Number and length of gaps in the visible range; `data-count`,
 *   `data-missing-minutes`. Only with gaps.
 * @csspart unusable - Number of readings that are not usable numbers; `data-count`. Only if there
 *   are any.
 * @csspart zone - Time zone of all times.
 * @csspart viewer-zone - Time zone of the viewer. Only if it differs.
 * @csspart skeleton - Placeholder while loading.
 * @csspart empty - Message when there is nothing to show.
 * @csspart error - Message when loading failed.
 * @csspart stale - Note above older data.
 * @csspart collecting - Note above the readings while more are being collected.
 * @csspart retry - Button that retries what failed.
 * @csspart activate - Button that turns usage data on.
 * @csspart file - Name of the opened file, the choices made for it, and notes about it; below the
 *   chart.
 * @csspart file-choices - Answers about the file, each with a button that asks again.
 * @csspart file-notes - Notes about the file, collapsed at first.
 * @csspart file-questions - Questions about the file, in place of the chart.
 * @csspart file-continue - Button that submits the answers.
 * @csspart file-progress - Name of the file that is being read, if that takes longer.
 * @csspart file-cancel - Button that cancels reading the file or answering the questions.
 * @csspart file-reason - Why a file was refused, in English.
 * @csspart open-file - Button that opens a file.
 * @cssproperty [--arc-padding] - Padding of the frame; 0 for none.
 * @cssproperty [--arc-border-width=1px] - Border of the frame; 0 for none.
 * @cssproperty [--arc-gap=16px] - Space above and below the chart; 0 for none.
 * @cssproperty [--arc-interval-chart-height] - Height of the picture; by default it follows the
 *   width, and the screen of a phone.
 */
export class ArcIntervalChartElement extends ArcBase implements Settings {
  static override styles = styles;
  static override readonly catalogs = [shared, messages];
  static override readonly expectations = expectations;

  /** Meter of the session to show; empty shows its first active one. */
  @property({ attribute: 'meter-id' }) meterId = '';
  /** Heading; empty shows none, and absent shows the default one. */
  @property() heading: string | undefined = undefined;
  /**
   * The data: a series of `@arc-elements/intervals`, or
   * `{ startMs, stepMs, timeZone, importKwh, exportKwh?, … }`.
   */
  @property({ attribute: false }) series: SeriesSource | null | undefined = undefined;
  /**
   * Address of a file of meter data (Green Button, CSV, NEM12 and others) to show instead of a
   * session's meter.
   */
  @property() src = '';
  /**
   * IANA zone for files that name none; without it the person is asked, or UTC is used and named.
   */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Lets the person drop or choose a file. It is read in the browser and sent nowhere. */
  @property({ type: Boolean, attribute: 'accept-file' }) acceptFile = false;
  /**
   * The visible range: a preset, or (property) `{ startMs, endMs }` in epoch ms. Follows what the
   * person does.
   */
  @property() range: Settings['range'] = undefined;
  /**
   * The view: `usage`, `heatmap`, `average-day`, `duration`, `months`, or with `.tariff` also
   * `time-of-use`.
   */
  @property() view: ViewId = 'usage';
  /**
   * Width of a bar: `slot`, `hour`, `day`, `week`, `month`, or `auto` to follow the width of the
   * picture.
   */
  @property() resolution: Settings['resolution'] = 'auto';
  /**
   * Compare days with those before by `calendar-date`, `weekday` or `day-index`, where a bar is a
   * day; or `none`.
   */
  @property() compare: Settings['compare'] = 'none';
  /**
   * How two directions are drawn: `mirrored` about one zero line with the net, or `separate`, one
   * above the other.
   */
  @property() channels: Settings['channels'] = 'mirrored';
  /** Time-of-use bands, with prices if known; adds the view `time-of-use`. */
  @property({ attribute: false }) tariff: ChartTariff | null | undefined = undefined;
  /**
   * Name of a group: when the person changes the range of one chart, the others of the group
   * follow.
   */
  @property() group = '';
  /**
   * Name under which view and range are kept in the page's address (`#name=usage/month…`), which
   * wins over the properties.
   */
  @property() link = '';
  /** Shows the table instead of the picture. */
  @property({ type: Boolean, reflect: true }) table = false;

  #shown: SourceState = { kind: 'loading' };
  #data: ChartData | undefined;
  readonly #saver = new FileSaver();
  #link: Link | undefined;
  /** The view whose tab was scrolled to last; the first tab is always visible. */
  #tabShown: ViewId = 'usage';
  readonly #lazy = new LazyController(this);
  readonly #current = new CurrentDrawing(this.#lazy);
  readonly #store = new ChartStore(this);
  readonly #source = new SourceController(this, this.scope, this.#lazy, () => this.#leave());
  readonly #plot = new Plot(this, {
    drawing: () => (this.table && !this.#current.entry.withTable ? null : (this.#current.value ?? null)),
    act: (change) => this.#store.act(change),
    cursor: (datum) => dispatchCursor(this, datum),
    resized: (widthPx) => {
      if (this.#current.differsAt(widthPx, this.#store.state)) this.requestUpdate();
    },
  });

  constructor() {
    super();
    this.#store.subscribe((state, before) => dispatchChange(this, state, before));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An open panel listens to the document, which would keep the chart in memory.
    if (this.#store.state.options) this.#store.change({ kind: 'options', open: false });
  }

  /**
   * Saves the readings of the visible range as CSV, all readings as Green Button XML, or the
   * current view as a picture. Does nothing before there are data. A failure is shown and fires
   * `arc-error`.
   */
  async save(kind: ExportKind): Promise<void> {
    const { owner } = this.#source;
    const drawing = this.#current.value;
    const probe = this.renderRoot.querySelector('.palette');
    if (drawing === undefined || probe === null) return;
    const { fontFamily: family } = getComputedStyle(probe);
    const input = { ...drawing, palette: readPalette(probe), family, title: this.#title };
    await this.#saver.save(kind, input, () => this.#source.owner === owner);
    this.requestUpdate();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const arriving = (): unknown[] =>
      [this.#lazy.pending, this.#source.pending, this.#plot.pending].filter((each) => each !== undefined);
    let settled = await super.getUpdateComplete();
    for (let waits = arriving(); this.isUpdatePending || waits.length > 0; waits = arriving()) {
      await Promise.all(waits);
      settled = await super.getUpdateComplete();
    }
    return settled;
  }

  protected override scheduleUpdate(): undefined | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate();
    // In a task of its own, so that loading the tables of `Intl` does not add to the first render.
    void enqueue(loadIntl);
    return enqueue(() => super.scheduleUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const module = this.link || this.group ? this.#lazy.need(SYNC) : undefined;
    if (module !== undefined) this.#link ??= module.startSync(this, this.#store);
    // Waits for the address, because the chart would show another range first.
    const isLinked = !this.link || this.#link !== undefined || this.#lazy.error !== null;
    this.#shown = isLinked && this.isHydrated ? this.#source.state : { kind: 'loading' };
    const series = this.#shown.kind === 'ready' && this.#shown.series.length > 0 ? this.#shown.series : undefined;
    if (series !== this.#data?.series) this.#data = series && new ChartData(series);
    this.#store.sync(this.#data ?? null);
    this.#link?.update();
    const widthPx = this.#plot.width || this.clientWidth;
    this.#current.update(this.#data, this.#store.state, { locale: this.scope.locale, tariff: this.tariff, widthPx });
  }

  protected override updated(): void {
    if (this.#tabShown !== this.view && showTab(this.renderRoot)) this.#tabShown = this.view;
    this.reportError(this.#saver.error ?? this.#lazy.error ?? this.#current.error ?? this.#source.errorOf(this.#shown));
  }

  protected override render(): TemplateResult {
    const content = body({
      shown: this.#shown,
      source: this.#source,
      current: this.#current,
      state: this.#store.state,
      lazy: this.#lazy,
      locale: this.scope.locale,
      heading: this.heading ?? this.#title,
      saveFailed: this.#saver.error !== null,
      nowMs: this.now(),
      cursorMs: () => this.#plot.cursor?.range?.startMs ?? null,
      act: (change) => this.#store.act(change),
      save: (kind) => void this.save(kind),
    });
    this.addStyles(laterStyles());
    const { locale } = this.scope;
    return html`<div class="place" lang=${locale} dir=${directionOf(locale)}
      ><section class="frame rows" part="frame" aria-label=${this.#title}
        >${content}<i class="palette" aria-hidden="true"></i></section
      ></div
    >`;
  }

  get #title(): string {
    return this.heading || messages.in(this.scope.locale).title;
  }

  /** The person changed or signed out: drops errors and the chosen range. Other settings stay. */
  #leave(): void {
    this.#saver.error = null;
    this.#store.change({ kind: 'leave' });
    this.#link?.leave();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-interval-chart': ArcIntervalChartElement;
  }
}
