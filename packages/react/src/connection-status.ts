'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/connection-status/define';
import type { ArcConnectionChangeEvent, ArcErrorEvent } from '@arc-elements/elements';
import { ArcConnectionStatusElement } from '@arc-elements/elements/connection-status';
import { type ArcComponent, component } from './component.ts';

type Props = 'connectionId' | 'session' | 'sessionId' | 'headingLevel';
type Events = { readonly onArcConnectionChange: ArcConnectionChangeEvent; readonly onArcError: ArcErrorEvent };

/**
 * `<arc-connection-status>`. Each connection as a timeline: what is happening, who must act, what
 * comes next and since when. Where the person must act it offers the one thing that helps, for
 * example signing in again; and where usage data can be turned on, it does that too.
 */
export const ArcConnectionStatus: ArcComponent<ArcConnectionStatusElement, Props, Events> = component<
  ArcConnectionStatusElement,
  Props,
  Events
>(ArcConnectionStatusElement, 'arc-connection-status', 'ArcConnectionStatus', {
  onArcConnectionChange: 'arc-connection-change',
  onArcError: 'arc-error',
});
