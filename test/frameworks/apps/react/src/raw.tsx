import '@arc-elements/elements/define';
import '@arc-elements/elements/types/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

function Usage() {
  const [user, setUser] = useState('');
  const [meterId, setMeterId] = useState<string | null>(null);
  return (
    <arc-session broker="http://127.0.0.1:4020" sessionUrl="/arc/session" onarc-session-ready={() => setUser('ready')}>
      <output id="user">{user}</output>
      <output id="meter">{meterId}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <arc-connection-status />
      <arc-meter-list previews={0} onarc-meter-select={(event) => setMeterId(event.detail.meterId)} />
      <arc-interval-chart meterId={meterId} series={null} view="usage" range="month" className="chart" />
    </arc-session>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Usage />);
