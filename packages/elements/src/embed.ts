// Script-tag entry: registers every tag. What all elements share is in this file; the class of each element but
// arc-session is loaded with the first such element.
import './session/define.ts';
import { readableMeterId } from './interval-chart/data/meter-choice.ts';
import { defineLazy } from './lazy-element/lazy-element.ts';

// For a page without a build step: `import { setMessages } from '/arc-elements.js'`.
export { setMessages } from './languages/set-messages.ts';

defineLazy('arc-connect', {
  load: () => import('./connect/define.ts'),
  properties: {
    credentialId: 'credential-id',
    providerId: 'provider-id',
    zip: 'zip',
    compact: 'compact',
    connectScript: 'connect-script',
  },
  methods: ['open', 'close'],
  delegatesFocus: true,
});
defineLazy('arc-connection-status', {
  load: () => import('./connection-status/define.ts'),
  properties: { connectionId: 'connection-id' },
  reads: [(session) => session.connections],
});
defineLazy('arc-feature-gate', {
  load: () => import('./feature-gate/define.ts'),
  properties: { feature: 'feature', accountId: 'account-id' },
  reads: [(session) => session.accounts],
});
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
  methods: ['save'],
  reads: [
    (session, chart) => (showsMeter(chart) ? session.meters : undefined),
    (session, chart) => {
      const meters = session.meters.getState().data ?? [];
      const meterId = readableMeterId(meters, given(chart, 'meterId', 'meter-id'));
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
  const place = () => {
    // Another copy of this script may have placed it.
    if (document.querySelector('arc-doctor') === null)
      (document.querySelector('arc-session') ?? document.body).prepend(document.createElement('arc-doctor'));
  };
  // A module script runs before `DOMContentLoaded`, with the page complete, unless it is `async`.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place, { once: true });
  else place();
}

/** Returns false if a chart shows data of the page. */
function showsMeter(chart: HTMLElement): boolean {
  return given(chart, 'src', 'src') === '' && !Reflect.get(chart, 'series');
}

/** Returns the text of a property that was set, else of the attribute; empty for none. */
function given(element: HTMLElement, property: string, attribute: string): string {
  return Reflect.get(element, property) ?? element.getAttribute(attribute) ?? '';
}
