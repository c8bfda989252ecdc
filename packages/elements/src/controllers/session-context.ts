import type { ArcSession } from '@arc-elements/client';
import { createContext } from '@lit/context';
import type { ErrorLike } from '../internal/errors.ts';

/** Colour scheme; `system` is that of the operating system. */
export type Theme = 'light' | 'dark' | 'system';

/** Values that an `arc-session` provides to its elements. A new object on every change. */
export interface SessionScope {
  /** `undefined` while the session is not configured yet. */
  readonly session: ArcSession | undefined;
  /** `undefined` for the language of the page. */
  readonly locale: string | undefined;
  /** `undefined` for the `color-scheme` of the page. */
  readonly theme: Theme | undefined;
  /** `undefined` for the default of each element. */
  readonly headingLevel: number | undefined;
  /** Mistake in the set-up of the `arc-session`; `null` if none is known. */
  readonly problem: ErrorLike | null;
}

/** Context key, which all copies of the package on a page share. */
export const sessionContext = createContext<SessionScope>(Symbol.for('arc-elements.session'));
