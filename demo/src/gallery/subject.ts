import type { TestSession } from '../../../packages/elements/src/testing/test-session.ts';

/** An element in one state, with its session. */
export interface Scene {
  /** The element, with its attributes and properties set. */
  readonly element: HTMLElement;
  /**
   * The session around the element; `null` if the state is without a session or `element` has its
   * own.
   */
  readonly session: TestSession | null;
  /** Actions after the element was drawn, such as a click. */
  readonly act?: () => void | Promise<void>;
  /** Restores what was changed outside of the element; called before another state is shown. */
  readonly cleanUp?: () => void;
}

/** One state of one element. */
export interface GalleryState {
  /** Its name in addresses; unique within the element. */
  readonly name: string;
  readonly title: string;
  /** When a person meets it, in one sentence. */
  readonly about: string;
  /** Creates the element and its session anew. */
  readonly make: () => Scene;
}

/** One element with all its states. */
export interface Subject {
  readonly tag: string;
  readonly title: string;
  readonly about: string;
  readonly states: readonly GalleryState[];
}

/** Returns a {@link GalleryState}. */
export function state(name: string, title: string, about: string, make: () => Scene): GalleryState {
  return { name, title, about, make };
}
