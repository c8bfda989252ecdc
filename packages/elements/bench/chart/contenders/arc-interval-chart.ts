import type { ArcIntervalChartElement } from '../../../src/interval-chart/interval-chart.ts';
import { type Contender, HEIGHT } from './contender.ts';

// The built file that partners load.
const BUNDLE = '/cdn/arc-interval-chart.js';
await import(/* @vite-ignore */ BUNDLE);

const contender: Contender = {
  prepare(data) {
    const element = document.createElement('arc-interval-chart') as ArcIntervalChartElement;
    element.series = { ...data, timeZone: 'America/Los_Angeles' };
    element.style.setProperty('--arc-interval-chart-height', `${HEIGHT}px`);
    return async (place) => {
      place.append(element);
      await element.updateComplete;
      return {
        show(startMs, endMs) {
          element.range = { startMs, endMs };
          return element.updateComplete;
        },
      };
    };
  },
};

export default contender;
