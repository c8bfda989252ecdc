import type { Calendar, TimeRange } from '@arc-elements/intervals';
import type { CalendarTick, TickUnit, TimeText } from '../text/time-text.ts';
import { calendarTicks, dayStarts } from './calendar-ticks.ts';
import type { Palette } from './palette.ts';
import type { Box, LinearScale } from './scale.ts';
import type { Surface } from './surface.ts';

const DAY_MS = 86_400_000;
const SATURDAY = 6;
/** Minimum width of a gap: a missing hour stays visible in a year. */
const MIN_GAP_PX = 3;

/** Distance of a label from its tick. */
const LABEL_PX = 4;

/** Width of bold text relative to the plain text that is measured. */
export const BOLD = 1.12;

/** What a time axis is made from. */
export interface TimeAxisInput {
  readonly range: TimeRange;
  readonly calendar: Calendar;
  readonly time: TimeText;
  /** Height of a line of axis text, CSS pixels. */
  readonly linePx: number;
  measure(text: string): number;
}

/** A label on a time axis. */
interface AxisLabel {
  readonly text: string;
  readonly x: number;
  readonly boundary: boolean;
}

/**
 * Labels of a time axis in two rows: those of fine ticks, and the day, month or year around them.
 */
export interface TimeAxis {
  readonly minor: readonly AxisLabel[];
  readonly major: readonly AxisLabel[];
  readonly linePx: number;
}

/** Lays out the labels of a time axis so that none overlaps the next. */
export function timeAxis(input: TimeAxisInput, scale: LinearScale, plot: Box): TimeAxis {
  const { range, time, calendar, linePx } = input;
  const ticks = calendarTicks(range, plot.width, Math.max(44, input.measure('00:00') + 18), calendar);
  const right = plot.x + plot.width;
  const minor: AxisLabel[] = [];
  let occupiedTo = Number.NEGATIVE_INFINITY;
  const hasMajor = ticks.major.length > 0;
  for (const tick of ticks.minor) {
    const x = scale.at(tick.ms);
    // The lower row names the day or month that begins here, so this label shows the time or day
    // number instead.
    const unit = fineUnit(tick.unit, ticks.major[0]?.unit);
    const text = time.tick({ ...tick, unit });
    const width = input.measure(text);
    const label = { text, x, boundary: hasMajor && unit !== tick.unit };
    if (x - 2 < occupiedTo || x + LABEL_PX + width > right + 1) {
      minor.push({ ...label, text: '' });
      continue;
    }
    occupiedTo = x + width + 8;
    minor.push(label);
  }
  return { minor, major: majorLabels(input, scale, plot, ticks.major), linePx };
}

/**
 * Names of the larger units, at their start or at the left edge. Where two would overlap, the wider
 * unit keeps its name.
 */
function majorLabels(
  { range, time, measure }: TimeAxisInput,
  scale: LinearScale,
  plot: Box,
  ticks: readonly CalendarTick[],
): readonly AxisLabel[] {
  const right = plot.x + plot.width;
  const labels: AxisLabel[] = [];
  let free = Number.NEGATIVE_INFINITY;
  let roomBefore = 0;
  for (const [index, tick] of ticks.entries()) {
    const x = Math.max(plot.x, scale.at(tick.ms));
    const next = ticks[index + 1];
    const room = (next === undefined ? right : scale.at(next.ms)) - x;
    const text = time.enclosing(tick.unit, Math.max(tick.ms, range.startMs));
    const plainWidth = measure(text);
    const width = plainWidth * BOLD;
    const boundary = tick.ms > range.startMs;
    const overlaps = x < free;
    if (overlaps && room > roomBefore && x + LABEL_PX + width <= right + 1) {
      const before = labels.pop();
      // The boundary stays; only the name is removed.
      if (before !== undefined) labels.push({ ...before, text: '' });
    } else if (overlaps || x + LABEL_PX + width > right + 1 || (plainWidth > room + 2 && ticks.length > 2)) {
      labels.push({ text: '', x, boundary });
      continue;
    }
    free = x + width + 8;
    roomBefore = room;
    labels.push({ text, x, boundary });
  }
  return labels;
}

