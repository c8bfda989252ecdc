import '../../src/interval-chart/define.ts';
import type { Contender } from './contender.ts';

/** The whole element as partners use it: numbers, tabs, controls, overview, key and foot with the picture. */
const contender: Contender = {
  async mount(container, data) {
    const element = document.createElement('arc-interval-chart');
    element.series = { ...data, timeZone: 'America/Los_Angeles' };
    element.style.setProperty('--arc-interval-chart-height', '300px');
    container.append(element);
    await element.updateComplete;
    return {
      async show(startMs, endMs) {
        element.range = { startMs, endMs };
        await element.updateComplete;
      },
    };
  },
};

export default contender;
