import type { RangePreset } from '../data/range.ts';

/** The visible range. */
export interface ArcRangeChangeDetail {
  /** Start, epoch ms. */
  readonly startMs: number;
  /** End (exclusive), epoch ms. */
  readonly endMs: number;
  /** The preset that names the range; `null` for any other range. */
  readonly preset: RangePreset | null;
}

/**
 * `arc-range-change`: the person moved, zoomed or chose another range. Not fired for ranges that
 * the page sets.
 */
export class ArcRangeChangeEvent extends CustomEvent<ArcRangeChangeDetail> {
  constructor(detail: ArcRangeChangeDetail) {
    super('arc-range-change', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'arc-range-change': ArcRangeChangeEvent;
  }
}
