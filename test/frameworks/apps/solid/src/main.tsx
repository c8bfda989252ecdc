import '@arc-elements/elements/define';
import '@arc-elements/elements/types/solid';
import { createSignal } from 'solid-js';
import { render } from 'solid-js/web';

function Usage(props: { broker: string }) {
  const [user, setUser] = createSignal('');
  const [meterId, setMeterId] = createSignal<string | null>(null);
  return (
    <arc-session broker={props.broker} session-url="/arc/session" on:arc-session-ready={() => setUser('ready')}>
      <output id="user">{user()}</output>
      <output id="meter">{meterId()}</output>
      <button type="button" id="clear" onClick={() => setMeterId(null)}>
        Any meter
      </button>
      <arc-connection-status />
      <arc-meter-list previews={0} on:arc-meter-select={(event) => setMeterId(event.detail.meterId)} />
      <arc-interval-chart class="chart" meter-id={meterId()} series={null} view="usage" range="month" />
    </arc-session>
  );
}

const root = document.getElementById('root');
const broker = new URLSearchParams(location.search).get('broker') ?? '';
if (root !== null) render(() => <Usage broker={broker} />, root);
