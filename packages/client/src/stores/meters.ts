import type { Meter } from '@arc-elements/models';
import type { ArcClient } from '../client.ts';
import { toArcError } from '../errors.ts';
import type { Subject } from './resource-store.ts';

/** Something will change by itself soon: the platform is collecting the meter's intervals. */
export const isMeterPending = (meter: Meter): boolean => meter.status === 'INTERVALS_IN_PROGRESS';

/** Shows one person's activations at once and takes back those that are refused. */
export class Activations {
  readonly #client: ArcClient;
  readonly #running = new Map<string, Promise<void>>();

  constructor(client: ArcClient) {
    this.#client = client;
  }

  /** Meters as they are shown: those whose activation is on its way look activated, whatever a reading says meanwhile. */
  apply(meters: readonly Meter[]): readonly Meter[] {
    if (this.#running.size === 0) return meters;
    return meters.map((meter) => (this.#running.has(meter.id) ? activated(meter) : meter));
  }

  /**
   * Activates one meter; a second call for the same one shares the first.
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
      // The list may be somebody else's by now.
      if (signal.aborted) return;
      subject.patch((meters) => meters.map((meter) => (meter.id === meterId ? (after ?? meter) : meter)));
      // Whatever happened, the upstream knows better than we do.
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
