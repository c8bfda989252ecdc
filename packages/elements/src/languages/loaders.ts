import type { Loaders } from './catalog.ts';

// Words are fetched as elements are: the small ones together, each large or rare one by itself.

/** Words of everything but the chart, the profile and the doctor, and what all of them share. */
export const CORE: Loaders = {
  ar: () => import('./ar/core.ts'),
  de: () => import('./de/core.ts'),
  es: () => import('./es/core.ts'),
  fr: () => import('./fr/core.ts'),
};
