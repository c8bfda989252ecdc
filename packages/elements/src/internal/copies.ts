import { VERSION } from './version.ts';

const KEY = Symbol.for('arc-elements.copies');

/** Versions of every copy of this package on the page, in the order they were loaded. */
export function loadedCopies(): readonly string[] {
  const found: unknown = Reflect.get(globalThis, KEY);
  return Array.isArray(found) ? found.filter((version) => typeof version === 'string') : [];
}

let counted = false;

/** Counts this copy, once. Called when it registers its first element. */
export function countCopy(): void {
  if (counted) return;
  counted = true;
  Reflect.set(globalThis, KEY, [...loadedCopies(), VERSION]);
}