// The lower row names the day, month or year that begins at a tick.
function fineUnit(unit: TickUnit, above: TickUnit | undefined): TickUnit {
  if (above === 'day' && unit === 'day') return 'hour';
  if (above === 'month' && unit === 'month') return 'day';
  if (above === 'year' && unit === 'year') return 'month';
  return unit;
}

/**
 * Draws hairlines where days, months or years meet. Drawn before the data, because a line across a
 * bar would look like two bars.
 */
export function drawBoundaries(surface: Surface, palette: Palette, axis: TimeAxis, plot: Box): void {
  surface.color(palette.border);
  for (const label of axis.major) {
    if (label.boundary) surface.box(label.x, plot.y, label.x, plot.y + plot.height);
  }
}

/** Draws the two rows of labels under the plot, with a tick at each label. */
export function drawTimeAxis(surface: Surface, palette: Palette, axis: TimeAxis, plot: Box): void {
  const bottom = plot.y + plot.height;
  surface.color(palette.border);
  for (const label of axis.minor) surface.box(label.x, bottom, label.x, bottom + (label.text === '' ? 3 : 5));
  for (const label of axis.major) {
    if (label.boundary) surface.box(label.x, bottom, label.x, bottom + 2 * axis.linePx + 6);
  }
  surface.color(palette.muted);
  for (const label of axis.minor) {
    if (label.text !== '') surface.text(label.text, label.x + LABEL_PX, bottom + 6 + axis.linePx / 2);
  }
  surface.color(palette.text);
  for (const label of axis.major) {
    if (label.text !== '') surface.text(label.text, label.x + LABEL_PX, bottom + 6 + axis.linePx * 1.5, { bold: true });
  }
}

/** Draws horizontal hairlines with their values on the left. */
export function drawValueAxis(
  surface: Surface,
  palette: Palette,
  plot: Box,
  scale: LinearScale,
  values: readonly number[],
  text: (value: number) => string,
): void {
  surface.color(palette.border);
  for (const value of values) {
    const y = scale.at(value);
    surface.box(plot.x, y, plot.x + plot.width, y);
  }
  surface.color(palette.muted);
  for (const value of values) surface.text(text(value), plot.x - 6, scale.at(value), { align: 'right' });
}

/** Shades Saturdays and Sundays where single days can be told apart. */
export function drawWeekends(
  surface: Surface,
  palette: Palette,
  range: TimeRange,
  calendar: Calendar,
  scale: LinearScale,
  plot: Box,
): void {
  const days = (range.endMs - range.startMs) / DAY_MS;
  if (days < 2 || days > 35) return;
  surface.color(palette.shade);
  for (const start of dayStarts(range, calendar)) {
    if (calendar.weekday(start) < SATURDAY) continue;
    const left = Math.max(plot.x, scale.at(start));
    const right = Math.min(plot.x + plot.width, scale.at(calendar.addDays(start, 1)));
    if (right > left) surface.box(left, plot.y, right, plot.y + plot.height);
  }
}

/**
 * Hatches gaps over the whole height, so that they are not taken for zero; a gap that is not
 * published yet is only framed.
 */
export function drawGaps(
  surface: Surface,
  palette: Palette,
  gaps: readonly (TimeRange & { readonly awaiting: boolean })[],
  scale: LinearScale,
  plot: Box,
): void {
  let drawnTo = Number.NEGATIVE_INFINITY;
  for (const gap of gaps) {
    const from = scale.at(gap.startMs);
    const to = scale.at(gap.endMs);
    const missing = Math.max(0, MIN_GAP_PX - (to - from)) / 2;
    const left = Math.max(from - missing, drawnTo);
    const right = to + missing;
    if (right - left < 0.5) continue;
    drawnTo = right;
    const box = { x: left, y: plot.y, width: right - left, height: plot.height };
    surface.color(palette.line);
    if (gap.awaiting) {
      surface.dottedFrame(box);
      continue;
    }
    surface.hatch(box);
    // A bar at the top keeps narrow gaps visible among bars.
    surface.box(left, plot.y, right, plot.y + 3);
  }
}
