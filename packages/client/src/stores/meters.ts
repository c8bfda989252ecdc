import { intervalsStatusOf, type Meter } from '@arc-elements/models';
import type { ArcClient } from '../client.ts';
import { toArcError } from '../errors.ts';
import type { Subject } from './resource-store.ts';

/** Returns true while the platform collects the first intervals of a meter. */
export const isMeterPending = (meter: Meter): boolean => intervalsStatusOf(meter) === 'INTERVALS_IN_PROGRESS';

/** Activations of meters: shown at once, and taken back if they are refused. */
export class Activations {
  readonly #client: ArcClient;
  readonly #running = new Map<string, Promise<void>>();

  constructor(client: ArcClient) {
    this.#client = client;
  }

  /** Returns the meters with those marked as activated whose activation is on its way. */
  apply(meters: readonly Meter[]): readonly Meter[] {
    if (this.#running.size === 0) return meters;
    return meters.map((meter) => (this.#running.has(meter.id) ? activated(meter) : meter));
  }

  /**
   * Activates a meter. A second call during the first one has the same result.
   * @throws {ArcError} The activation was refused; the meter is shown as before.
   */
  start(meterId: string, subject: Subject<readonly Meter[]>, signal: AbortSignal): Promise<void> {
    const running = this.#running.get(meterId);
    if (running !== undefined) return running;
    const before = subject.state.data?.find((meter) => meter.id === meterId);
    const done = this.#send(meterId, before, subject, signal);
    this.#running.set(meterId, done);
    subject.patch((meters) => this.apply(meters));
    return done;
  }

  async #send(
    meterId: string,
    before: Meter | undefined,
    subject: Subject<readonly Meter[]>,
    signal: AbortSignal,
  ): Promise<void> {
    const settle = (after: Meter | undefined) => {
      this.#running.delete(meterId);
      // The list may have the meters of another person by now.
      if (signal.aborted) return;
      subject.patch((meters) => meters.map((meter) => (meter.id === meterId ? (after ?? meter) : meter)));
      // The answer is read again, also after a failure.
      subject.invalidate();
    };
    try {
      settle(await this.#client.meters.activateIntervals(meterId, { signal }));
    } catch (cause) {
      settle(before);
      throw toArcError(cause);
    }
  }
}

const activated = (meter: Meter): Meter =>
  meter.status === 'INTERVALS_NOT_REQUESTED'
    ? { ...meter, status: 'INTERVALS_IN_PROGRESS', isIntervalsProductActive: true }
    : meter;
