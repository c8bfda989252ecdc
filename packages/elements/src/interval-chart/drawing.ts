import type { Alignment } from '@arc-elements/intervals';
import type { ChartData } from './chart-data.ts';
import { type RangePreset, sameRange, type TimeRange } from './core/range.ts';
import { chooseResolution, isResolution, offeredResolutions, type Resolution } from './core/resolution.ts';
import type { TimeText } from './core/time-text.ts';
import type { PlotInput } from './plot-controller.ts';
import type { ChartTariff, ChartView, CompareInput } from './views/view.ts';

/** Room that the labels of the value axis take, about; only the choice of a resolution uses it. */
const AXIS_PX = 40;

/** Everything a drawing is made from. */
export interface DrawingInput {
  readonly view: ChartView;
  readonly data: ChartData;
  readonly range: TimeRange;
  readonly preset: RangePreset | null;
  readonly resolution: Resolution;
  /** A new one whenever words or language changed. */
  readonly time: TimeText;
  readonly compare: Alignment | 'none';
  readonly channels: 'mirrored' | 'separate';
  readonly tariff: ChartTariff | undefined;
}

/** One drawing: what the plot needs, and what it was made from. */
export type Drawing = PlotInput & DrawingInput;

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

/** The resolution asked for, where the data have it; otherwise the finest whose bars have room on a picture of `widthPx`. */
export function shownResolution(
  asked: Resolution | 'auto',
  { data, range, view, widthPx }: Pick<DrawingInput, 'data' | 'range' | 'view'> & { readonly widthPx: number },
): Resolution {
  if (isResolution(asked) && offeredResolutions(data.source).includes(asked)) return asked;
  const minPx = view.minBarPx ?? undefined;
  // The net's stair over two directions needs room: on narrower bars its risers are all that is left to see.
  const roomPx = minPx !== undefined && data.hasExport ? 2 * minPx : minPx;
  return chooseResolution(range, widthPx - AXIS_PX, data.source, roomPx);
}

function sameInput(a: DrawingInput, b: DrawingInput): boolean {
  return (
    a.view === b.view &&
    a.data === b.data &&
    a.time === b.time &&
    a.resolution === b.resolution &&
    a.preset === b.preset &&
    a.compare === b.compare &&
    a.channels === b.channels &&
    a.tariff === b.tariff &&
    sameRange(a.range, b.range)
  );
}

/** True for a word that names an alignment of two periods. */
export function isAlignment(value: unknown): value is Alignment {
  return value === 'calendar-date' || value === 'weekday' || value === 'day-index';
}

/** A week or a month is held against the one before it, anything else against a year before. */
function compareInput({ compare, preset, range, data }: DrawingInput): CompareInput | null {
  if (!isAlignment(compare)) return null;
  const { calendar } = data;
  const { startMs } = range;
  const earlierMs =
    preset === 'month' ? calendar.addMonths(startMs, -1) : preset === 'week' ? calendar.addDays(startMs, -7) : null;
  return { alignment: compare, earlierFrom: earlierMs === null ? undefined : calendar.day(earlierMs) };
}
