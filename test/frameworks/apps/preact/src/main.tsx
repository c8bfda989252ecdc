import '@arc-elements/elements/define';
import '@arc-elements/elements/types/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

function Usage({ broker }: { broker: string }) {
  const [user, setUser] = useState('');
  const [meterId, setMeterId] = useState<string | null>(null);
  return (
    <arc-session broker={broker} sessionUrl="/arc/session" onarc-session-ready={() => setUser('ready')}>
      <output id="user">{user}</output>
      <output id="meter">{meterId}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <arc-connection-status />
      <arc-meter-list previews={0} onarc-meter-select={(event) => setMeterId(event.detail.meterId)} />
      <arc-interval-chart class="chart" meterId={meterId} series={null} view="usage" range="month" />
    </arc-session>
  );
}

const root = document.getElementById('root');
const broker = new URLSearchParams(location.search).get('broker') ?? '';
if (root !== null) render(<Usage broker={broker} />, root);
