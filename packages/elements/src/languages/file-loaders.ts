import type { Loaders } from './catalog.ts';

/** Words about an opened file. In a module of their own, because few pages need them. */
export const METER_FILE: Loaders = {
  ar: () => import('./ar/meter-file.ts'),
  de: () => import('./de/meter-file.ts'),
  es: () => import('./es/meter-file.ts'),
  fr: () => import('./fr/meter-file.ts'),
};
