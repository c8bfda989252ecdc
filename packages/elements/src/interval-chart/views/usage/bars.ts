import { ESTIMATED } from '@arc-elements/intervals';
import type { Palette } from '../../draw/palette.ts';
import type { LinearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import type { Channels } from './channels.ts';
import type { UsageData } from './data.ts';

/** Width of the background outline that separates the net line from bars of the same colour. */
const HALO_PX = 1;

/** What bars are drawn from. */
export interface BarsPlace {
  readonly surface: Surface;
  readonly palette: Palette;
  readonly model: UsageData;
  readonly time: LinearScale;
  readonly channels: Channels;
  /** Width of a bar, CSS pixels. */
  readonly barPx: number;
  /** True if the net is drawn over both directions. */
  readonly net: boolean;
}

/**
 * Draws a bar for each bucket and direction, estimated ones pale and dotted, and a step line for
 * the net.
 */
export function paintBars(place: BarsPlace): void {
  const { surface, palette, model, time, channels, barPx, net } = place;
  const { importKwh, exportKwh, quality } = model.buckets;
  // A gap between bars that are wide enough.
  const air = barPx >= 5 ? Math.min(4, barPx * 0.14) : 0;
  let estimated = paintColumn(place, importKwh, channels.up, palette.import, air);
  if (model.exports) estimated = paintColumn(place, exportKwh, channels.down, palette.export, air) || estimated;
  if (estimated) {
    for (let i = model.from; i < model.to; i++) if (quality[i] === ESTIMATED) paintEstimated(place, i, air);
  }
  model.overlay?.paint({ surface, palette, up: channels.up, time, barPx, air });
  if (!net) return;
  const half = barPx >= 6 ? 0.75 : 0.5;
  if (barPx >= 6 || palette.text === palette.import) paintNet(place, palette.background, half, HALO_PX);
  paintNet(place, palette.text, half, 0);
}

/**
 * Draws the bars of one column, except for estimated ones. Returns true if there are any of these.
 */
function paintColumn(
  { surface, model, time }: BarsPlace,
  column: Float64Array,
  scale: LinearScale,
  color: string,
  air: number,
): boolean {
  const { buckets } = model;
  const { quality } = buckets;
  const zero = scale.at(0);
  let estimated = false;
  surface.color(color);
  for (let i = model.from; i < model.to; i++) {
    const value = column[i] as number;
    if (Number.isNaN(value) || value === 0) continue;
    if (quality[i] === ESTIMATED) {
      estimated = true;
      continue;
    }
    const y = scale.at(value);
    const left = time.at(buckets.startMs(i));
    const right = time.at(buckets.endMs(i)) - air;
    surface.box(left, Math.min(y, zero), right, Math.max(y, zero));
  }
  return estimated;
}

function paintEstimated({ surface, palette, model, time, channels }: BarsPlace, i: number, air: number): void {
  const { buckets } = model;
  const left = time.at(buckets.startMs(i));
  const right = time.at(buckets.endMs(i)) - air;
  const paint = (value: number, scale: LinearScale, soft: string, hard: string): void => {
    if (Number.isNaN(value) || value === 0) return;
    const zero = scale.at(0);
    const y = scale.at(value);
    const top = Math.min(y, zero);
    const bottom = Math.max(y, zero);
    surface.color(soft);
    surface.box(left, top, right, bottom);
    surface.color(hard);
    surface.dots({ x: left, y: top, width: right - left, height: bottom - top });
    surface.box(left, y - 0.5, right, y + 0.5);
  };
  paint(buckets.importKwh[i] as number, channels.up, palette.importSoft, palette.import);
  if (model.exports) paint(buckets.exportKwh[i] as number, channels.down, palette.exportSoft, palette.export);
}

/**
 * Draws the net as a step line: a level per bucket and a vertical line between two levels. `halo`
 * widens the lines on each side.
 */
function paintNet(place: BarsPlace, color: string, half: number, halo: number): void {
  const { surface, model, time, channels, barPx } = place;
  const { buckets } = model;
  const { netKwh } = buckets;
  const reach = half + halo;
  surface.color(color);
  let before = Number.NaN;
  for (let i = model.from; i < model.to; i++) {
    const value = netKwh[i] as number;
    if (Number.isNaN(value)) {
      before = Number.NaN;
      continue;
    }
    const y = channels.up.at(value);
    const left = time.at(buckets.startMs(i));
    surface.box(left, y - reach, time.at(buckets.endMs(i)), y + reach);
    // The vertical lines are as thin as possible, because they are no data.
    if (!Number.isNaN(before) && (halo === 0 || barPx >= 6))
      surface.box(left - halo, Math.min(before, y) - half, left + 2 * halo, Math.max(before, y) + half);
    before = y;
  }
}
