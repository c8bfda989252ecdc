// Only type-checked: what compiles, and what does not.
import '@arc-elements/elements/types/react';
import type { ArcIntervalChartElement } from '@arc-elements/elements';
import { ArcIntervalChart, ArcMeterList } from '@arc-elements/react';
import { createRef } from 'react';

const chart = createRef<ArcIntervalChartElement>();

export const right = (
  <>
    <arc-interval-chart ref={chart} key="1" view="heatmap" range={{ startMs: 0, endMs: 1 }} table acceptFile={false} />
    <arc-interval-chart meter-id="mtr_1" meterId={null} series={undefined} accept-file className="a" />
    <arc-meter-list onarc-meter-select={(event) => event.detail.meterId satisfies string} />
    <arc-meter-list onarc-error={(event) => event.detail.code satisfies string} session-id="x" data-own="1" />
    <arc-feature-gate feature="charge_cost">
      <p slot="available">Costs</p>
    </arc-feature-gate>
  </>
);

export const wrong = (
  <>
    {/* @ts-expect-error: no such view */}
    <arc-interval-chart view="yesterday" />
    {/* @ts-expect-error: a number */}
    <arc-meter-list previews="many" />
    <arc-meter-list session="home" />
    {/* @ts-expect-error: an attribute that is there is true */}
    <arc-meter-list no-select={false} />
    {/* @ts-expect-error: only the list has this event's detail */}
    <arc-meter-list onarc-meter-select={(event) => event.detail.range} />
    {/* @ts-expect-error: no such property */}
    <arc-meter-list colour="red" />
    {/* @ts-expect-error: no such tag */}
    <arc-nothing />
    {/* @ts-expect-error: no such view */}
    <ArcIntervalChart view="yesterday" />
    {/* @ts-expect-error: no such detail */}
    <ArcMeterList onArcMeterSelect={(event) => event.detail.range} />
  </>
);
