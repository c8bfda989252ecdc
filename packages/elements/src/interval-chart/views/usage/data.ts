import type { Buckets } from '../../data/chart-data.ts';
import type { Palette } from '../../draw/palette.ts';
import type { LinearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';
import type { ChartWords } from '../../text/words.ts';
import type { ViewInput } from '../view.ts';

/** What the picture draws. */
export interface UsageData {
  readonly input: ViewInput;
  readonly words: ChartWords;
  readonly buckets: Buckets;
  /** First and past-the-last bucket in the range. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** Export is worth drawing, and the net differs from the import. */
  readonly exports: boolean;
  /** Something else drawn over the bars. */
  readonly overlay: UsageOverlay | null;
  indexOf(ms: number): number;
}

/** Something drawn over the bars in the same scales. */
export interface UsageOverlay {
  /** The highest it reaches, kWh. */
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
  /** What bars leave free on their right, CSS pixels. */
  readonly air: number;
}
