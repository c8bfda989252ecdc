import type { ArcConnectElement } from '@arc-elements/elements/connect';
import type { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import type { ArcMeterListElement } from '@arc-elements/elements/meter-list';
import type { PortalState } from './portal-state.ts';
import { sampleHome } from './sample-home.ts';

/**
 * Returns the element with this id. @throws {Error} The page has none, which is a mistake in the
 * page.
 */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element with the id "${id}".`);
  return element as E;
}

/** The line under the greeting. */
const SUMMARIES = {
  'signed-out': 'You are signed out. To come back, sign in again behind the scenes.',
  loading: 'Your panels are on the roof and running.',
  failed: 'Your panels are on the roof and running.',
  empty: 'Your panels are on the roof and running. Link your utility to see the other half of the picture.',
  connecting: 'Your utility is being linked. This page fills in by itself, so there is no need to wait here.',
  attention: 'Your utility is not linked yet. It needs a moment of yours first.',
  choosing: 'Your utility is linked. Turn on usage data to see your own home here.',
  reading: 'Your usage data is on its way. It appears here by itself, usually within minutes.',
  without: 'Your utility is linked. It publishes no usage data for your meters, so the example stays.',
  flowing: 'Your panels are on the roof and running, and your meter tells the rest.',
} satisfies Record<PortalState['state'], string>;

const SAMPLE_LEDES = {
  alone: 'This is how a week looks in a home with panels: blue came from the grid, amber went back to it.',
  waiting: 'Until your own meter reports, this is an example: blue came from the grid, amber went back to it.',
};

const status = byId('status');

/**
 * Shows a state on the page: texts, visible sections, and the readings in the chart. Between the
 * example and the person's own readings the chart is replaced, because the chosen week belongs to
 * the example.
 */
export function showState({ state, meterId, metersListed }: PortalState): void {
  const empty = state === 'empty';
  const known = state !== 'loading' && state !== 'failed' && state !== 'signed-out';
  const connected = known && !empty;
  const home = byId('home');
  home.dataset.state = state;
  // The first section is chosen once: a person with readings sees them first, and nothing moves
  // later.
  if (known) home.dataset.first ??= state === 'flowing' ? 'energy' : 'utility';
  byId('summary').textContent = SUMMARIES[state];

  byId('utility-title').textContent = empty ? 'Connect your utility' : 'Your utility';
  byId('utility-lede').hidden = !empty;
  byId('test-login').hidden = !empty;
  showStatus(!empty);
  const connect = byId<ArcConnectElement>('connect');
  connect.hidden = !known;
  connect.compact = connected;
  connect.textContent = connected ? 'Connect another utility' : 'Connect your utility';

  byId('meters').hidden = !metersListed;
  byId('features').hidden = !connected;
  byId('sample-chip').hidden = meterId !== undefined;
  byId('energy-lede').hidden = meterId !== undefined;
  byId('energy-lede').textContent = connected && state !== 'without' ? SAMPLE_LEDES.waiting : SAMPLE_LEDES.alone;
  showReadings(meterId);
}

/** Draws the example home, which needs neither session nor server. */
export function showSample(): void {
  chart().series = sampleHome({ nowMs: Date.now() });
}

/** Scrolls the chart into view: the list of meters above it may be long. */
export function revealChart(): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  byId('picture').scrollIntoView({ block: 'nearest', behavior: calm ? 'auto' : 'smooth' });
}

/** Returns a greeting for an hour of the person's own clock. */
export function greetingAt(hour: number): string {
  if (hour < 5) return 'Good evening';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

const chart = (): ArcIntervalChartElement => {
  const found = document.querySelector('arc-interval-chart');
  if (found === null) throw new Error('The page has no chart.');
  return found;
};

function showReadings(meterId: string | undefined): void {
  const isSample = chart().series !== undefined;
  if (isSample !== (meterId === undefined)) {
    const next = document.createElement('arc-interval-chart');
    next.heading = '';
    // The person's own readings are shown in full at first.
    if (meterId === undefined) next.range = 'week';
    chart().replaceWith(next);
    if (meterId === undefined) showSample();
  }
  if (meterId === undefined) return;
  chart().setAttribute('meter-id', meterId);
  byId<ArcMeterListElement>('meters').meterId = meterId;
}

/**
 * Adds or removes the list of connections. An empty list would offer to connect, which the card
 * around it does already.
 */
function showStatus(shown: boolean): void {
  if (shown) byId('connect').before(status);
  else status.remove();
}
