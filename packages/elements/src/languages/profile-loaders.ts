import type { Loaders } from './catalog.ts';

/** Words of `arc-account-profile`. Apart from the other loaders, which every page has. */
export const PROFILE: Loaders = {
  ar: () => import('./ar/profile.ts'),
  de: () => import('./de/profile.ts'),
  es: () => import('./es/profile.ts'),
  fr: () => import('./fr/profile.ts'),
};
