import type { JSX } from 'solid-js';
import type { Attributes, ElementOf, Listeners, Properties, Tag } from './markup.ts';
import type { ArcTags } from './tags.ts';

/** Solid sets constant text as an attribute in lower case, and other values as a property. */
type Plain<T extends Tag> = { [K in keyof Properties<T> & string as Lowercase<K> & K]?: Properties<T>[K] };

type Prefixed<T extends Tag> = {
  [K in keyof Properties<T> & string as `prop:${K}`]?: Properties<T>[K];
} & { [K in keyof ArcTags[T]['attributes'] & string as `attr:${K}`]?: string | undefined };

type Own<T extends Tag> = Plain<T> & Attributes<T> & Prefixed<T> & Listeners<T, 'on:'>;

/** The tags in Solid: attributes, properties as `prop:meterId`, events as `on:arc-meter-select`. */
export type ArcSolidTags = { [T in Tag]: Omit<JSX.HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T> };

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends ArcSolidTags {}
  }
}
