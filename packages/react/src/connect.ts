'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/connect/define';
import type {
  ArcConnectEndEvent,
  ArcConnectOpenEvent,
  ArcConnectSubmitEvent,
  ArcErrorEvent,
} from '@arc-elements/elements';
import { ArcConnectElement } from '@arc-elements/elements/connect';
import { type ArcComponent, component } from './component.ts';

type Props =
  | 'credentialId'
  | 'providerId'
  | 'zip'
  | 'connectScript'
  | 'compact'
  | 'session'
  | 'sessionId'
  | 'headingLevel';
type Events = {
  readonly onArcConnectOpen: ArcConnectOpenEvent;
  readonly onArcConnectSubmit: ArcConnectSubmitEvent;
  readonly onArcConnectEnd: ArcConnectEndEvent;
  readonly onArcError: ArcErrorEvent;
};

/**
 * `<arc-connect>`. A button and a dialog in which a person signs in at their utility. Without
 * `credential-id` a new login is connected; with it, that login is repaired. The page in the dialog
 * is the platform's own: passwords never pass through this site.
 */
export const ArcConnect: ArcComponent<ArcConnectElement, Props, Events> = component<ArcConnectElement, Props, Events>(
  ArcConnectElement,
  'arc-connect',
  'ArcConnect',
  {
    onArcConnectOpen: 'arc-connect-open',
    onArcConnectSubmit: 'arc-connect-submit',
    onArcConnectEnd: 'arc-connect-end',
    onArcError: 'arc-error',
  },
);
