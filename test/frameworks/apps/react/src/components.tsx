import { ArcConnectionStatus, ArcIntervalChart, ArcMeterList, ArcSession } from '@arc-elements/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Usage() {
  const [user, setUser] = useState('');
  const [meterId, setMeterId] = useState<string | null>(null);
  return (
    <ArcSession broker="http://127.0.0.1:4020" sessionUrl="/arc/session" onArcSessionReady={() => setUser('ready')}>
      <output id="user">{user}</output>
      <output id="meter">{meterId}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <ArcConnectionStatus />
      <ArcMeterList previews={0} onArcMeterSelect={(event) => setMeterId(event.detail.meterId)} />
      <ArcIntervalChart meterId={meterId} view="usage" range="month" className="chart" />
    </ArcSession>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Usage />);
