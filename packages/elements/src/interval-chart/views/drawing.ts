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

/** What a drawing is made from. */
export interface DrawingInput {
  readonly view: ChartView;
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly preset: RangePreset | null;
  readonly resolution: Resolution;
  readonly time: TimeText;
  /** Texts; a new object whenever texts or language change. */
  readonly words: ChartWords;
  readonly compare: Alignment | 'none';
  readonly channels: 'mirrored' | 'separate';
  readonly tariff: ChartTariff | null | undefined;
}

/** A model, and what it was made from. */
export interface Drawing extends DrawingInput {
  readonly model: ViewModel;
}

/**
 * Returns the drawing of an input: the previous one if nothing changed, so that nothing is computed
 * or drawn twice.
 */
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
 * Returns the chosen resolution if the data have it; otherwise the finest one whose bars have room
 * on a picture of `widthPx`.
 */
export function shownResolution(
  asked: Resolution | 'auto',
  { data, range, view, widthPx }: Pick<DrawingInput, 'data' | 'range' | 'view'> & { readonly widthPx: number },
): Resolution {
  const chosen = matchOffered(asked, data.source);
  if (chosen !== 'auto') return chosen;
  const minPx = view.minBarPx ?? undefined;
  // On narrower bars, the vertical lines of the net would cover the bars of both directions.
  const roomPx = minPx !== undefined && data.hasExport ? 2 * minPx : minPx;
  return chooseResolution(range, widthPx - AXIS_PX, data.source, roomPx);
}

/**
 * Returns the offered resolution of the same width as the chosen one, such as slots for hours of
 * hourly data; `auto` if there is none.
 */
export function matchOffered(asked: Resolution | 'auto', source: ResolutionSource): Resolution | 'auto' {
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

/** Ways to match days with days of an earlier period. */
export const ALIGNMENTS: readonly Alignment[] = ['calendar-date', 'weekday', 'day-index'];

/** Returns true for the name of an alignment. */
export function isAlignment(value: unknown): value is Alignment {
  return (ALIGNMENTS as readonly unknown[]).includes(value);
}

/**
 * Returns the earlier period: the week or month before, or the year before any other range; `null`
 * without a comparison.
 */
function compareInput({ compare, preset, range, data }: DrawingInput): CompareInput | null {
  if (!isAlignment(compare)) return null;
  const { calendar } = data;
  const { startMs } = range;
  const earlierMs =
    preset === 'month' ? calendar.addMonths(startMs, -1) : preset === 'week' ? calendar.addDays(startMs, -7) : null;
  return { alignment: compare, earlierFrom: earlierMs === null ? undefined : calendar.day(earlierMs) };
}
