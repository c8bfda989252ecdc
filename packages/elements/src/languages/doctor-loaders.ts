import type { Loaders } from './catalog.ts';

/** Words of `arc-doctor`. In a module of their own, because only the doctor needs them. */
export const DOCTOR: Loaders = {
  ar: () => import('./ar/doctor.ts'),
  de: () => import('./de/doctor.ts'),
  es: () => import('./es/doctor.ts'),
  fr: () => import('./fr/doctor.ts'),
};
