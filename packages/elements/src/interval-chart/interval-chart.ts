import type { ArcSession } from '@arc-elements/client';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ArcElement } from '../internal/arc-element.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { maskNumber } from '../internal/masks.ts';
import { empty, failed, staleNote } from '../internal/states.ts';
import { ChartData } from './chart-data.ts';
import {
  hasDataBeyond,
  isRangePreset,
  isTimeRange,
  presetRange,
  type RangePreset,
  sameRange,
  stepRange,
  type TimeRange,
} from './core/range.ts';
import { chooseResolution, isResolution, offeredResolutions, type Resolution } from './core/resolution.ts';
import { TimeText } from './core/time-text.ts';
import { ArcCursorChangeEvent } from './cursor-change-event.ts';
import styles from './interval-chart.styles.ts';
import { messages } from './messages.ts';
import { controls } from './parts/controls.ts';
import { foot } from './parts/foot.ts';
import { numbers } from './parts/numbers.ts';
import { chartSkeleton } from './parts/skeleton.ts';
import { table } from './parts/table.ts';
import { tabs } from './parts/tabs.ts';
import { PlotController, type PlotInput } from './plot-controller.ts';
import { ArcRangeChangeEvent } from './range-change-event.ts';
import { datumSentence } from './readout.ts';
import { type SeriesSource, SourceController, type SourceState } from './source.ts';
import { ArcViewChangeEvent } from './view-change-event.ts';
import { VIEWS, viewEntry } from './views/registry.ts';
import { usageView } from './views/usage.ts';
import type { ChartView, Datum, ViewId, ViewModel } from './views/view.ts';

const DAY_MS = 86_400_000;
/** Without a range of its own a chart shows everything up to about this many days, and the last year of anything longer. */
const ALL_UP_TO_DAYS = 400;

