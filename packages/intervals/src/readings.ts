/** Channels of a reading before it is put into columns. */
export const IMPORT = 0;
export const EXPORT = 1;

/** Rows of any source in the order in which they were read, as columns that grow. */
export class Readings {
  count = 0;
  start: Float64Array;
  end: Float64Array;
  /** kWh; `NaN` when the row has no value. */
  kwh: Float64Array;
  /** IMPORT or EXPORT. */
  channel: Uint8Array;
  /** 1 when the source says the value is an estimate. */
  estimated: Uint8Array;
  /** True if any row is an estimate. Otherwise nobody needs to read the column. */
  anyEstimated = false;
  /** The span a source states beyond its rows, epoch ms; slots in it without a row are missing. */
  spanFrom = Number.POSITIVE_INFINITY;
  spanTo = Number.NEGATIVE_INFINITY;
  /** Slots that a source lists without a value, start to end. They say how a gap is divided. */
  readonly blanks = new Map<number, number>();

  constructor(capacity: number) {
    this.start = new Float64Array(capacity);
    this.end = new Float64Array(capacity);
    this.kwh = new Float64Array(capacity);
    this.channel = new Uint8Array(capacity);
    this.estimated = new Uint8Array(capacity);
  }

  /** Appends one row; grows as needed. */
  push(start: number, end: number, kwh: number, channel: number, estimated: boolean): void {
    const i = this.count;
    if (i === this.start.length) this.#grow();
    this.start[i] = start;
    this.end[i] = end;
    this.kwh[i] = kwh;
    this.channel[i] = channel;
    if (estimated) {
      this.estimated[i] = 1;
      this.anyEstimated = true;
    }
    this.count = i + 1;
  }

  /**
   * Marks [from, to) as published, whether or not rows fill it. `slot`: it is one slot without a
   * value.
   */
  cover(from: number, to: number, slot = false): void {
    if (slot) this.blanks.set(from, to);
    if (from < this.spanFrom) this.spanFrom = from;
    if (to > this.spanTo) this.spanTo = to;
  }

  /** Keeps only the rows whose index `keep` accepts, in order. */
  filter(keep: (i: number) => boolean): void {
    let to = 0;
    for (let i = 0; i < this.count; i++) {
      if (!keep(i)) continue;
      this.start[to] = this.start[i]!;
      this.end[to] = this.end[i]!;
      this.kwh[to] = this.kwh[i]!;
      this.channel[to] = this.channel[i]!;
      this.estimated[to] = this.estimated[i]!;
      to++;
    }
    this.count = to;
  }

  #grow(): void {
    const capacity = Math.max(64, this.start.length * 2);
    const wider = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.start = wider(this.start, new Float64Array(capacity));
    this.end = wider(this.end, new Float64Array(capacity));
    this.kwh = wider(this.kwh, new Float64Array(capacity));
    this.channel = wider(this.channel, new Uint8Array(capacity));
    this.estimated = wider(this.estimated, new Uint8Array(capacity));
  }
}
