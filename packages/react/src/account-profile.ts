'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/account-profile/define';
import type { ArcErrorEvent, ArcProfileSaveEvent, ArcProfileTariffEvent } from '@arc-elements/elements';
import { ArcAccountProfileElement } from '@arc-elements/elements/account-profile';
import { type ArcComponent, component } from './component.ts';

type Props = 'fields' | 'country' | 'session' | 'sessionId' | 'headingLevel';
type Events = {
  readonly onArcProfileSave: ArcProfileSaveEvent;
  readonly onArcProfileTariff: ArcProfileTariffEvent;
  readonly onArcError: ArcErrorEvent;
};

/**
 * `<arc-account-profile>`. Shows the Switch account of the person: address and customer class in a
 * short form, and the likely tariff, which the person can confirm or replace. Needs the scope
 * `profile:read`, and `profile:write` to save, which a session does not have by default. Without
 * it, the profile is shown as text.
 */
export const ArcAccountProfile: ArcComponent<ArcAccountProfileElement, Props, Events> = component<
  ArcAccountProfileElement,
  Props,
  Events
>(ArcAccountProfileElement, 'arc-account-profile', 'ArcAccountProfile', {
  onArcProfileSave: 'arc-profile-save',
  onArcProfileTariff: 'arc-profile-tariff',
  onArcError: 'arc-error',
});
