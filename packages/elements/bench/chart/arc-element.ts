import '../../src/interval-chart/define.ts';
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

/** The whole element as partners use it: numbers, tabs, controls, key and foot with the picture. */
const contender: Contender = {
  async mount(container, data) {
    const element = document.createElement('arc-interval-chart');
    element.series = { ...data, timeZone: 'America/Los_Angeles' };
    element.style.setProperty('--arc-interval-chart-height', '300px');
    container.append(element);
    // The picture with all its words, as the others draw it; cursor and overview come after it, see `ready`.
    while (!isDrawn(element)) await nextTask();
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
};

export default contender;
