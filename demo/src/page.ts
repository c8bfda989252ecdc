import type { ArcConnectElement } from '@arc-elements/elements/connect';
import type { ArcIntervalChartElement } from '@arc-elements/elements/interval-chart';
import { sampleHome } from './sample-home.ts';
import type { Scene } from './story.ts';

/** The element with this id. The page is ours, so a missing one is a mistake in it. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no element with the id "${id}".`);
  return element as E;
}

const WORDS = {
  loading: {
    title: 'Your utility',
    lede: '',
    summary: 'Your panels are on the roof and running.',
  },
  empty: {
    title: 'Connect your utility',
    lede: 'See what your home takes from the grid, what your panels give back, and when. It takes about a minute.',
    summary: 'Your panels are on the roof and running. Link your utility to see the other half of the picture.',
  },
  connected: {
    title: 'Your utility',
    lede: '',
    summary: 'Your utility is being linked. This page fills in by itself, so there is no need to wait here.',
  },
  flowing: {
    title: 'Your utility',
    lede: '',
    summary: 'Your panels are on the roof and running, and your meter tells the rest.',
  },
  failed: {
    title: 'Your utility',
    lede: '',
    summary: 'Your panels are on the roof and running.',
  },
} satisfies Record<Scene['state'], { title: string; lede: string; summary: string }>;

const SAMPLE_LEDE = {
  alone: 'This is how a week looks in a home with panels: blue came from the grid, amber went back to it.',
  waiting: 'Until your own meter reports, this is an example: blue came from the grid, amber went back to it.',
};

/** Draws the example home in the chart, before anything is known about the person. */
export function showSample(chart: ArcIntervalChartElement, nowMs: number): void {
  chart.series = sampleHome({ nowMs });
}

/** Puts a scene on the page: words, what is visible, and which readings the chart draws. */
export function showScene(scene: Scene): void {
  const { state, meterId } = scene;
  const words = WORDS[state];
  const connected = state === 'connected' || state === 'flowing';
  byId('home').dataset.state = state;
  byId('utility-title').textContent = words.title;
  byId('utility-lede').textContent = words.lede;
  byId('utility-lede').hidden = words.lede === '';
  byId('summary').textContent = words.summary;
  byId('status').hidden = state === 'empty';
  const connect = byId<ArcConnectElement>('connect');
  connect.hidden = state === 'loading' || state === 'failed';
  connect.compact = connected;
  connect.textContent = connected ? 'Connect another utility' : 'Connect your utility';
  byId('test-login').hidden = state !== 'empty';
  byId('meters').hidden = !connected;
  byId('features').hidden = !connected;

  const chart = byId<ArcIntervalChartElement>('chart');
  const sample = meterId === undefined;
  byId('sample-chip').hidden = !sample;
  byId('energy-lede').hidden = !sample;
  byId('energy-lede').textContent = connected ? SAMPLE_LEDE.waiting : SAMPLE_LEDE.alone;
  if (sample) {
    chart.removeAttribute('meter-id');
    if (chart.series === undefined) showSample(chart, Date.now());
  } else {
    chart.series = undefined;
    chart.setAttribute('meter-id', meterId);
  }
}

/** A greeting by the person's own clock. */
export function greetingAt(hour: number): string {
  if (hour < 5) return 'Good evening';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}
