import {
  ABSENT,
  AWAITING,
  ESTIMATED,
  type Heatmap,
  heatmap,
  MISSING,
  quantileOf,
  type RepeatedCell,
} from '@arc-elements/intervals';
import type { LegendItem } from '../../draw/legend.ts';
import type { Arrow, ChartView, Datum, Frame, Scene, ViewInput } from '../view.ts';
import { ModelBase } from '../view-base.ts';
import { type Cell, type HeatmapData, HeatmapScene } from './layout.ts';

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;
/** Maximum number of cells; more would be smaller than a pixel. */
const CELLS_AT_MOST = 12_000;
const CELL_MINUTES = [15, 30, 60, 120, 180, 240] as const;

/** Days across, time of day down. */
export const heatmapView: ChartView = {
  id: 'heatmap',
  minBarPx: null,
  model: (input) => new HeatmapModel(input),
};

class HeatmapModel extends ModelBase implements HeatmapData {
  readonly map: Heatmap;
  readonly cells: readonly Cell[];
  /** True with exports: the scale then has two ends. */
  readonly diverging: boolean;
  /** kW at the end of the colour scale; a few higher values have the same colour. */
  readonly topKw: number;
  readonly page: number;
  /** Index of the first datum of each day, and the length. */
  readonly #firstOfRow: Int32Array;

  constructor(input: ViewInput) {
    super(input);
    const { data, range } = input;
    this.diverging = data.hasExport;
    const days = (range.endMs - range.startMs) / 86_400_000;
    const minutes = CELL_MINUTES.find((each) => (days * DAY_MINUTES) / each <= CELLS_AT_MOST) ?? 240;
    this.map = heatmap(data.series, { range, minutes });
    this.cells = this.#createCells();
    this.#firstOfRow = new Int32Array(this.map.rows + 1).fill(this.cells.length);
    for (let i = this.cells.length - 1; i >= 0; i--) this.#firstOfRow[(this.cells[i] as Cell).row] = i;
    this.topKw = this.#scaleTopKw();
    this.page = this.map.columns;
  }

  get length(): number {
    return this.cells.length;
  }

  get columns(): readonly string[] {
    return this.diverging
      ? [this.words.time, this.words.imported, this.words.exported, this.words.net, this.words.netPower]
      : [this.words.time, this.words.imported, this.words.power];
  }

  get legend(): readonly LegendItem[] {
    const { data, range } = this.input;
    const top = `${this.fixed(this.topKw, this.topKw < 10 ? 1 : 0)} kW`;
    const items: LegendItem[] = [
      this.diverging
        ? { mark: 'diverging', label: this.words.scaleNet(top) }
        : { mark: 'scale', label: this.words.scaleImport(top) },
    ];
    if (this.map.quality.includes(ESTIMATED)) items.push({ mark: 'estimated', label: this.words.estimated });
    const gaps = data.gaps(range);
    if (gaps.some((gap) => !gap.awaiting)) items.push({ mark: 'missing', label: this.words.missing });
    if (gaps.some((gap) => gap.awaiting)) items.push({ mark: 'awaiting', label: this.words.notPublished });
    return items;
  }

  get summary(): string {
    const { time, range } = this.input;
    return this.words.heatmapSummary(time.span(range), this.map.cellMinutes, this.#busiest());
  }

  datum(index: number): Datum {
    const cell = this.cells[index] as Cell;
    const { time } = this.input;
    const { importKwh, exportKwh, netKwh, quality } = this.#valuesOf(cell);
    const range = { startMs: cell.startMs, endMs: cell.startMs + this.map.cellMinutes * MINUTE_MS };
    const shown = this.map.cellMinutes >= 60 ? 'hour' : 'slot';
    const values = [this.energy('import', this.words.imported, importKwh, shown)];
    if (this.diverging) {
      values.push(
        this.energy('export', this.words.exported, exportKwh, shown),
        this.energy('net', this.words.net, netKwh, shown),
      );
    }
    const kw = (this.diverging ? netKwh : importKwh) / (this.map.cellMinutes / 60);
    values.push(this.power('power', this.diverging ? this.words.netPower : this.words.power, kw, shown));
    const note =
      quality === AWAITING
        ? this.words.notPublished
        : quality === MISSING
          ? this.words.noReading
          : quality === ESTIMATED
            ? this.words.partEstimated
            : '';
    return { title: time.interval(range, 'slot'), range, values, note };
  }

  value(index: number, column: number): number {
    const { importKwh, exportKwh, netKwh } = this.#valuesOf(this.cells[index] as Cell);
    const energy = this.diverging ? [importKwh, exportKwh, netKwh] : [importKwh];
    return energy[column - 1] ?? (this.diverging ? netKwh : importKwh) / (this.map.cellMinutes / 60);
  }

  override indexOf(ms: number): number {
    const { cells } = this;
    let low = 0;
    let high = cells.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((cells[middle] as Cell).startMs <= ms) low = middle;
      else high = middle - 1;
    }
    const cell = cells[low];
    return cell === undefined || ms < cell.startMs || ms >= cell.startMs + this.map.cellMinutes * MINUTE_MS ? -1 : low;
  }

