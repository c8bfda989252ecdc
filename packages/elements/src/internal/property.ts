import type { PropertyDeclaration, ReactiveElement } from 'lit';
import { property as litProperty } from 'lit/decorators.js';

/**
 * Declares a property that a page can set. `null` and `undefined`, which frameworks set for what they do not have and
 * which a removed attribute gives, bring back the initial value. Each one is initialized in its class, with `undefined`
 * if need be: the first value that the accessor is given is taken for the initial one. Preact sets `''` for `null`,
 * which therefore is the same where it could not be a value: for numbers, and for what only a script can set.
 */
export function property(options?: PropertyDeclaration): (target: ReactiveElement, name: string) => void {
  return (target, name) => {
    litProperty(options)(target, name);
    const accessor = Object.getOwnPropertyDescriptor(target, name);
    const takesText = options?.attribute !== false && options?.type !== Number;
    let known = false;
    let initial: unknown;
    Object.defineProperty(target, name, {
      ...accessor,
      set(value) {
        if (!known) initial = value;
        known = true;
        accessor?.set?.call(this, (takesText || value !== '' ? value : undefined) ?? initial);
      },
    });
  };
}
