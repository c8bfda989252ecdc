/** Rectangle in CSS pixels from the top left of the drawing. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Linear mapping between a domain and pixels. */
export interface LinearScale {
  readonly domain: readonly [number, number];
  readonly pixels: readonly [number, number];
  /** Returns the pixel of a value. */
  at(value: number): number;
  /** Returns the value of a pixel. */
  invert(pixel: number): number;
}

/** Creates a scale. A domain without width maps everything to the first pixel. */
export function linearScale(domain: readonly [number, number], pixels: readonly [number, number]): LinearScale {
  const span = domain[1] - domain[0];
  const slope = span === 0 ? 0 : (pixels[1] - pixels[0]) / span;
  return {
    domain,
    pixels,
    at: (value) => pixels[0] + (value - domain[0]) * slope,
    invert: (pixel) => (slope === 0 ? domain[0] : domain[0] + (pixel - pixels[0]) / slope),
  };
}

/** Round values for an axis, and the domain that they span. */
export interface ValueTicks {
  readonly values: readonly number[];
  readonly step: number;
  readonly min: number;
  readonly max: number;
  /** Number of decimals that all of them need. */
  readonly digits: number;
}

/** Extents below this are rounding errors: a billionth of a kWh. */
const NOISE = 1e-9;

/**
 * Returns round ticks around `[min, max]` and zero. Steps are 1, 2, 2.5 or 5 times a power of ten.
 * @param count - Approximate number of steps; the result has between half and twice as many.
 * @returns Ticks from 0 to 1 if both values are zero.
 */
export function valueTicks(min: number, max: number, count: number): ValueTicks {
  // Values that cancel out leave a rounding error, which needs no axis.
  const flat = Math.max(0, max) - Math.min(0, min) < NOISE;
  const low = flat ? 0 : Math.min(0, min);
  const high = flat ? 1 : Math.max(0, max);
  const span = high - low;
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  const factor = unit <= 1 ? 1 : unit <= 2 ? 2 : unit <= 2.5 ? 2.5 : unit <= 5 ? 5 : 10;
  const step = factor * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  const values: number[] = [];
  // Multiplied instead of added up: 0.1 + 0.2 would print as 0.30000000000000004.
  for (let i = first; i <= last; i++) values.push(Number((i * step).toPrecision(12)));
  const exponent = Math.floor(Math.log10(step));
  const digits = Math.max(0, -exponent + (factor === 2.5 ? 1 : 0));
  return { values, step, min: values[0] as number, max: values[values.length - 1] as number, digits };
}
