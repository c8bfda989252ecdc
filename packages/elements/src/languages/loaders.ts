import type { Loaders } from './catalog.ts';

/** Words that elements share, and those of the smaller elements, which are loaded together. */
export const CORE: Loaders = {
  ar: () => import('./ar/core.ts'),
  de: () => import('./de/core.ts'),
  es: () => import('./es/core.ts'),
  fr: () => import('./fr/core.ts'),
};
