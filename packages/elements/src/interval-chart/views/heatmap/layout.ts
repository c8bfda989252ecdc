import { ABSENT, AWAITING, ESTIMATED, type Heatmap, type TimeRange } from '@arc-elements/intervals';
import { drawTimeAxis, type TimeAxis, timeAxis } from '../../draw/layers.ts';
import type { Palette } from '../../draw/palette.ts';
import { type Box, type LinearScale, linearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import type { ChartWords } from '../../text/words.ts';
import type { Frame, Scene, ViewInput } from '../view.ts';
import { plotTop } from '../view-base.ts';

/** Number of colours of each direction; more could not be told apart in small cells. */
const SHADES = 24;

/** One cell; cells are in order of time. */
export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly startMs: number;
  /** Index in `map.repeated` for the second occurrence of a local time; -1 otherwise. */
  readonly repeat: number;
}

/** What the picture is drawn from. */
export interface HeatmapData {
  readonly input: ViewInput;
  readonly words: ChartWords;
  readonly map: Heatmap;
  readonly cells: readonly Cell[];
  /** True with exports: the scale then has two ends. */
  readonly diverging: boolean;
  /** kW at the end of the colour scale. */
  readonly topKw: number;
  /** Returns the index of the datum nearest to a cell of the grid. */
  at(row: number, column: number): number;
  /** Returns the kW of a cell of the grid; NaN if unknown. */
  kwAt(index: number): number;
}

/** One column of cells per day, with midnight at the top. */
export class HeatmapScene implements Scene {
  readonly plot: Box;
  readonly time: LinearScale;
  readonly #model: HeatmapData;
  readonly #axis: TimeAxis;
  readonly #dayPx: number;
  readonly #rowPx: number;
  readonly #linePx: number;

  constructor(model: HeatmapData, frame: Frame) {
    this.#model = model;
    const { map, input } = model;
    const { width, height, linePx } = frame;
    this.#linePx = linePx;
    const gutter = Math.ceil(frame.measure(input.time.minuteOfDay(22 * 60)) + 12);
    this.plot = {
      x: gutter,
      y: plotTop(frame),
      width: Math.max(20, width - gutter - 1),
      height: Math.max(40, height - plotTop(frame) - 2 * linePx - 12),
    };
    const range = this.#days();
    this.time = linearScale([range.startMs, range.endMs], [this.plot.x, this.plot.x + this.plot.width]);
    const axis = {
      range,
      calendar: input.data.calendar,
      time: input.time,
      linePx,
      measure: (text: string) => frame.measure(text),
    };
    this.#axis = timeAxis(axis, this.time, this.plot);
    this.#dayPx = this.plot.width / Math.max(1, map.rows);
    this.#rowPx = this.plot.height / map.columns;
  }

