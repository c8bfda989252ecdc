import type { Loaders } from './catalog.ts';

/** Words of `arc-interval-chart`. In a module of their own, because only the chart needs them. */
export const CHART: Loaders = {
  ar: () => import('./ar/chart.ts'),
  de: () => import('./de/chart.ts'),
  es: () => import('./es/chart.ts'),
  fr: () => import('./fr/chart.ts'),
};
