import type { TestSession } from '../../../packages/elements/src/testing/test-session.ts';

/** What one state puts on the stage. */
export interface Scene {
  /** The element, with its attributes and properties set. */
  readonly element: HTMLElement;
  /** The session it is bound to; `null` when the state is that there is none, or when `element` brings its own. */
  readonly session: TestSession | null;
  /** What a person, or the world, does once it is drawn. */
  readonly act?: () => void | Promise<void>;
  /** Takes back what was changed outside of the element; called when another state follows. */
  readonly tidy?: () => void;
}

/** One state of one element. */
export interface GalleryState {
  /** Its name in addresses; unique within the element. */
  readonly name: string;
  readonly title: string;
  /** When a person meets it, in one sentence. */
  readonly about: string;
  /** Makes it anew: what was done to an earlier one is forgotten. */
  readonly make: () => Scene;
}

/** One element with all its states. */
export interface Subject {
  readonly tag: string;
  readonly title: string;
  readonly about: string;
  readonly states: readonly GalleryState[];
}

/** Short for a {@link GalleryState}. */
export function state(name: string, title: string, about: string, make: () => Scene): GalleryState {
  return { name, title, about, make };
}
