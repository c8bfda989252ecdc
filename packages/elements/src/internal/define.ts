import { countCopy } from './copies.ts';
import { VERSION } from './version.ts';

/** Key of the version on each registered class, the same in all copies of the package on a page. */
export const VERSION_KEY = Symbol.for('arc-elements.version');

/** Key of the global with the placeholders. */
const PLACEHOLDERS = Symbol.for('arc-elements.awaited');

/**
 * Returns the tags that are registered with a placeholder, each with the function that takes its
 * class. All copies share one map: a script that was loaded as `arc-elements.js?v=2` gets the class
 * from a copy without `?v=2`, because the files beside it import that one.
 */
const placeholders = (): Map<string, (ctor: CustomElementConstructor) => void> => {
  const map = Reflect.get(globalThis, PLACEHOLDERS) ?? new Map();
  Reflect.set(globalThis, PLACEHOLDERS, map);
  return map;
};

let warned = false;

/**
 * Registers `ctor` as `tag`, or gives it to the placeholder that is registered as that tag. If the
 * tag is registered already, that registration stays, because a browser allows only one; the
 * console says so once.
 */
export function define(tag: string, ctor: CustomElementConstructor): void {
  countCopy();
  const onClass = placeholders().get(tag);
  if (onClass !== undefined) {
    placeholders().delete(tag);
    onClass(ctor);
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
      ? `arc-elements: <${tag}> ${other} is already on this page; this copy (${VERSION}) stays unused. ` +
          'Load arc-elements once.'
      : `arc-elements: <${tag}> is already defined by something else; it was left as it is.`,
  );
}

/**
 * Registers `placeholder` as `tag`. `onClass` gets the class that `define` is later called with.
 */
export function definePlaceholder(
  tag: string,
  placeholder: CustomElementConstructor,
  onClass: (ctor: CustomElementConstructor) => void,
): void {
  define(tag, placeholder);
  placeholders().set(tag, onClass);
}
