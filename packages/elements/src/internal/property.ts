import type { PropertyDeclaration, ReactiveElement } from 'lit';
import { property as litProperty } from 'lit/decorators.js';

/**
 * Decorator for a property that a page can set. `null` and `undefined` restore the initial value:
 * frameworks set them for a missing value, and Lit for a removed attribute. The initial value is
 * the first one that is set, so the class has to initialize the property, if need be with
 * `undefined`. `''`, which Preact sets for `null`, also restores it for numbers and for properties
 * without an attribute, where it cannot be a value.
 */
export function property(options?: PropertyDeclaration): (target: ReactiveElement, name: string) => void {
  return (target, name) => {
    litProperty(options)(target, name);
    const accessor = Object.getOwnPropertyDescriptor(target, name);
    const takesText = options?.attribute !== false && options?.type !== Number && options?.converter === undefined;
    let isInitialized = false;
    let initial: unknown;
    Object.defineProperty(target, name, {
      ...accessor,
      set(value) {
        if (!isInitialized) initial = value;
        isInitialized = true;
        accessor?.set?.call(this, (takesText || value !== '' ? value : undefined) ?? initial);
      },
    });
  };
}
