import type { ArcSession } from '@arc-elements/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { StoreController } from './store-controller.ts';

/**
 * State of one person that an element keeps itself, such as choices, form input and messages. It is
 * made anew when the session or its person changes, so the next person sees none of it. An answer
 * that arrives later changes the old object, which is not shown. Moving the element in the page
 * keeps the state.
 */
export class PersonalState<T> implements ReactiveController {
  readonly #session: () => ArcSession | undefined;
  readonly #make: () => T;
  readonly #left: ((last: T) => void) | undefined;
  #value: T;
  #of: ArcSession | undefined;
  #person = 0;

  /**
   * `left` gets the old state after the person changed, to end what is more than state, such as an
   * open dialog.
   */
  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    session: () => ArcSession | undefined,
    make: () => T,
    left?: (last: T) => void,
  ) {
    this.#session = session;
    this.#make = make;
    this.#left = left;
    this.#value = make();
    new StoreController(
      host,
      () => session()?.state,
      ({ person }) => person,
    );
    host.addController(this);
  }

  /**
   * State of the current person. Read it once before an `await`, and put the answer into that
   * object.
   */
  get value(): T {
    const session = this.#session();
    // An element that is being moved has no session for a moment; the person has not changed.
    if (session === undefined) return this.#value;
    const { person } = session.state.getState();
    const of = this.#of;
    if (session === of && person === this.#person) return this.#value;
    this.#of = session;
    this.#person = person;
    // State from before the first session belongs to that session's person.
    if (of === undefined) return this.#value;
    const last = this.#value;
    this.#value = this.#make();
    this.#left?.(last);
    return this.#value;
  }

  hostUpdate(): void {
    // Calls `left` even if the host never reads `value`.
    void this.value;
  }
}