/**
 * Interval data of one meter: energy from and to the grid over time, with its gaps, in the meter's own time, as a picture, as text and as a table.
 *
 * Shows `.series` when it is set, without any session. Otherwise the session's meter `meter-id`, or its first active one.
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
 * @csspart total-export - Exported energy; `data-kwh` as above. Not there when export is not measured.
 * @csspart total-net - Import minus export; `data-kwh` as above.
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
 * @csspart table-toggle - Button between picture and table.
 * @csspart plot - The picture; takes the keyboard.
 * @csspart canvas - The canvas in it.
 * @csspart readout - Box with the values under the cursor.
 * @csspart legend - Key of the picture.
 * @csspart table - The data of the visible range as a table.
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

  /** Meter of the session to show; empty shows its first active one. */
  @property({ attribute: 'meter-id' }) meterId = '';
  /** Heading; empty shows none. */
  @property() heading: string = messages.title;
  /** The data themselves: a series of `@arc-elements/intervals`, or `{ startMs, stepMs, timeZone, importKwh, exportKwh?, netKwh? }`. */
  @property({ attribute: false }) series: SeriesSource | undefined;
  /** What is visible: a preset, or `{ startMs, endMs }` in epoch ms. As an attribute a preset only. Follows what the person does. */
  @property() range: RangePreset | TimeRange | undefined;
  /** What is drawn: `usage`, `heatmap`, `average-day`, `duration` or `months`. */
  @property() view: ViewId = 'usage';
  /** Width of a datum: `slot`, `hour`, `day`, `week`, `month`, or `auto` to follow the width of the picture. */
  @property() resolution: Resolution | 'auto' = 'auto';
  /** Show the table instead of the picture. */
  @property({ type: Boolean, reflect: true }) table = false;

  @state() private page = 0;
  @state() private activating = false;

  #data: ChartData | undefined;
  #state: SourceState = { kind: 'loading' };
  #visible: TimeRange | undefined;
  #preset: RangePreset | null = null;
  /** The value of `range` that `#visible` was made from, or that was set along with it. */
  #rangeSeen: RangePreset | TimeRange | undefined;
  #time: TimeText | undefined;
  /** The view on the screen; stays until another one has arrived. */
  #view: ChartView = usageView;
  #arriving: { readonly id: ViewId; readonly done: Promise<void> } | undefined;
  #viewError: ErrorLike | null = null;
  #drawing: (PlotInput & { readonly view: ChartView; readonly time: TimeText }) | undefined;
  #seriesError: ErrorLike | null = null;
  #actionError: ErrorLike | null = null;

  readonly #source = new SourceController(this);
  readonly #plot = new PlotController(this, {
    input: () =>
      this.#state.kind === 'ready' && this.#data !== undefined && !this.table ? (this.#drawing ?? null) : null,
    range: (range) => (range === 'all' ? this.#choosePreset('all') : this.#show(range, null)),
    cursor: (datum, spoken) => this.#onCursor(datum, spoken),
  });

  /** The session in use. For the parts of this element. */
  get currentSession(): ArcSession | undefined {
    return this.scope.session;
  }

  /** True when waiting will not bring a session. For the parts of this element. */
  get sessionMissing(): boolean {
    return this.scope.problem !== null;
  }

  /** Settles when the picture shows what was last asked for: drawing can ask for one more round, for the cursor or a new width. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let settled = await super.getUpdateComplete();
    while (this.isUpdatePending || this.#arriving !== undefined) {
      await this.#arriving?.done;
      settled = await super.getUpdateComplete();
    }
    return settled;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#takeView();
    this.#takeState();
    if (this.#state.kind === 'ready') this.#takeSeries(this.#state);
    else this.#data = undefined;
  }

  protected override updated(): void {
    const shown = this.#state;
    const error = shown.kind === 'failed' ? shown.error : shown.kind === 'ready' ? (shown.stale?.error ?? null) : null;
    this.reportError(this.#seriesError ?? this.#actionError ?? this.#viewError ?? error);
  }

  protected override render(): TemplateResult {
    return html`<section class="frame" aria-label=${this.heading || messages.title}>${this.#head()} ${this.#body()}</section>`;
  }

  #head(): TemplateResult | typeof nothing {
    const meter = 'meter' in this.#state ? this.#state.meter : undefined;
    const number = meter?.meterNumber ?? null;
    if (this.heading === '' && number === null) return nothing;
    return html`<header class="head">
      <div>
        ${this.heading === '' ? nothing : html`<h2 class="head__title" part="title">${this.heading}</h2>`}
        ${
          number !== null
            ? html`<p class="head__meter" part="meter">${messages.meter(maskNumber(number))}</p>`
            : this.#state.kind === 'loading'
              ? html`<p class="head__meter" aria-hidden="true">\u00a0</p>`
              : nothing
        }
      </div>
    </header>`;
  }

  #body(): TemplateResult {
    const shown = this.#state;
    switch (shown.kind) {
      case 'loading':
        return chartSkeleton();
      case 'no-session':
        return html`<div class="holder">${this.renderNoSession()}</div>`;
      case 'no-meter':
        return holder(empty({ icon: 'gauge', title: messages.noMeter, hint: messages.noMeterHint }));
      case 'not-activated':
        return holder(
          empty({
            icon: 'chart',
            title: messages.notActivated,
            hint: this.#actionError === null ? messages.notActivatedHint : messages.activateFailed,
            action: html`<button
              class="button button--primary"
              part="activate"
              type="button"
              aria-disabled=${this.activating ? 'true' : 'false'}
              @click=${() => this.#activate(shown.meter.id)}
            >${this.activating ? messages.activating : messages.activate}</button>`,
          }),
        );
      case 'in-progress':
        return holder(empty({ icon: 'clock', title: messages.inProgress, hint: messages.inProgressHint }));
      case 'not-supported':
        return holder(empty({ icon: 'minusCircle', title: messages.notSupported, hint: messages.notSupportedHint }));
      case 'failed':
        return holder(failed({ error: shown.error, retry: () => this.#source.retry() }));
      case 'ready':
        if (this.#data === undefined)
          return holder(empty({ icon: 'chart', title: messages.noReadings, hint: messages.noReadingsHint }));
        return this.#chart(this.#data, shown);
    }
  }

  #chart(data: ChartData, shown: SourceState & { readonly kind: 'ready' }): TemplateResult {
    const range = this.#visible as TimeRange;
    const time = this.#time as TimeText;
    const locale = this.scope.locale;
    const resolution = this.#shownResolution(data, range);
    const outside = range.endMs <= data.extent.startMs || range.startMs >= data.extent.endMs;
    return html`${
      shown.stale === null
        ? nothing
        : staleNote({ ...shown.stale, nowMs: this.now(), locale, retry: () => this.#source.retry() })
    }
    ${this.#viewError === null ? nothing : html`<p class="note is-bad" role="alert">${messages.viewFailed}</p>`}
    ${tabs({ views: VIEWS, current: viewEntry(this.view).id, choose: (view) => this.#chooseView(view) })}
    ${numbers({ data, range, locale, time })}
    ${controls({
      preset: this.#preset,
      span: time.span(range),
      canGoBack: hasDataBeyond(range, -1, data.extent),
      canGoOn: hasDataBeyond(range, 1, data.extent),
      resolution: this.#view.minBarPx === null ? null : this.resolution,
      shown: resolution,
      offered: offeredResolutions(data.source),
      slotMinutes: data.source.slotMinutes,
      table: this.#view.withTable ? null : this.table,
      choosePreset: (preset) => this.#choosePreset(preset),
      step: (direction) => this.#show(stepRange(range, this.#preset, direction, data.calendar), this.#preset),
      chooseResolution: (chosen) => {
        this.resolution = chosen;
        this.page = 0;
      },
      toggleTable: () => {
        this.table = !this.table;
        this.page = 0;
      },
    })}
    <div id="stage" class="panel" role="tabpanel" aria-labelledby=${`tab-${viewEntry(this.view).id}`}>
      ${this.#pictureShown ? this.#stage(data, range, resolution, outside) : nothing}
      ${this.table || this.#view.withTable ? this.#table(data, range, resolution) : nothing}
    </div>
    ${foot({ data, range, locale, time, viewerZone: viewerZone() })}`;
  }

  #stage(data: ChartData, range: TimeRange, resolution: Resolution, outside: boolean): TemplateResult {
    const model = this.#model(data, range, resolution);
    return html`<div class="stage">
        <div
          class="plot"
          part="plot"
          tabindex="0"
          role="application"
          aria-roledescription=${messages.plotRole}
          aria-label=${model.summary}
          aria-describedby="help"
          data-resolution=${resolution}
          data-gaps=${data.gaps(range).length}
          @keydown=${this.#onKey}
          @blur=${() => this.#plot.point(-1, false)}
        >
          <canvas part="canvas" aria-hidden="true"></canvas>
          <i class="ink" aria-hidden="true"></i>
          <div class="cursor" hidden></div>
          <div class="selection" hidden></div>
          <div class="readout" part="readout" aria-hidden="true" hidden>
            <div class="readout__title"></div>
            <div class="readout__list"></div>
            <div class="readout__note" hidden></div>
          </div>
        </div>
        ${
          outside
            ? html`<div class="nothing-here">
                <p class="muted">${messages.outside}</p>
                <button class="button" type="button" part="show-all" @click=${() => this.#choosePreset('all')}>${messages.showAll}</button>
              </div>`
            : nothing
        }
        <p class="visually-hidden" id="help">${messages.plotHelp}</p>
        <p class="visually-hidden announcement" role="status" aria-live="polite" part="announcement"></p>
      </div>
      <ul class="legend" part="legend">
        ${model.legend.map((item) => html`<li><span class="swatch" data-mark=${item.mark}></span>${item.label}</li>`)}
      </ul>`;
  }

  #table(data: ChartData, range: TimeRange, resolution: Resolution): TemplateResult {
    return table({
      model: this.#model(data, range, resolution),
      caption: messages.tableCaption(
        (this.#time as TimeText).span(range),
        messages.resolutionName(resolution, data.source.slotMinutes),
      ),
      page: this.page,
      turn: (page) => {
        this.page = page;
      },
    });
  }

  #takeView(): void {
    const { id, load } = viewEntry(this.view);
    if (this.#view.id === id || this.#arriving?.id === id) return;
    const done = load()
      .then((view) => {
        // A later choice wins over a slow one.
        if (viewEntry(this.view).id === id) this.#view = view;
        this.#viewError = null;
      })
      .catch((error: unknown) => {
        // A chunk that did not arrive: the view before stays, with a note, and choosing the tab again tries again.
        const message = error instanceof Error ? error.message : String(error);
        this.#viewError = { code: 'view-failed', message };
        this.view = this.#view.id;
      })
      .finally(() => {
        if (this.#arriving?.id === id) this.#arriving = undefined;
        this.requestUpdate();
      });
    this.#arriving = { id, done };
  }

  #chooseView(view: ViewId): void {
    if (view === this.view) return;
    this.view = view;
    this.page = 0;
    this.dispatchEvent(new ArcViewChangeEvent({ view }));
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

  #takeSeries({ series }: SourceState & { readonly kind: 'ready' }): void {
    if (series.length === 0) {
      this.#data = undefined;
      return;
    }
    const locale = this.scope.locale;
    const fresh = this.#data?.series !== series;
    if (fresh || this.#data === undefined) this.#data = new ChartData(series);
    const data = this.#data;
    if (this.#time?.locale !== locale || this.#time.timeZone !== data.calendar.timeZone) {
      this.#time = new TimeText(locale, data.calendar.timeZone);
    }
    if (this.range !== this.#rangeSeen || this.#visible === undefined) this.#takeRange(data);
    else if (fresh) this.#keepRange(data);
  }

  #takeRange(data: ChartData): void {
    this.#rangeSeen = this.range;
    this.page = 0;
    if (isTimeRange(this.range)) {
      this.#preset = null;
      this.#visible = { startMs: this.range.startMs, endMs: this.range.endMs };
      return;
    }
    const days = (data.extent.endMs - data.extent.startMs) / DAY_MS;
    this.#preset = isRangePreset(this.range) ? this.range : days <= ALL_UP_TO_DAYS ? 'all' : 'year';
    this.#visible = presetRange(this.#preset, lastKnownMs(data), data.extent, data.calendar);
  }

  // New data under the same range: everything stays everything, any other range stays where it is unless the data have left it.
  #keepRange(data: ChartData): void {
    const visible = this.#visible as TimeRange;
    const outside = visible.endMs <= data.extent.startMs || visible.startMs >= data.extent.endMs;
    if (this.#preset !== null && (this.#preset === 'all' || outside)) {
      this.#visible = presetRange(this.#preset, lastKnownMs(data), data.extent, data.calendar);
    }
  }

  #shownResolution(data: ChartData, range: TimeRange): Resolution {
    const offered = offeredResolutions(data.source);
    if (isResolution(this.resolution) && offered.includes(this.resolution)) return this.resolution;
    const width = this.#plot.width || this.clientWidth || 640;
    return chooseResolution(range, width - 40, data.source, this.#view.minBarPx ?? usageView.minBarPx ?? 2);
  }

  get #pictureShown(): boolean {
    return !this.table || this.#view.withTable;
  }

  /** The model of what is visible, and the plot's order to draw it; made again only when something of it changed. */
  #model(data: ChartData, range: TimeRange, resolution: Resolution): ViewModel {
    const locale = this.scope.locale;
    const time = this.#time as TimeText;
    const known = this.#drawing;
    if (
      known !== undefined &&
      known.view === this.#view &&
      known.data === data &&
      known.time === time &&
      known.resolution === resolution &&
      sameRange(known.range, range)
    ) {
      return known.model;
    }
    const model = this.#view.model({ data, range, resolution, locale, time });
    this.#drawing = { view: this.#view, data, range, resolution, time, model };
    return model;
  }

  #choosePreset(preset: RangePreset): void {
    const data = this.#data;
    if (data === undefined) return;
    const visible = this.#visible as TimeRange;
    // A shorter range opens where the person looks: at the cursor, else at the end of what is visible.
    const around = this.#plot.cursor?.range?.startMs ?? Math.min(visible.endMs - 1, lastKnownMs(data));
    this.#show(presetRange(preset, around, data.extent, data.calendar), preset);
  }

  #show(range: TimeRange, preset: RangePreset | null): void {
    const before = this.#visible;
    const unchanged = before !== undefined && sameRange(before, range) && this.#preset === preset;
    if (unchanged) return;
    this.#visible = range;
    this.#preset = preset;
    this.page = 0;
    this.#rangeSeen = range;
    this.range = range;
    this.dispatchEvent(new ArcRangeChangeEvent({ startMs: range.startMs, endMs: range.endMs, preset }));
  }

  #onCursor(datum: Datum | null, spoken: boolean): void {
    if (spoken) this.#announce(datum === null ? '' : datumSentence(datum));
    const values = Object.fromEntries((datum?.values ?? []).map((value) => [value.key, value.value]));
    this.dispatchEvent(
      new ArcCursorChangeEvent({ startMs: datum?.range?.startMs ?? null, endMs: datum?.range?.endMs ?? null, values }),
    );
  }

  // By hand: the cursor moves with every key, and nothing else of the element depends on it.
  #announce(text: string): void {
    const region = this.renderRoot.querySelector('.announcement');
    if (region !== null) region.textContent = text;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#plot.key(event)) event.preventDefault();
  };

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

function holder(content: TemplateResult): TemplateResult {
  return html`<div class="holder">${content}</div>`;
}

/** Where a range opens when nothing else says: at the newest reading, not in the days that are still to come. */
function lastKnownMs(data: ChartData): number {
  return (data.lastReadingMs ?? data.extent.endMs) - 1;
}

function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

declare global {
  interface HTMLElementTagNameMap {
    'arc-interval-chart': ArcIntervalChartElement;
  }
}
