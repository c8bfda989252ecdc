import type { Loaders } from './catalog.ts';

/**
 * Words of `arc-account-profile`. In a module of their own, because only that element needs them.
 */
export const PROFILE: Loaders = {
  ar: () => import('./ar/profile.ts'),
  de: () => import('./de/profile.ts'),
  es: () => import('./es/profile.ts'),
  fr: () => import('./fr/profile.ts'),
};
