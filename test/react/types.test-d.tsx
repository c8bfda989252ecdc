// Only the type check reads this file: what a React app may and may not write.
import '@arc-elements/elements/types/react';
import { ArcConnect, ArcIntervalChart, ArcMeterList, ArcSession } from '@arc-elements/react';
import { createRef } from 'react';

const session = createRef<React.ComponentRef<typeof ArcSession>>();

export const right = (
  <ArcSession ref={session} broker="/api" sessionUrl="/arc/session" theme="dark" className="wide" id="home">
    <ArcConnect compact credentialId={12} onArcConnectEnd={({ detail }) => detail.status satisfies string} />
    <ArcMeterList noSelect onArcMeterSelect={({ detail }) => detail.meterId satisfies string} />
    <ArcIntervalChart
      range={{ startMs: 0, endMs: 1 }}
      series={{ startMs: 0, stepMs: 900_000, timeZone: 'Europe/London', importKwh: new Float64Array(4) }}
      onArcRangeChange={({ detail }) => detail.startMs satisfies number}
    />
  </ArcSession>
);
session.current?.signOut();

export const wrong = [
  // @ts-expect-error There is no such theme.
  <ArcSession key="1" theme="blue" />,
  // @ts-expect-error An id of the older generation is a number.
  <ArcConnect key="2" credentialId="12" />,
  // @ts-expect-error What an element tells is not a prop.
  <ArcConnect key="3" opened />,
  // @ts-expect-error The event of another element.
  <ArcMeterList key="4" onArcRangeChange={() => undefined} />,
  // @ts-expect-error A method is called, not set.
  <ArcSession key="5" signOut={() => undefined} />,
];

export const rightTags = (
  <arc-session broker="/api" sessionUrl="/arc/session" theme="dark" className="wide" id="home">
    <arc-connect compact credentialId={12} onarc-connect-end={({ detail }) => detail.status satisfies string} />
    <arc-meter-list no-select meter-id={null} onarc-meter-select={({ detail }) => detail.meterId satisfies string} />
    <arc-interval-chart session="home" range={{ startMs: 0, endMs: 1 }} series={null} acceptFile={false} />
  </arc-session>
);

export const wrongTags = [
  // @ts-expect-error There is no such theme.
  <arc-session key="1" theme="blue" />,
  // @ts-expect-error An attribute that is there is true.
  <arc-meter-list key="3" no-select={false} />,
  // @ts-expect-error The detail of another event.
  <arc-meter-list key="4" onarc-meter-select={({ detail }) => detail.startMs} />,
];
