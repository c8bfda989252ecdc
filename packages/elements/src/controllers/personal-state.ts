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
  readonly #onLeave: ((last: T) => void) | undefined;
  #value: T;
  #lastSession: ArcSession | undefined;
  #person = 0;

  /**
   * `onLeave` gets the old state after the person changed, for example to close an open dialog.
   */
  constructor(
    host: ReactiveControllerHost & { readonly isConnected: boolean },
    session: () => ArcSession | undefined,
    make: () => T,
    onLeave?: (last: T) => void,
  ) {
    this.#session = session;
    this.#make = make;
    this.#onLeave = onLeave;
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
    const lastSession = this.#lastSession;
    if (session === lastSession && person === this.#person) return this.#value;
    this.#lastSession = session;
    this.#person = person;
    // State from before the first session belongs to that session's person.
    if (lastSession === undefined) return this.#value;
    const last = this.#value;
    this.#value = this.#make();
    this.#onLeave?.(last);
    return this.#value;
  }

  hostUpdate(): void {
    // Calls `onLeave` even if the host never reads `value`.
    void this.value;
  }
}
