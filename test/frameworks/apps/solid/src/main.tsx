import '@arc-elements/elements/define';
import '@arc-elements/elements/types/solid';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';

function Usage() {
  const [user, setUser] = createSignal('');
  const [meterId, setMeterId] = createSignal<string | null>(null);
  return (
    <arc-session
      broker="http://127.0.0.1:4020"
      session-url="/arc/session"
      on:arc-session-ready={() => setUser('ready')}
    >
      <output id="user">{user()}</output>
      <output id="meter">{meterId()}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <arc-connection-status />
      <arc-meter-list previews={0} on:arc-meter-select={(event) => setMeterId(event.detail.meterId)} />
      <arc-interval-chart class="chart" meter-id={meterId()} view="usage" range="month" />
    </arc-session>
  );
}

const root = document.getElementById('root');
if (root !== null) render(() => <Usage />, root);
