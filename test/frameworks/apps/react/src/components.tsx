import { ArcConnectionStatus, ArcIntervalChart, ArcMeterList, ArcSession } from '@arc-elements/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Usage({ broker }: { broker: string }) {
  const [user, setUser] = useState('');
  const [meterId, setMeterId] = useState<string | null>(null);
  return (
    <ArcSession broker={broker} sessionUrl="/arc/session" onArcSessionReady={() => setUser('ready')}>
      <output id="user">{user}</output>
      <output id="meter">{meterId}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <ArcConnectionStatus />
      <ArcMeterList previews={0} onArcMeterSelect={(event) => setMeterId(event.detail.meterId)} />
      <ArcIntervalChart meterId={meterId} series={null} view="usage" range="month" className="chart" />
    </ArcSession>
  );
}

const root = document.getElementById('root');
const broker = new URLSearchParams(location.search).get('broker') ?? '';
if (root !== null) createRoot(root).render(<Usage broker={broker} />);