  override neighbour(index: number, arrow: Arrow): number {
    if (arrow === 'up' || arrow === 'down') return index + (arrow === 'down' ? 1 : -1);
    const cell = this.cells[index] as Cell;
    const row = cell.row + (arrow === 'right' ? 1 : -1);
    if (row < 0 || row >= this.map.rows) return row < 0 ? index - this.map.columns : index + this.map.columns;
    return this.at(row, cell.column);
  }

  /**
   * Returns the index of the datum nearest to a cell of the grid; for a skipped local time, the
   * next one.
   */
  at(row: number, column: number): number {
    const end = this.#firstOfRow[row + 1] as number;
    for (let i = this.#firstOfRow[row] as number; i < end; i++) {
      if ((this.cells[i] as Cell).column >= column) return i;
    }
    return end - 1;
  }

  /** Returns the kW of a cell of the grid, which is its colour; NaN if unknown. */
  kwAt(index: number): number {
    const kwh = this.diverging ? this.map.netKwh[index] : this.map.importKwh[index];
    return (kwh as number) / (this.map.cellMinutes / 60);
  }

  layout(frame: Frame): Scene {
    return new HeatmapScene(this, frame);
  }

  #createCells(): readonly Cell[] {
    const { map } = this;
    const { calendar } = this.input.data;
    const cells: Cell[] = [];
    for (let row = 0; row < map.rows; row++) {
      const [year, month, day] = (map.days[row] as string).split('-').map(Number) as [number, number, number];
      const dayStart = map.dayStarts[row] as number;
      const isPlainDay = calendar.nextOffsetChange(dayStart) - dayStart >= 86_400_000;
      for (let column = 0; column < map.columns; column++) {
        if (map.quality[row * map.columns + column] === ABSENT) continue;
        const minute = column * map.cellMinutes;
        const startMs = isPlainDay ? dayStart + minute * MINUTE_MS : calendar.instantOf(year, month, day, minute);
        cells.push({ row, column, startMs, repeat: -1 });
      }
    }
    if (map.repeated.length === 0) return cells;
    for (const [repeat, { row, column, startMs }] of map.repeated.entries())
      cells.push({ row, column, startMs, repeat });
    return cells.sort((a, b) => a.startMs - b.startMs);
  }

  #valuesOf(cell: Cell): Pick<RepeatedCell, 'importKwh' | 'exportKwh' | 'netKwh' | 'quality'> {
    const { map } = this;
    if (cell.repeat >= 0) return map.repeated[cell.repeat] as RepeatedCell;
    const at = cell.row * map.columns + cell.column;
    return {
      importKwh: map.importKwh[at] as number,
      exportKwh: map.exportKwh[at] as number,
      netKwh: map.netKwh[at] as number,
      quality: map.quality[at] as number,
    };
  }

  // The scale ends at the percentile 99.5, so that a few extremes do not make all other cells pale.
  #scaleTopKw(): number {
    const known: number[] = [];
    for (let i = 0; i < this.map.importKwh.length; i++) {
      const kw = this.kwAt(i);
      if (!Number.isNaN(kw)) known.push(Math.abs(kw));
    }
    return quantileOf(Float64Array.from(known).sort(), 0.995) || 1;
  }

  /** Returns the time of day with the highest average import; `null` without readings. */
  #busiest(): string | null {
    const { map } = this;
    let best = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (let column = 0; column < map.columns; column++) {
      let sum = 0;
      let known = 0;
      for (let row = 0; row < map.rows; row++) {
        const kwh = map.importKwh[row * map.columns + column] as number;
        if (Number.isNaN(kwh)) continue;
        sum += kwh;
        known++;
      }
      if (known > 0 && sum / known > highest) {
        highest = sum / known;
        best = column;
      }
    }
    return best < 0 ? null : this.input.time.minuteOfDay(best * map.cellMinutes);
  }
}
