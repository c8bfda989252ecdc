'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/feature-gate/define';
import type { ArcErrorEvent, ArcGateChangeEvent } from '@arc-elements/elements';
import { ArcFeatureGateElement } from '@arc-elements/elements/feature-gate';
import { type ArcComponent, component } from './component.ts';

type Props = 'feature' | 'accountId' | 'session' | 'sessionId' | 'headingLevel';
type Events = { readonly onArcGateChange: ArcGateChangeEvent; readonly onArcError: ArcErrorEvent };

/**
 * `<arc-feature-gate>`. Shows content of the page by the state of one feature: `<arc-feature-gate
 * feature="charge_cost">` with an element in the slot of each state. A state without content shows
 * nothing, except loading, which shows a skeleton, and failed, which shows a message. A browser
 * shows all content until the script is loaded, unless the page has the rule
 * `arc-feature-gate:not(:defined) > :not([slot="loading"]) { display: none }`. It hides content,
 * but does not protect it: check access to data on the server.
 */
export const ArcFeatureGate: ArcComponent<ArcFeatureGateElement, Props, Events> = component<
  ArcFeatureGateElement,
  Props,
  Events
>(ArcFeatureGateElement, 'arc-feature-gate', 'ArcFeatureGate', {
  onArcGateChange: 'arc-gate-change',
  onArcError: 'arc-error',
});
