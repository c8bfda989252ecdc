import type { Loaders } from './catalog.ts';

/** Words about a file that was opened. Apart from the other loaders, which every page has. */
export const METER_FILE: Loaders = {
  ar: () => import('./ar/meter-file.ts'),
  de: () => import('./de/meter-file.ts'),
  es: () => import('./es/meter-file.ts'),
  fr: () => import('./fr/meter-file.ts'),
};
