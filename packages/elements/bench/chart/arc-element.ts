import { readIntervalsText } from '@arc-elements/intervals';
import '../../src/interval-chart/define.ts';
import type { SeriesSource } from '../../src/interval-chart/data/source.ts';
import type { Contender } from './contender.ts';

/** The element draws in several tasks; a timer would wait longer than they take. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function isDrawn(element: HTMLElement): boolean {
  const canvas = element.shadowRoot?.querySelector('canvas');
  return canvas != null && canvas.width !== 300;
}

/** Settles when the picture stands. */
async function drawn(
  container: HTMLElement,
  series: SeriesSource,
): Promise<HTMLElementTagNameMap['arc-interval-chart']> {
  const element = document.createElement('arc-interval-chart');
  element.series = series;
  element.style.setProperty('--arc-interval-chart-height', '300px');
  container.append(element);
  while (!isDrawn(element)) await nextTask();
  return element;
}

/** The whole element as partners use it: its numbers, tabs, controls, key and foot follow the picture, cursor and overview come last, see `ready`. */
const contender: Contender = {
  async mount(container, data) {
    const element = await drawn(container, { ...data, timeZone: 'America/Los_Angeles' });
    return {
      async ready() {
        await element.updateComplete;
      },
      async show(startMs, endMs) {
        element.range = { startMs, endMs };
        await element.updateComplete;
      },
    };
  },
  mountText: (container, text) => drawn(container, readIntervalsText(text).series),
};

export default contender;
