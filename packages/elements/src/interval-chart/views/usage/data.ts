import type { Buckets } from '../../data/chart-data.ts';
import type { Palette } from '../../draw/palette.ts';
import type { LinearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import type { ChartWords } from '../../text/words.ts';
import type { ViewInput } from '../view.ts';

/** What the picture is drawn from. */
export interface UsageData {
  readonly input: ViewInput;
  readonly words: ChartWords;
  readonly buckets: Buckets;
  /** First bucket in the range, and the one after the last. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** True if there is any export, so that export and net are drawn. */
  readonly exports: boolean;
  /** What is drawn over the bars; `null` for nothing. */
  readonly overlay: UsageOverlay | null;
  indexOf(ms: number): number;
}

/** A picture over the bars, in the same scales. */
export interface UsageOverlay {
  /** Returns the highest value drawn, kWh. */
  highestKwh(): number;
  paint(place: OverlayPlace): void;
}

/** Where an overlay is drawn. */
export interface OverlayPlace {
  readonly surface: Surface;
  readonly palette: Palette;
  /** Imported kWh to pixels. */
  readonly up: LinearScale;
  readonly time: LinearScale;
  readonly barPx: number;
  /** Gap on the right of each bar, CSS pixels. */
  readonly air: number;
}
