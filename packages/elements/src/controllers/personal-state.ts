import type { ArcSession } from '@arc-elements/client';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { StoreController } from './store-controller.ts';

/**
 * What an element itself keeps of a person: choices, forms, what it said. Made anew when the session or its person is another one, so that nothing is
 * left for whoever comes next; an answer that comes late changes an object that nobody shows any more. It outlives a move of the element in the page.
 */
export class PersonalState<T> implements ReactiveController {
  readonly #session: () => ArcSession | undefined;
  readonly #make: () => T;
  readonly #left: ((last: T) => void) | undefined;
  #value: T;
  #of: ArcSession | undefined;
  #person = 0;

  /** `left` is called after a person went, for what is more than state, such as an open dialog. */
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

  /** That of the person who is there now. Whoever waits for an answer keeps the object it was asked for. */
  get value(): T {
    const session = this.#session();
    // Between two places in the page an element has no session; that is nobody else's.
    if (session === undefined) return this.#value;
    const { person } = session.state.getState();
    const of = this.#of;
    if (session === of && person === this.#person) return this.#value;
    this.#of = session;
    this.#person = person;
    // What was kept before there was a session is of whoever is there first.
    if (of === undefined) return this.#value;
    const last = this.#value;
    this.#value = this.#make();
    this.#left?.(last);
    return this.#value;
  }

  hostUpdate(): void {
    void this.value;
  }
}
