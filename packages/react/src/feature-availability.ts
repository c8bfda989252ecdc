'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/feature-availability/define';
import type { ArcErrorEvent, ArcFeatureChangeEvent } from '@arc-elements/elements';
import { ArcFeatureAvailabilityElement } from '@arc-elements/elements/feature-availability';
import { type ArcComponent, component } from './component.ts';

type Props = 'features' | 'accountId' | 'compact' | 'session' | 'sessionId' | 'headingLevel';
type Events = { readonly onArcFeatureChange: ArcFeatureChangeEvent; readonly onArcError: ArcErrorEvent };

/**
 * `<arc-feature-availability>`. Shows each utility account and its six features in three groups,
 * each available, getting ready or not available. Account numbers are masked until the person
 * reveals one.
 */
export const ArcFeatureAvailability: ArcComponent<ArcFeatureAvailabilityElement, Props, Events> = component<
  ArcFeatureAvailabilityElement,
  Props,
  Events
>(ArcFeatureAvailabilityElement, 'arc-feature-availability', 'ArcFeatureAvailability', {
  onArcFeatureChange: 'arc-feature-change',
  onArcError: 'arc-error',
});
