import type { Channel } from '../channel.ts';
import type { Spans } from './spans.ts';
import type { Unit } from './units.ts';

/** A channel whose unit is known, with its times. */
export interface Candidate {
  readonly channel: Channel;
  /** The columns of the file from which it was computed, or itself. */
  readonly from: readonly Channel[];
  readonly unit: Unit;
  /**
   * `power` if the unit is one of power; else the kind of the channel, or the answer to
   * `register-or-interval`.
   */
  readonly kind: 'energy' | 'power' | 'register';
  /** Its rows; for a register, the differences between its states. */
  readonly rows: Channel['rows'];
  /** How often the state of a register fell. */
  readonly falls: number;
  /** Invalid readings: a count, without those that are counted elsewhere, and an example. */
  readonly bad: readonly (readonly [count: number, example: string])[];
  readonly spans: Spans;
}
