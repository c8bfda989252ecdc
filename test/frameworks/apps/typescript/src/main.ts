import '@arc-elements/elements/session/define';
import '@arc-elements/elements/connection-status/define';
import '@arc-elements/elements/meter-list/define';
import '@arc-elements/elements/interval-chart/define';

const session = document.querySelector('arc-session');
const list = document.querySelector('arc-meter-list');
const chart = document.querySelector('arc-interval-chart');
const write = (id: string, text: string) => document.getElementById(id)?.replaceChildren(text);

session?.addEventListener('arc-session-ready', () => write('user', 'ready'));
list?.addEventListener('arc-meter-select', ({ detail }) => {
  write('meter', detail.meterId);
  if (chart) chart.meterId = detail.meterId;
});
document.getElementById('clear')?.addEventListener('click', () => {
  write('meter', '');
  if (chart) chart.meterId = '';
});
