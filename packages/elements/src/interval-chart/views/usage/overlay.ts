import type { Palette } from '../../draw/palette.ts';
import type { LinearScale } from '../../draw/scale.ts';
import type { Surface } from '../../draw/surface.ts';

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
