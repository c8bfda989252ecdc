import '@arc-elements/elements/define';
import '@arc-elements/elements/types/preact';
import { render } from 'preact';
import { useState } from 'preact/hooks';

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
      <arc-interval-chart class="chart" meterId={meterId} view="usage" range="month" />
    </arc-session>
  );
}

const root = document.getElementById('root');
if (root !== null) render(<Usage />, root);
