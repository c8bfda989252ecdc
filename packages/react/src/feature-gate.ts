'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/feature-gate/define';
import type { ArcErrorEvent, ArcGateChangeEvent } from '@arc-elements/elements';
import { ArcFeatureGateElement } from '@arc-elements/elements/feature-gate';
import { type ArcComponent, component } from './component.ts';

type Props = 'feature' | 'accountId' | 'session' | 'sessionId' | 'headingLevel';
type Events = { readonly onArcGateChange: ArcGateChangeEvent; readonly onArcError: ArcErrorEvent };

/**
 * `<arc-feature-gate>`. Shows the page's own content by the state of one feature:
 * `<arc-feature-gate feature="charge_cost">` with an element in the slot of each state. A state
 * without content shows nothing; loading has a skeleton and a failure its words. Until the script
 * is there a browser shows all of them: give the page `arc-feature-gate:not(:defined) >
 * :not([slot="loading"]) { display: none }`. It hides, it does not guard: whoever owns the data
 * still checks on the server.
 */
export const ArcFeatureGate: ArcComponent<ArcFeatureGateElement, Props, Events> = component<
  ArcFeatureGateElement,
  Props,
  Events
>(ArcFeatureGateElement, 'arc-feature-gate', 'ArcFeatureGate', {
  onArcGateChange: 'arc-gate-change',
  onArcError: 'arc-error',
});
