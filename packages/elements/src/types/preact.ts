import type { HTMLAttributes } from 'preact';
import type { Attributes, ElementOf, Listeners, Properties, Tag } from './markup.ts';

type Own<T extends Tag> = Properties<T> & Attributes<T> & Listeners<T, 'on'>;

/** The tags in Preact: properties and attributes, events as `onarc-meter-select`. */
export type ArcPreactTags = { [T in Tag]: Omit<HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T> };

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends ArcPreactTags {}
  }
}
