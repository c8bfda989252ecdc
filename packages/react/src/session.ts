'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/session/define';
import type { ArcErrorEvent, ArcSessionStateEvent } from '@arc-elements/elements';
import { ArcSessionElement } from '@arc-elements/elements/session';
import { type ArcComponent, component } from './component.ts';

type Props = 'broker' | 'sessionUrl' | 'theme' | 'locale' | 'headingLevel' | 'fetchSession' | 'session';
type Events = {
  readonly onArcSessionReady: ArcSessionStateEvent;
  readonly onArcSessionExpired: ArcSessionStateEvent;
  readonly onArcSessionSignedOut: ArcSessionStateEvent;
  readonly onArcError: ArcErrorEvent;
};

/**
 * `<arc-session>`. Provides one session to every element inside it, and to elements elsewhere that
 * name its id. Shows nothing itself; the elements inside are laid out one below the other with a
 * gap, unless the page sets another `display`. The session token is kept in memory only, and is
 * renewed for all of them together.
 */
export const ArcSession: ArcComponent<ArcSessionElement, Props, Events> = component<ArcSessionElement, Props, Events>(
  ArcSessionElement,
  'arc-session',
  'ArcSession',
  {
    onArcSessionReady: 'arc-session-ready',
    onArcSessionExpired: 'arc-session-expired',
    onArcSessionSignedOut: 'arc-session-signed-out',
    onArcError: 'arc-error',
  },
);
