import type { Loaders } from './catalog.ts';

/** Words of `arc-doctor`. Apart from the other loaders, which every page has. */
export const DOCTOR: Loaders = {
  ar: () => import('./ar/doctor.ts'),
  de: () => import('./de/doctor.ts'),
  es: () => import('./es/doctor.ts'),
  fr: () => import('./fr/doctor.ts'),
};
