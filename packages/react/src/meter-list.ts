'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/meter-list/define';
import type { ArcErrorEvent, ArcMeterChangeEvent, ArcMeterSelectEvent } from '@arc-elements/elements';
import { ArcMeterListElement } from '@arc-elements/elements/meter-list';
import { type ArcComponent, component } from './component.ts';

type Props = 'meterId' | 'previews' | 'noSelect' | 'session' | 'sessionId' | 'headingLevel';
type Events = {
  readonly onArcMeterSelect: ArcMeterSelectEvent;
  readonly onArcMeterChange: ArcMeterChangeEvent;
  readonly onArcError: ArcErrorEvent;
};

/**
 * `<arc-meter-list>`. Lists meters by address, each with the state of its usage data, which can be
 * turned on here. Once there are readings, a preview shows the last thirty days.
 */
export const ArcMeterList: ArcComponent<ArcMeterListElement, Props, Events> = component<
  ArcMeterListElement,
  Props,
  Events
>(ArcMeterListElement, 'arc-meter-list', 'ArcMeterList', {
  onArcMeterSelect: 'arc-meter-select',
  onArcMeterChange: 'arc-meter-change',
  onArcError: 'arc-error',
});
