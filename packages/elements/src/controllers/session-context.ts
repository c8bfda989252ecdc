import type { ArcSession } from '@arc-elements/client';
import { createContext } from '@lit/context';
import type { ErrorLike } from '../internal/errors.ts';

/** How colours are chosen: fixed, by the operating system, or (absent) by the page's own `color-scheme`. */
export type Theme = 'light' | 'dark' | 'system';

/** What an `arc-session` gives to the elements bound to it. A new object on every change. */
export interface SessionScope {
  /** `undefined` while the session is not configured yet. */
  readonly session: ArcSession | undefined;
  /** `undefined` means: take the language of the page. */
  readonly locale: string | undefined;
  readonly theme: Theme | undefined;
  /** `undefined` means: each element’s own default. */
  readonly headingLevel: number | undefined;
  /** Why there is no session, when that is known to be a mistake on the page. */
  readonly problem: ErrorLike | null;
}

/** Context key; registered globally, so that two copies of the package on one page understand each other. */
export const sessionContext = createContext<SessionScope>(Symbol.for('arc-elements.session'));
