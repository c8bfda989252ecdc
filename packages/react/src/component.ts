import { createComponent } from '@lit/react';
// By its default export, in which `@lit-labs/ssr-react` puts its own `createElement`.
import React, { type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';

/**
 * A component over an element: `Props` are the properties of the element that a page may set, where `null` is the same
 * as none; `Events` its events by the name of their prop. All else (`className`, `id`, `slot`, `children`, `ref`, …) is
 * as on any element; `ref` gives the element.
 */
export type ArcComponent<E extends HTMLElement, Props extends keyof E, Events> = ForwardRefExoticComponent<
  Omit<HTMLAttributes<E>, Props | keyof Events> & {
    readonly [K in Props]?: E[K] | null | undefined;
  } & {
    readonly [K in keyof Events]?: (event: Events[K]) => void;
  } & RefAttributes<E>
>;

/** A component for an element that is registered under `tagName`. A server's HTML has the attributes of its props. */
export function component<E extends HTMLElement, Props extends keyof E, Events>(
  elementClass: new () => E,
  tagName: string,
  displayName: string,
  events: { readonly [K in keyof Events]: string },
): ArcComponent<E, Props, Events> {
  const made =
    typeof document === 'undefined'
      ? onServer(elementClass, tagName, displayName, events)
      : createComponent({ react: React, tagName, elementClass, events: { ...events }, displayName });
  return made as unknown as ArcComponent<E, Props, Events>;
}

/** What Lit keeps of the properties of a class. */
type Declared = ReadonlyMap<PropertyKey, { readonly attribute?: boolean | string }>;

/**
 * `createComponent` sets properties on the element, of which a server has none: there it would leave them all out. So it
 * is told only of those that no attribute can hold, and given the others by the names of their attributes. In the
 * browser it lets React keep the attributes that it finds.
 */
function onServer(elementClass: object, tagName: string, displayName: string, events: object) {
  const { elementProperties: declared = new Map() } = elementClass as { readonly elementProperties?: Declared };
  const scriptOnly = [...declared].filter(([, { attribute }]) => attribute === false);
  const made = createComponent({
    react: React,
    tagName,
    elementClass: { prototype: Object.fromEntries(scriptOnly) } as unknown as new () => HTMLElement,
    events: { ...events },
    displayName,
  });
  // React 18 warns of a function with one parameter here, and of a ref without `forwardRef`.
  return React.forwardRef((props: Record<string, unknown>, _ref) => {
    const given: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(props)) {
      const property = declared.get(name);
      if (property === undefined || property.attribute === false) given[name] = value;
      else if (typeof value === 'string' || typeof value === 'number') given[attributeOf(name, property)] = value;
      else if (value === true) given[attributeOf(name, property)] = '';
      // Anything else has no text that the element could read.
    }
    return React.createElement(made, given);
  });
}

function attributeOf(name: string, { attribute }: { readonly attribute?: boolean | string }): string {
  return typeof attribute === 'string' ? attribute : name.toLowerCase();
}
