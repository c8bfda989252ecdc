import { type LinearScale, linearScale, type ValueTicks } from '../../draw/scale.ts';

/** Scales of the two directions of energy, with the same number of pixels per kWh. */
export interface Channels {
  /** Imported kWh to pixels; `up.at(0)` is the zero line. */
  readonly up: LinearScale;
  /** Exported kWh to pixels, as a positive number. */
  readonly down: LinearScale;
  readonly axes: readonly { readonly scale: LinearScale; readonly values: readonly number[] }[];
}

/**
 * Returns scales with import upwards and export downwards from one zero line. Ticks below zero are
 * export.
 */
export function mirrored({ min, max, values }: ValueTicks, top: number, height: number): Channels {
  const up = linearScale([min, max], [top + height, top]);
  return { up, down: linearScale([-min, -max], [top + height, top]), axes: [{ scale: up, values }] };
}

/**
 * Returns scales with import above export, both upwards, each from its own zero line, with a gap in
 * between.
 */
export function separate({ min, max, values }: ValueTicks, top: number, height: number, gap: number): Channels {
  const pxPerKwh = (height - gap) / (max - min);
  const bottom = top + height;
  const up = linearScale([0, max], [top + max * pxPerKwh, top]);
  const down = linearScale([0, -min], [bottom, bottom + min * pxPerKwh]);
  return {
    up,
    down,
    axes: [
      { scale: up, values: values.filter((value) => value >= 0) },
      { scale: down, values: values.filter((value) => value <= 0).map((value) => 0 - value) },
    ],
  };
}
