import { createComponent } from '@lit/react';
// The default export, because `@lit-labs/ssr-react` replaces `createElement` in it.
import React, { type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';

/**
 * The React component of an element. `Props` are the properties of the element that a page may set; `null` is the same
 * as none. `Events` are its events, by the names of their props. Other props (`className`, `id`, `slot`, `children`, …)
 * are those of any HTML element, and `ref` gives the element.
 */
export type ArcComponent<E extends HTMLElement, Props extends keyof E, Events> = ForwardRefExoticComponent<
  Omit<HTMLAttributes<E>, Props | keyof Events> & {
    readonly [K in Props]?: E[K] | null | undefined;
  } & {
    readonly [K in keyof Events]?: (event: Events[K]) => void;
  } & RefAttributes<E>
>;

/** Creates the component of an element that is registered as `tagName`. On a server its props become attributes. */
export function component<E extends HTMLElement, Props extends keyof E, Events>(
  elementClass: new () => E,
  tagName: string,
  displayName: string,
  events: { readonly [K in keyof Events]: string },
): ArcComponent<E, Props, Events> {
  const created =
    typeof document === 'undefined'
      ? onServer(elementClass, tagName, displayName, events)
      : createComponent({ react: React, tagName, elementClass, events: { ...events }, displayName });
  return created as unknown as ArcComponent<E, Props, Events>;
}

/** How Lit declares one property. */
interface Declaration {
  readonly attribute?: boolean | string;
}

/**
 * The component on a server. `createComponent` sets properties of the element, and a server has no element, so that it
 * leaves out every prop that it knows as a property. Here it knows only those without an attribute, and gets all others
 * by the names of their attributes. In the browser the same props are properties, and React keeps the attributes it
 * finds.
 */
function onServer(elementClass: object, tagName: string, displayName: string, events: object) {
  const { elementProperties: declared = new Map() } = elementClass as {
    readonly elementProperties?: ReadonlyMap<PropertyKey, Declaration>;
  };
  const scriptOnly = [...declared].filter(([, { attribute }]) => attribute === false);
  const created = createComponent({
    react: React,
    tagName,
    elementClass: { prototype: Object.fromEntries(scriptOnly) } as unknown as new () => HTMLElement,
    events: { ...events },
    displayName,
  });
  // React 18 warns of a `forwardRef` whose function has one parameter, and of a ref without `forwardRef`.
  return React.forwardRef((props: Record<string, unknown>, _ref) => {
    const given: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(props)) {
      const property = declared.get(name);
      if (property === undefined || property.attribute === false) given[name] = value;
      else if (typeof value === 'string' || typeof value === 'number') given[attributeOf(name, property)] = value;
      else if (value === true) given[attributeOf(name, property)] = '';
      // Any other value has no text that the element could read.
    }
    return React.createElement(created, given);
  });
}

function attributeOf(name: string, { attribute }: Declaration): string {
  return typeof attribute === 'string' ? attribute : name.toLowerCase();
}
