import { html, nothing, type TemplateResult } from 'lit';
import { hasDataBeyond } from '../data/range.ts';
import { offeredResolutions } from '../data/resolution.ts';
import type { SourceController, SourceState } from '../data/source.ts';
import type { ExportKind } from '../export.ts';
import { type Change, type ChartState, INITIAL } from '../state.ts';
import { type Drawing, matchOffered } from '../views/drawing.ts';
import { VIEWS, type ViewEntry } from '../views/registry.ts';
import { foot } from './foot.ts';
import { numbers } from './numbers.ts';
import { options } from './options.ts';
import { ranges } from './ranges.ts';
import { stage } from './stage.ts';
import { tabs } from './tabs.ts';

const DAY_MS = 86_400_000;
/** Series of at least this many days get an overview. */
const OVERVIEW_FROM_DAYS = 90;

/** What a chart with data is made from. */
export interface ChartInput {
  readonly shown: SourceState & { readonly kind: 'ready' };
  readonly drawing: Drawing;
  readonly state: ChartState;
  /** Entry of the chosen tab. */
  readonly entry: ViewEntry;
  /** Module of the options; `undefined` while they are closed or not loaded. */
  readonly options: typeof import('./options-panel.ts') | undefined;
  /** Module of the table; `undefined` until needed and loaded. */
  readonly table: typeof import('./table.ts') | undefined;
  /** Module with the notes for incomplete readings; `undefined` until needed and loaded. */
  readonly states: typeof import('./states.ts') | undefined;
  /** Heading and meter. */
  readonly names: TemplateResult | typeof nothing;
  /** Messages about failures. */
  readonly notes: TemplateResult | typeof nothing;
  readonly source: SourceController;
  readonly nowMs: number;
  /** Start of the datum under the cursor, epoch ms; `null` without one. */
  cursorMs(): number | null;
  act(change: Change): void;
  save(kind: ExportKind): void;
}

/** Returns a chart with data: numbers, controls, picture or table, and facts about the data. */
export function chart(input: ChartInput): TemplateResult {
  const { shown, drawing, entry, act } = input;
  const { data, range, time, tariff } = drawing;
  const { locale } = time;
  return html`<header class="head">${input.names} ${numbers({ data, range, locale, time })}</header>
    ${input.states?.noteAbove(shown, { nowMs: input.nowMs, locale, retry: () => input.source.retry() })} ${input.notes}
    <div class="controls" part="controls">
      ${tabs({
        views: VIEWS.filter((each) => each.needsTariff !== true || tariff != null),
        current: entry.id,
        locale,
        choose: (view) => act({ kind: 'view', view }),
      })}
      ${ranges({
        locale,
        preset: drawing.preset,
        span: time.span(range),
        canGoBack: hasDataBeyond(range, -1, data.extent),
        canGoForward: hasDataBeyond(range, 1, data.extent),
        cursorMs: input.cursorMs,
        act,
      })}
      ${chartOptions(input)}
    </div>
    <div id="stage" class="panel" role="tabpanel" aria-labelledby=${`tab-${entry.id}`}>${pictureAndTable(input)}</div>
    ${foot({ data, range, locale, time })} ${shown.below?.(locale)}`;
}

function chartOptions(input: ChartInput): TemplateResult {
  const { drawing, entry, state, act, save } = input;
  const { data, view, resolution, time, words } = drawing;
  const chooses = view.minBarPx !== null;
  const panel = input.options?.optionsPanel({
    locale: time.locale,
    // Frameworks write `null` for what they do not set.
    resolution: chooses ? matchOffered(state.resolution, data.source) : null,
    shown: resolution,
    offered: offeredResolutions(data.source),
    slotMinutes: data.source.slotMinutes,
    compare: chooses && resolution === 'day' ? (state.compare ?? INITIAL.compare) : null,
    channels: chooses && data.hasExport ? (state.channels ?? INITIAL.channels) : null,
    table: entry.withTable ? null : Boolean(state.table),
    set: (values) => act({ kind: 'choose', values }),
    save,
  });
  return options({ words, open: state.options, panel, toggle: (open) => act({ kind: 'options', open }) });
}

function pictureAndTable({ drawing, entry, state, table, act }: ChartInput): TemplateResult {
  const { data, range, view, model, resolution, time, words } = drawing;
  const { extent } = data;
  const { locale } = time;
  const picture = stage({
    locale,
    model,
    resolution,
    outside: range.endMs <= extent.startMs || range.startMs >= extent.endMs,
    overview: extent.endMs - extent.startMs >= OVERVIEW_FROM_DAYS * DAY_MS,
    showAll: () => act({ kind: 'preset', preset: 'all', aroundMs: null }),
  });
  return html`${state.table && !entry.withTable ? nothing : picture}${table?.table({
    locale,
    model,
    caption:
      view.minBarPx === null
        ? `${words.views[entry.label]}, ${time.span(range)}`
        : words.tableCaption(time.span(range), words.resolutionName(resolution, data.source.slotMinutes)),
    page: state.page,
    sort: state.sort,
    act,
  })}`;
}
