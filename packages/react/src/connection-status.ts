'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/connection-status/define';
import type { ArcConnectionChangeEvent, ArcErrorEvent } from '@arc-elements/elements';
import { ArcConnectionStatusElement } from '@arc-elements/elements/connection-status';
import { type ArcComponent, component } from './component.ts';

type Props = 'connectionId' | 'session' | 'sessionId' | 'headingLevel';
type Events = { readonly onArcConnectionChange: ArcConnectionChangeEvent; readonly onArcError: ArcErrorEvent };

/**
 * `<arc-connection-status>`. Shows each connection as a timeline: what is happening and since when,
 * who must act, and what comes next. Offers the action that helps where the person must act, for
 * example signing in again, and turns usage data on where that is possible.
 */
export const ArcConnectionStatus: ArcComponent<ArcConnectionStatusElement, Props, Events> = component<
  ArcConnectionStatusElement,
  Props,
  Events
>(ArcConnectionStatusElement, 'arc-connection-status', 'ArcConnectionStatus', {
  onArcConnectionChange: 'arc-connection-change',
  onArcError: 'arc-error',
});
