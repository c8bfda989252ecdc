import type { ArcSession } from '@arc-elements/client';
import type { ReactiveControllerHost } from 'lit';
import { ArcErrorEvent } from '../internal/error-event.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { toErrorLike } from '../internal/to-error-like.ts';
import { PersonalState } from './personal-state.ts';

/** Turns usage data on for meters, and knows the progress of each. Fires `arc-error` on failure. */
export class ActivationController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #session: () => ArcSession | undefined;
  readonly #personal: PersonalState<Activations>;

  constructor(host: ReactiveControllerHost & HTMLElement, session: () => ArcSession | undefined) {
    this.#host = host;
    this.#session = session;
    this.#personal = new PersonalState(host, session, () => ({ running: new Set(), problems: new Map() }));
  }

  /** True while the request to turn it on is running. */
  isRunning(meterId: string): boolean {
    return this.#personal.value.running.has(meterId);
  }

  /** Error of the last attempt for this meter; `undefined` if it did not fail. */
  problemOf(meterId: string): ErrorLike | undefined {
    return this.#personal.value.problems.get(meterId);
  }

  /**
   * Turns usage data on, unless that is running for this meter. See {@link problemOf} for failures.
   */
  async start(meterId: string): Promise<void> {
    const session = this.#session();
    const personal = this.#personal.value;
    if (session === undefined || personal.running.has(meterId)) return;
    personal.running.add(meterId);
    personal.problems.delete(meterId);
    this.#host.requestUpdate();
    try {
      await session.activateIntervals(meterId);
    } catch (error) {
      const problem = toErrorLike(error);
      personal.problems.set(meterId, problem);
      // Somebody else may have signed in meanwhile.
      if (personal === this.#personal.value) {
        const { code, message } = problem;
        this.#host.dispatchEvent(new ArcErrorEvent({ code, message, element: this.#host.localName }));
      }
    }
    personal.running.delete(meterId);
    this.#host.requestUpdate();
  }
}

/** Activations by the ids of meters. */
interface Activations {
  readonly running: Set<string>;
  readonly problems: Map<string, ErrorLike>;
}
