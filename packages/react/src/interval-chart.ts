'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/interval-chart/define';
import type {
  ArcCursorChangeEvent,
  ArcErrorEvent,
  ArcRangeChangeEvent,
  ArcViewChangeEvent,
} from '@arc-elements/elements';
import { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import { type ArcComponent, component } from './component.ts';

type Props =
  | 'meterId'
  | 'heading'
  | 'series'
  | 'src'
  | 'timeZone'
  | 'acceptFile'
  | 'range'
  | 'view'
  | 'resolution'
  | 'compare'
  | 'channels'
  | 'tariff'
  | 'group'
  | 'link'
  | 'table'
  | 'session'
  | 'sessionId'
  | 'headingLevel';
type Events = {
  readonly onArcRangeChange: ArcRangeChangeEvent;
  readonly onArcCursorChange: ArcCursorChangeEvent;
  readonly onArcViewChange: ArcViewChangeEvent;
  readonly onArcError: ArcErrorEvent;
};

/**
 * `<arc-interval-chart>`. Interval data of one meter: energy from and to the grid over time, with
 * its gaps, in the meter's own time. Shows `.series`, else the file at `src` or one that the person
 * opened, else the session's meter `meter-id` or its first active one. `updateComplete` settles
 * when the picture is drawn.
 */
export const ArcIntervalChart: ArcComponent<ArcIntervalChartElement, Props, Events> = component<
  ArcIntervalChartElement,
  Props,
  Events
>(ArcIntervalChartElement, 'arc-interval-chart', 'ArcIntervalChart', {
  onArcRangeChange: 'arc-range-change',
  onArcCursorChange: 'arc-cursor-change',
  onArcViewChange: 'arc-view-change',
  onArcError: 'arc-error',
});
