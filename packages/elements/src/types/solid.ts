import type { JSX } from 'solid-js';
import type { Attributes, ElementOf, Listeners, Properties, Tag } from './markup.ts';

type Own<T extends Tag> = Properties<T> &
  Attributes<T> &
  Listeners<T, 'on:'> & { [K in keyof Properties<T> & string as `prop:${K}`]?: Properties<T>[K] };

/** Our tags in Solid: properties and attributes, events as `on:arc-meter-select`. */
export type ArcSolidTags = { [T in Tag]: Omit<JSX.HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T> };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends ArcSolidTags {}
  }
}
