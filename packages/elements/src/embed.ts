// Script-tag entry: registers every tag. It contains the code that elements share, and arc-session.
// The class of each other element is loaded with the first such element.
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
      const meterId = readableMeterId(meters, textOf(chart, 'meterId', 'meter-id'));
      return showsMeter(chart) && meterId !== '' ? session.intervals(meterId) : undefined;
    },
  ],
});
defineLazy('arc-account-profile', {
  load: () => import('./account-profile/define.ts'),
  properties: { fields: false, country: 'country' },
});
defineLazy('arc-doctor', { load: () => import('./doctor/define.ts'), properties: {} });

// With `?arc-doctor` in its address, a page gets a doctor inside its first session.
if (new URLSearchParams(location.search).has('arc-doctor')) {
  const insert = () => {
    // Another copy of this script may have inserted it.
    if (document.querySelector('arc-doctor') === null)
      (document.querySelector('arc-session') ?? document.body).prepend(document.createElement('arc-doctor'));
  };
  // A module script runs when the page is parsed, unless it is `async`.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', insert, { once: true });
  else insert();
}

/** Returns true if a chart shows a meter, and not data of the page. */
function showsMeter(chart: HTMLElement): boolean {
  return textOf(chart, 'src', 'src') === '' && !Reflect.get(chart, 'series');
}

/** Returns the text of a property if it is set, else of the attribute; empty without both. */
function textOf(element: HTMLElement, property: string, attribute: string): string {
  return Reflect.get(element, property) ?? element.getAttribute(attribute) ?? '';
}
