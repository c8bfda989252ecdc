import { countCopy } from './copies.ts';
import { VERSION } from './version.ts';

/** Marks our constructors across copies, so that the warning can name the version that won. */
const VERSION_KEY = Symbol.for('arc-elements.version');

const AWAITED = Symbol.for('arc-elements.awaited');

/**
 * Tags that are registered and wait for their class, with the function that takes it. One map for all copies: a script that was
 * loaded as `arc-elements.js?v=2` gets the class of a copy without `?v=2`, because that is what the files beside it import.
 */
const awaited = (): Map<string, (ctor: CustomElementConstructor) => void> => {
  const map = Reflect.get(globalThis, AWAITED) ?? new Map();
  Reflect.set(globalThis, AWAITED, map);
  return map;
};

let warned = false;

/**
 * Registers `ctor` as `tag` unless the tag is taken. The first registration stays, because a browser allows only one and
 * elements already on the page use it; a different copy is reported once, on the console.
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

/** Registers `placeholder` as `tag`, and calls `take` with the class that `define` is called with later. */
export function definePlaceholder(
  tag: string,
  placeholder: CustomElementConstructor,
  take: (ctor: CustomElementConstructor) => void,
): void {
  define(tag, placeholder);
  awaited().set(tag, take);
}
