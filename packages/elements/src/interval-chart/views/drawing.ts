import type { Alignment, TimeRange } from '@arc-elements/intervals';
import type { ChartData } from '../data/chart-data.ts';
import { type RangePreset, sameRange } from '../data/range.ts';
import {
  chooseResolution,
  isResolution,
  offeredResolutions,
  type Resolution,
  type ResolutionSource,
  typicalMs,
} from '../data/resolution.ts';
import type { TimeText } from '../text/time-text.ts';
import type { ChartWords } from '../text/words.ts';
import type { ChartTariff, ChartView, CompareInput, ViewModel } from './view.ts';

/** Approximate width of the value axis; used only to choose a resolution. */
const AXIS_PX = 40;

/** Everything a drawing is made from. */
export interface DrawingInput {
  readonly view: ChartView;
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly preset: RangePreset | null;
  readonly resolution: Resolution;
  readonly time: TimeText;
  /** A new object whenever words or language changed. */
  readonly words: ChartWords;
  readonly compare: Alignment | 'none';
  readonly channels: 'mirrored' | 'separate';
  readonly tariff: ChartTariff | null | undefined;
}

/** What is drawn, and what it was made from. */
export interface Drawing extends DrawingInput {
  readonly model: ViewModel;
}

/** The drawing of an input: the one before where nothing of it changed, so that nothing is computed or drawn twice. */
export function drawingOf(input: DrawingInput, before: Drawing | undefined): Drawing {
  if (before !== undefined && sameInput(input, before)) return before;
  const { view, data, range, resolution, time, channels, tariff } = input;
  const model = view.model({
    data,
    range,
    resolution,
    locale: time.locale,
    time,
    compare: compareInput(input),
    separate: channels === 'separate',
    tariff: tariff ?? null,
  });
  return { ...input, model };
}

/**
 * The resolution asked for, where the data have it; otherwise the finest whose bars have room on a picture of
 * `widthPx`.
 */
export function shownResolution(
  asked: Resolution | 'auto',
  { data, range, view, widthPx }: Pick<DrawingInput, 'data' | 'range' | 'view'> & { readonly widthPx: number },
): Resolution {
  const chosen = offeredAs(asked, data.source);
  if (chosen !== 'auto') return chosen;
  const minPx = view.minBarPx ?? undefined;
  // The net's stair over two directions needs room: on narrower bars its risers are all that is left to see.
  const roomPx = minPx !== undefined && data.hasExport ? 2 * minPx : minPx;
  return chooseResolution(range, widthPx - AXIS_PX, data.source, roomPx);
}

/** The offered resolution that is as wide as the one asked for: on hourly data, hours are slots. Otherwise `auto`. */
export function offeredAs(asked: Resolution | 'auto', source: ResolutionSource): Resolution | 'auto' {
  if (!isResolution(asked)) return 'auto';
  const offered = offeredResolutions(source);
  if (offered.includes(asked)) return asked;
  return offered.find((each) => typicalMs(each, source) === typicalMs(asked, source)) ?? 'auto';
}

function sameInput(a: DrawingInput, b: DrawingInput): boolean {
  return (
    a.view === b.view &&
    a.data === b.data &&
    a.time === b.time &&
    a.words === b.words &&
    a.resolution === b.resolution &&
    a.preset === b.preset &&
    a.compare === b.compare &&
    a.channels === b.channels &&
    a.tariff === b.tariff &&
    sameRange(a.range, b.range)
  );
}

/** Ways to match a day with a day of the earlier period. */
export const ALIGNMENTS: readonly Alignment[] = ['calendar-date', 'weekday', 'day-index'];

/** True for a word that names an alignment of two periods. */
export function isAlignment(value: unknown): value is Alignment {
  return (ALIGNMENTS as readonly unknown[]).includes(value);
}

/** Compares a week or month with the previous one, any other range with the year before. */
function compareInput({ compare, preset, range, data }: DrawingInput): CompareInput | null {
  if (!isAlignment(compare)) return null;
  const { calendar } = data;
  const { startMs } = range;
  const earlierMs =
    preset === 'month' ? calendar.addMonths(startMs, -1) : preset === 'week' ? calendar.addDays(startMs, -7) : null;
  return { alignment: compare, earlierFrom: earlierMs === null ? undefined : calendar.day(earlierMs) };
}
