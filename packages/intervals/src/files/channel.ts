/** The direction of the energy of a channel, as its file states it. */
export type Flow =
  /** From the grid to the site. */
  | 'import'
  /** From the site to the grid. */
  | 'export'
  /** Import minus export, with a sign. */
  | 'net'
  /** Produced on the site, whoever uses it. */
  | 'production'
  /** Used on the site, whoever produced it. */
  | 'consumption'
  /** The file does not say. A single column of usage is then import. */
  | 'unknown';

/** What the values of a channel are. */
export type ValueKind =
  /** Energy of each interval. */
  | 'energy'
  /** Average power in each interval. */
  | 'power'
  /** State of a register at an instant: a meter reading. */
  | 'register'
  /** Neither: reactive energy, voltage, money, a factor. */
  | 'other';

/** What a meter measures. */
export type Commodity = 'electricity' | 'gas' | 'water' | 'gas-or-water' | 'heat' | 'unknown';

/**
 * One column of values of a file, or one register in its rows. A format reports what the file says;
 * `resolveMeters` decides what counts.
 */
export interface Channel {
  /** The meter or usage point, as the file names it; `''` if it names none. */
  readonly meter: string;
  /** Its name in the file: `Off-peak usage (kWh)`, `E1`. Shown to people. */
  readonly label: string;
  readonly flow: Flow;
  readonly kind: ValueKind;
  /**
   * True if the file states what the values are. Otherwise a person may be asked whether they are
   * states of a register.
   */
  readonly kindStated?: boolean | undefined;
  /** True if the ends are exact to the second: a length of 899 s is then not read as 15 minutes. */
  readonly endsStated?: boolean | undefined;
  /**
   * The tariff, phase or other part of one flow: `off-peak`, `L1`. Parts add up to the whole flow.
   * `''` for the whole, and if the file does not say.
   */
  readonly part: string;
  readonly commodity: Commodity;
  /** As the file writes it; `null` if it does not say. */
  readonly unit: string | null;
  readonly rows: Rows;
}

/**
 * Values with their times in the order of the file, as columns that grow. The types of fields are
 * written out, because the inferred ones have a type argument that TypeScript before 5.7 does not
 * know.
 */
export class Rows {
  count = 0;
  /** Epoch ms; `NaN` where only the end is known. */
  start: Float64Array = new Float64Array(64);
  /** Epoch ms; `NaN` where only the start is known. For a register the instant is the start. */
  end: Float64Array = new Float64Array(64);
  /** In the unit of the channel; `NaN` for a row without a value. */
  value: Float64Array = new Float64Array(64);
  /** 1 if the file says that the value is an estimate. */
  estimated: Uint8Array = new Uint8Array(64);

  /** Appends a row. */
  push(start: number, end: number, value: number, estimated = false): void {
    const i = this.count;
    if (i === this.start.length) this.#grow();
    this.start[i] = start;
    this.end[i] = end;
    this.value[i] = value;
    this.estimated[i] = estimated ? 1 : 0;
    this.count = i + 1;
  }

  /** Appends the rows of another object. */
  append({ count, start, end, value, estimated }: Rows): void {
    for (let i = 0; i < count; i++) this.push(start[i]!, end[i]!, value[i]!, estimated[i] === 1);
  }

  #grow(): void {
    const wider = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const capacity = this.start.length * 2;
    this.start = wider(this.start, new Float64Array(capacity));
    this.end = wider(this.end, new Float64Array(capacity));
    this.value = wider(this.value, new Float64Array(capacity));
    this.estimated = wider(this.estimated, new Uint8Array(capacity));
  }
}
