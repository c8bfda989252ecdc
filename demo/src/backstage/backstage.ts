import type { ArcSession } from '@arc-elements/client';
import type { ArcSessionElement } from '@arc-elements/elements/session';
import { appearancePanel } from './appearance-panel.ts';
import { drawer } from './drawer.ts';
import { embedPanel } from './embed-panel.ts';
import { eventsPanel } from './events-panel.ts';
import { sandboxPanel } from './sandbox-panel.ts';
import { sessionPanel } from './session-panel.ts';

/** The session that the drawer shows and controls. */
export interface BackstageSubject {
  readonly element: ArcSessionElement;
  /** Absent when the element is not set up. */
  readonly session: ArcSession | undefined;
}

/**
 * Fills the drawer "Behind the scenes" and makes its buttons work. Nothing on the page itself
 * depends on it.
 */
export function openBackstage({ element, session }: BackstageSubject): void {
  const { whileOpen } = drawer();
  embedPanel(element);
  appearancePanel(element);
  if (session === undefined) return;
  eventsPanel(session);
  whileOpen(() => sessionPanel(session));
  whileOpen(() => sandboxPanel(session));
}
