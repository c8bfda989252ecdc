import { countCopy } from './copies.ts';
import { VERSION } from './version.ts';

/** Key of the version on each class that we register, the same in all copies of the package on a page. */
export const VERSION_KEY = Symbol.for('arc-elements.version');

/** Key of the global with the tags that wait for their class. */
const AWAITED = Symbol.for('arc-elements.awaited');

/**
 * Returns the tags that are registered and wait for their class, with the function that takes it. One map for all
 * copies: a script that was loaded as `arc-elements.js?v=2` gets the class from a copy without `?v=2`, because the
 * files beside it import that one.
 */
const awaited = (): Map<string, (ctor: CustomElementConstructor) => void> => {
  const map = Reflect.get(globalThis, AWAITED) ?? new Map();
  Reflect.set(globalThis, AWAITED, map);
  return map;
};

let warned = false;

/**
 * Registers `ctor` as `tag`, or gives it to the placeholder that waits under that tag. If the tag is taken, the first
 * registration stays, because a browser allows only one and elements on the page use it; the console says so, once.
 */
export function define(tag: string, ctor: CustomElementConstructor): void {
  countCopy();
  const take = awaited().get(tag);
  if (take !== undefined) {
    awaited().delete(tag);
    take(ctor);
    return;
  }
  const registered = customElements.get(tag);
  if (registered === ctor) return;
  if (registered === undefined) {
    Object.defineProperty(ctor, VERSION_KEY, { value: VERSION, configurable: true });
    customElements.define(tag, ctor);
    return;
  }
  if (warned) return;
  warned = true;
  const other = Reflect.get(registered, VERSION_KEY);
  console.warn(
    typeof other === 'string'
      ? `arc-elements: <${tag}> ${other} is already on this page; this copy (${VERSION}) stays unused. Load arc-elements once.`
      : `arc-elements: <${tag}> is already defined by something else; it was left as it is.`,
  );
}

/** Registers `placeholder` as `tag`. The class that `define` is later called with for this tag goes to `take`. */
export function definePlaceholder(
  tag: string,
  placeholder: CustomElementConstructor,
  take: (ctor: CustomElementConstructor) => void,
): void {
  define(tag, placeholder);
  awaited().set(tag, take);
}
