// Script-tag entry: registers everything. The classes of what is large or rare are loaded when the page has such an element.
import './session/define.ts';
import './connect/define.ts';
import './connection-status/define.ts';
import './feature-gate/define.ts';
import { readableMeterId } from './interval-chart/data/meter-choice.ts';
import { defineLazy } from './lazy-element/lazy-element.ts';

// For a page without a build step: `import { setMessages } from '/arc-elements.js'`.
export { setMessages } from './languages/set-messages.ts';

defineLazy('arc-feature-availability', {
  load: () => import('./feature-availability/define.ts'),
  properties: { features: 'features', accountId: 'account-id', compact: 'compact' },
  reads: [(session) => session.accounts],
});
defineLazy('arc-meter-list', {
  load: () => import('./meter-list/define.ts'),
  properties: { meterId: 'meter-id', previews: 'previews', noSelect: 'no-select' },
  reads: [(session) => session.meters],
});
defineLazy('arc-interval-chart', {
  load: () => import('./interval-chart/define.ts'),
  properties: {
    meterId: 'meter-id',
    heading: 'heading',
    series: false,
    src: 'src',
    timeZone: 'time-zone',
    acceptFile: 'accept-file',
    range: 'range',
    view: 'view',
    resolution: 'resolution',
    compare: 'compare',
    channels: 'channels',
    tariff: false,
    group: 'group',
    link: 'link',
    table: 'table',
  },
  reads: [
    (session, chart) => (showsMeter(chart) ? session.meters : undefined),
    (session, chart) => {
      const meters = session.meters.getState().data ?? [];
      const meterId = readableMeterId(meters, chart.getAttribute('meter-id') ?? '');
      return showsMeter(chart) && meterId !== '' ? session.intervals(meterId) : undefined;
    },
  ],
});
defineLazy('arc-account-profile', {
  load: () => import('./account-profile/define.ts'),
  properties: { fields: false, country: 'country' },
});
defineLazy('arc-doctor', { load: () => import('./doctor/define.ts'), properties: {} });

// `?arc-doctor` on any page: the doctor for its first session, above everything else.
if (new URLSearchParams(location.search).has('arc-doctor')) {
  const place = () =>
    (document.querySelector('arc-session') ?? document.body).prepend(document.createElement('arc-doctor'));
  // A module script runs before `DOMContentLoaded`, with the page complete, unless it is `async`.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place, { once: true });
  else place();
}

/** Returns false if a chart shows data of the page. */
function showsMeter(chart: HTMLElement): boolean {
  return !chart.hasAttribute('src') && !Reflect.get(chart, 'series');
}
