import { type LinearScale, linearScale, type ValueTicks } from '../../draw/scale.ts';

/**
 * Where the energy of both directions lies on a picture. Both have the same number of pixels per kWh, so that they
 * compare.
 */
export interface Channels {
  /** Imported kWh to pixels; its zero line is at `up.at(0)`. */
  readonly up: LinearScale;
  /** Exported kWh to pixels, as a positive number. */
  readonly down: LinearScale;
  readonly axes: readonly { readonly scale: LinearScale; readonly values: readonly number[] }[];
}

/** Import up and export down from one zero line. `ticks` count export below zero. */
export function mirrored({ min, max, values }: ValueTicks, top: number, height: number): Channels {
  const up = linearScale([min, max], [top + height, top]);
  return { up, down: linearScale([-min, -max], [top + height, top]), axes: [{ scale: up, values }] };
}

/** Import over export, both upwards, each from a zero line of its own, with a gap between. */
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
