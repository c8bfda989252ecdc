import {
  ArcConnect,
  ArcConnectionStatus,
  ArcFeatureGate,
  ArcIntervalChart,
  ArcMeterList,
  ArcSession,
} from '@arc-elements/react';
import { StrictMode, useRef, useState } from 'react';

/**
 * A portal as a partner's React app would have it: props in, typed events out, a ref to an element.
 */
function Portal({ broker }: { readonly broker: string }) {
  const [user, setUser] = useState('');
  const [meterId, setMeterId] = useState('');
  const [range, setRange] = useState('');
  const [shown, setShown] = useState(true);
  const session = useRef<React.ComponentRef<typeof ArcSession>>(null);
  return (
    <main>
      <output id="user">{user}</output>
      <output id="meter">{meterId}</output>
      <output id="range">{range}</output>
      <button type="button" id="out" onClick={() => session.current?.signOut()}>
        Sign out
      </button>
      <button type="button" id="toggle" onClick={() => setShown(!shown)}>
        Show or hide
      </button>
      {shown && (
        <ArcSession
          ref={session}
          broker={broker}
          sessionUrl="/arc/session"
          theme="light"
          onArcSessionReady={() => setUser('ready')}
          onArcSessionSignedOut={() => setUser('signed out')}
        >
          <ArcConnect className="connect" compact />
          <ArcConnectionStatus />
          <ArcFeatureGate feature="utility_intervals">
            <p slot="available">Usage data is here.</p>
          </ArcFeatureGate>
          <ArcMeterList previews={0} onArcMeterSelect={(event) => setMeterId(event.detail.meterId)} />
          <ArcIntervalChart
            meterId={meterId}
            series={null}
            acceptFile={false}
            view="usage"
            range="month"
            onArcRangeChange={({ detail }) => setRange(`${detail.startMs}..${detail.endMs}`)}
          />
        </ArcSession>
      )}
    </main>
  );
}

/** Returns the portal in strict mode, which mounts everything twice. */
export function app(broker: string) {
  return (
    <StrictMode>
      <Portal broker={broker} />
    </StrictMode>
  );
}
