import { createComponent } from '@lit/react';
// By its default export, in which `@lit-labs/ssr-react` puts its own `createElement`.
import React, { type ForwardRefExoticComponent, type HTMLAttributes, type RefAttributes } from 'react';

/**
 * A component over an element: `Props` are the properties of the element that a page may set, `Events` its events by the name
 * of their prop. All else (`className`, `id`, `slot`, `children`, `ref`, …) is as on any element; `ref` gives the element.
 */
export type ArcComponent<E extends HTMLElement, Props extends keyof E, Events> = ForwardRefExoticComponent<
  Omit<HTMLAttributes<E>, Props | keyof Events> & {
    readonly [K in Props]?: E[K];
  } & {
    readonly [K in keyof Events]?: (event: Events[K]) => void;
  } & RefAttributes<E>
>;

/** A component for an element that is registered under `tagName`. */
export function component<E extends HTMLElement, Props extends keyof E, Events>(
  elementClass: new () => E,
  tagName: string,
  displayName: string,
  events: { readonly [K in keyof Events]: string },
): ArcComponent<E, Props, Events> {
  const made = createComponent({ react: React, tagName, elementClass, events: { ...events }, displayName });
  return made as unknown as ArcComponent<E, Props, Events>;
}
