import type { ArcSession } from '@arc-elements/client';
import type { ReactiveControllerHost } from 'lit';
import { ArcErrorEvent } from '../internal/error-event.ts';
import type { ErrorLike } from '../internal/errors.ts';
import { toErrorLike } from '../internal/to-error-like.ts';
import { PersonalState } from './personal-state.ts';

/** Turns usage data on for meters, and keeps the progress of each. Fires `arc-error` for a meter that was refused. */
export class ActivationController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #session: () => ArcSession | undefined;
  readonly #personal: PersonalState<Activations>;

  constructor(host: ReactiveControllerHost & HTMLElement, session: () => ArcSession | undefined) {
    this.#host = host;
    this.#session = session;
    this.#personal = new PersonalState(host, session, () => ({ running: new Set(), problems: new Map() }));
  }

  /** True while the platform is being asked to turn it on. */
  isRunning(meterId: string): boolean {
    return this.#personal.value.running.has(meterId);
  }

  /** Why the last attempt for this meter failed; `undefined` if it did not. */
  problemOf(meterId: string): ErrorLike | undefined {
    return this.#personal.value.problems.get(meterId);
  }

  /** Turns usage data on, unless that is under way for this meter. Failures land in {@link problemOf}. */
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
      // Whose meter it was may have gone meanwhile.
      if (personal === this.#personal.value) {
        const { code, message } = problem;
        this.#host.dispatchEvent(new ArcErrorEvent({ code, message, element: this.#host.localName }));
      }
    }
    personal.running.delete(meterId);
    this.#host.requestUpdate();
  }
}

/** By the ids of meters. */
interface Activations {
  readonly running: Set<string>;
  readonly problems: Map<string, ErrorLike>;
}
