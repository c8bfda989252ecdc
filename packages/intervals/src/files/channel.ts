/** Which way the energy of a channel goes, as its file says. */
export type Flow =
  /** From the grid to the site. */
  | 'import'
  /** From the site to the grid. */
  | 'export'
  /** Import minus export, with a sign. */
  | 'net'
  /** Made on the site, whoever uses it. */
  | 'production'
  /** Used on the site, whoever made it. */
  | 'consumption'
  /** The file does not say; a lone column of usage is import. */
  | 'unknown';

/** What the values of a channel are. */
export type ValueKind =
  /** Energy of each interval. */
  | 'energy'
  /** Average power in each interval. */
  | 'power'
  /** State of the meter at an instant, which rises with what went through it. */
  | 'register'
  /** Neither: reactive energy, voltage, money, a factor. */
  | 'other';

/** What a meter measures. */
export type Commodity = 'electricity' | 'gas' | 'water' | 'gas-or-water' | 'heat' | 'unknown';

/**
 * One column of values of a file, or one register in its rows, before anybody decides what counts.
 * A format says what the file says and leaves every decision to `resolveMeters`.
 */
export interface Channel {
  /** The meter or usage point, as the file names it; `''` when it names none. */
  readonly meter: string;
  /** What the file calls it: `Off-peak usage (kWh)`, `E1`. A person is shown it. */
  readonly label: string;
  readonly flow: Flow;
  readonly kind: ValueKind;
  /**
   * True when the file itself says what the values are, so that nobody needs to be asked whether
   * they are states of a register.
   */
  readonly kindStated?: boolean | undefined;
  /**
   * True when the ends are exact to the second: a length of 899 s is no quarter of an hour then.
   */
  readonly endsStated?: boolean | undefined;
  /**
   * The tariff, phase or other share of one flow that it is: `off-peak`, `L1`. The parts of a flow
   * add up to it. `''` for the whole, and where the file does not say.
   */
  readonly part: string;
  readonly commodity: Commodity;
  /** As the file writes it; `null` when it does not say. */
  readonly unit: string | null;
  readonly rows: Rows;
}

/**
 * Values with their times in the order of the file, as columns that grow. Their types are written
 * out, because what TypeScript infers has an argument that versions before 5.7 do not know.
 */
export class Rows {
  count = 0;
  /** Epoch ms; `NaN` where only the end is known. */
  start: Float64Array = new Float64Array(64);
  /** Epoch ms; `NaN` where only the start is known. For a register the instant is the start. */
  end: Float64Array = new Float64Array(64);
  /** In the unit of the channel; `NaN` for a row without a value. */
  value: Float64Array = new Float64Array(64);
  /** 1 when the file says that the value is an estimate. */
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

  /** Appends rows of another. */
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
