// Only type-checked: what compiles, and what does not.
import '@arc-elements/elements/types/solid';
import type { ArcIntervalChartElement } from '@arc-elements/elements';

let chart: ArcIntervalChartElement | undefined;

export const right = () => (
  <>
    <arc-interval-chart ref={chart} view="heatmap" range={{ startMs: 0, endMs: 1 }} table prop:acceptFile={false} />
    <arc-interval-chart meter-id="mtr_1" prop:series={undefined} accept-file class="a" attr:session="home" />
    <arc-meter-list on:arc-meter-select={(event) => event.detail.meterId satisfies string} />
    <arc-meter-list on:arc-error={(event) => event.detail.code satisfies string} />
    <arc-feature-gate feature="charge_cost">
      <p slot="available">Costs</p>
    </arc-feature-gate>
  </>
);

export const wrong = () => (
  <>
    {/* @ts-expect-error: no such view */}
    <arc-interval-chart view="yesterday" />
    {/* @ts-expect-error: a number */}
    <arc-meter-list previews="many" />
    <arc-meter-list session="home" />
    {/* @ts-expect-error: Solid would write the attribute `meterid` */}
    <arc-meter-list meterId="mtr_1" />
    {/* @ts-expect-error: no such detail */}
    <arc-meter-list on:arc-meter-select={(event) => event.detail.range} />
    {/* @ts-expect-error: no such property */}
    <arc-meter-list colour="red" />
    {/* @ts-expect-error: no such tag */}
    <arc-nothing />
  </>
);
