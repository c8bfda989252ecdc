import type { Loaders } from './catalog.ts';

/** Words of `arc-interval-chart`. Apart from the other loaders, which every page has. */
export const CHART: Loaders = {
  ar: () => import('./ar/chart.ts'),
  de: () => import('./de/chart.ts'),
  es: () => import('./es/chart.ts'),
  fr: () => import('./fr/chart.ts'),
};
