import { createComponent } from '@lit/react';
// The default export, because `@lit-labs/ssr-react` replaces `createElement` in it.
import React, { type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';

/**
 * The React component of an element. `Props` are the properties of the element that an app may set;
 * `null` is the same as none. `Events` are its events by the names of their props. Other props,
 * such as `className`, are those of any HTML element, and `ref` gives the element.
 */
export type ArcComponent<E extends HTMLElement, Props extends keyof E, Events> = ForwardRefExoticComponent<
  Omit<HTMLAttributes<E>, Props | keyof Events> & {
    readonly [K in Props]?: E[K] | null | undefined;
  } & {
    readonly [K in keyof Events]?: (event: Events[K]) => void;
  } & RefAttributes<E>
>;

/** Creates the component of a registered element. On a server its props become attributes. */
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

/** Lit's declaration of a property. */
interface Declaration {
  readonly attribute?: boolean | string;
}

/**
 * Creates the component for a server. There `createComponent` leaves out all props that are
 * properties of the element, because there is no element to set them on. So it gets an element
 * class with only those properties that have no attribute, and the other props by the names of
 * their attributes. In the browser these props are properties, and React keeps the attributes.
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
  // Two parameters, because React 18 warns of `forwardRef` with one, and of a ref without
  // `forwardRef`.
  return React.forwardRef((props: Record<string, unknown>, _ref) => {
    const given: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(props)) {
      const property = declared.get(name);
      if (property === undefined || property.attribute === false) given[name] = value;
      else if (typeof value === 'string' || typeof value === 'number') given[attributeOf(name, property)] = value;
      else if (value === true) given[attributeOf(name, property)] = '';
      // Other values have no attribute.
    }
    return React.createElement(created, given);
  });
}

function attributeOf(name: string, { attribute }: Declaration): string {
  return typeof attribute === 'string' ? attribute : name.toLowerCase();
}