  paint(surface: Surface, palette: Palette): void {
    const { map, topKw, diverging } = this.#model;
    surface.color(palette.muted);
    const { unitNetPower, unitPower } = this.#model.words;
    surface.text(diverging ? unitNetPower : unitPower, 0, this.#linePx / 2, { maxPx: surface.width });
    const byShade: number[][] = Array.from({ length: 2 * SHADES + 1 }, () => []);
    const missing: number[] = [];
    const awaiting: number[] = [];
    const estimated: number[] = [];
    const exported: number[] = [];
    for (let i = 0; i < map.quality.length; i++) {
      const quality = map.quality[i] as number;
      if (quality === ABSENT) continue;
      const kw = this.#model.kwAt(i);
      if (Number.isNaN(kw)) {
        (quality === AWAITING ? awaiting : missing).push(i);
        continue;
      }
      byShade[SHADES + Math.round(Math.max(-1, Math.min(1, kw / topKw)) * SHADES)]?.push(i);
      if (diverging && kw < 0) exported.push(i);
      if (quality === ESTIMATED) estimated.push(i);
    }
    for (const [shade, cells] of byShade.entries()) {
      if (cells.length === 0) continue;
      surface.color(shadeOf(palette, shade - SHADES, diverging));
      for (const i of cells) this.#fill(surface, i);
    }
    // A hatch tells the two ends of the scale apart without colour. Its lines have the colour of
    // the page, so that they stand out most where most is exported.
    surface.color(palette.background);
    for (const run of runsOf(exported, map.columns)) surface.hatch(this.#runBox(run), true);
    // The colour shows the value, so only dots can mark an estimate.
    surface.color(palette.text);
    for (const run of runsOf(estimated, map.columns)) surface.dots(this.#runBox(run));
    surface.color(palette.line);
    for (const i of missing) surface.hatch(this.#cellBox(Math.floor(i / map.columns), i % map.columns));
    for (const run of runsOf(awaiting, map.columns)) surface.dottedFrame(this.#runBox(run));
    this.#paintRepeated(surface, palette);
    this.#paintAxes(surface, palette);
  }

  indexAt(x: number, y: number): number {
    const { map } = this.#model;
    const row = Math.floor((x - this.plot.x) / this.#dayPx);
    const column = Math.floor((y - this.plot.y) / this.#rowPx);
    if (row < 0 || row >= map.rows || column < 0 || column >= map.columns) return -1;
    if (map.quality[row * map.columns + column] === ABSENT) return -1;
    const index = this.#model.at(row, column);
    const next = this.#model.cells[index + 1];
    // The right half of a cell is the second occurrence of its local time.
    const second = x - this.plot.x - row * this.#dayPx > this.#dayPx / 2;
    return second && next !== undefined && next.repeat >= 0 && next.row === row && next.column === column
      ? index + 1
      : index;
  }

  mark(index: number): Box {
    const cell = this.#model.cells[index] as Cell;
    const box = this.#cellBox(cell.row, cell.column);
    return cell.repeat < 0 ? box : { ...box, x: box.x + box.width / 2, width: box.width / 2 };
  }

  #days(): TimeRange {
    const { map, input } = this.#model;
    if (map.rows === 0) return input.range;
    const last = map.dayStarts[map.rows - 1] as number;
    return { startMs: map.dayStarts[0] as number, endMs: input.data.calendar.addDays(last, 1) };
  }

  #cellBox(row: number, column: number): Box {
    return {
      x: this.plot.x + row * this.#dayPx,
      y: this.plot.y + column * this.#rowPx,
      width: this.#dayPx,
      height: this.#rowPx,
    };
  }

  #runBox({ row, from, to }: Run): Box {
    const box = this.#cellBox(row, from);
    return { ...box, height: (to - from) * this.#rowPx };
  }

  // Edges are computed like those of the neighbours, so that both round to the same pixel.
  #fill(surface: Surface, i: number): void {
    const { columns } = this.#model.map;
    const row = Math.floor(i / columns);
    const column = i % columns;
    const { x, y } = this.plot;
    surface.box(
      x + row * this.#dayPx,
      y + column * this.#rowPx,
      x + (row + 1) * this.#dayPx,
      y + (column + 1) * this.#rowPx,
    );
  }

  // The second occurrence of a local time takes the right half of its cell.
  #paintRepeated(surface: Surface, palette: Palette): void {
    const { map, diverging, topKw } = this.#model;
    for (const cell of map.repeated) {
      const box = this.#cellBox(cell.row, cell.column);
      const half = { ...box, x: box.x + box.width / 2, width: box.width / 2 };
      const kw = (diverging ? cell.netKwh : cell.importKwh) / (map.cellMinutes / 60);
      if (Number.isNaN(kw)) {
        surface.color(palette.line);
        surface.hatch(half);
        continue;
      }
      surface.color(shadeOf(palette, Math.round(Math.max(-1, Math.min(1, kw / topKw)) * SHADES), diverging));
      surface.box(half.x, half.y, half.x + half.width, half.y + half.height);
      if (kw >= 0) continue;
      surface.color(palette.background);
      surface.hatch(half, true);
    }
  }

  #paintAxes(surface: Surface, palette: Palette): void {
    const { input } = this.#model;
    const { y, height, x } = this.plot;
    const every = height >= 260 ? 3 : 6;
    surface.color(palette.muted);
    for (let hour = 0; hour <= 24; hour += every) {
      const at = y + (hour / 24) * height;
      surface.text(input.time.minuteOfDay((hour % 24) * 60), x - 6, at, { align: 'right' });
    }
    drawTimeAxis(surface, palette, this.#axis, this.plot);
  }
}

interface Run {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/** Joins neighbouring cells of a day, because a frame around each would look like data. */
function runsOf(cells: readonly number[], columns: number): readonly Run[] {
  const runs: Run[] = [];
  for (let k = 0; k < cells.length; k++) {
    const first = cells[k] as number;
    const row = Math.floor(first / columns);
    let last = first;
    while (cells[k + 1] === last + 1 && Math.floor((last + 1) / columns) === row) {
      k++;
      last++;
    }
    runs.push({ row, from: first % columns, to: (last % columns) + 1 });
  }
  return runs;
}

// Mixed in oklab, where equal steps look equal. Zero is not quite the colour of the page, so that a
// cell with zero differs from no cell.
function shadeOf(palette: Palette, shade: number, diverging: boolean): string {
  const color = shade < 0 ? palette.export : palette.import;
  const share = 6 + (94 * Math.abs(shade)) / SHADES;
  const zero = diverging ? `color-mix(in oklab, ${palette.text} 7%, ${palette.background})` : palette.background;
  return `color-mix(in oklab, ${color} ${diverging ? share - 6 : share}%, ${zero})`;
}
