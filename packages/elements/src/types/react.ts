import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { Attributes, ElementOf, Listeners, Properties, Tag } from './markup.ts';

type Own<T extends Tag> = Properties<T> & Attributes<T> & Listeners<T, 'on'>;

/** The tags in React 19: properties and attributes, events as `onarc-meter-select`. */
export type ArcReactTags = {
  [T in Tag]: Omit<DetailedHTMLProps<HTMLAttributes<ElementOf<T>>, ElementOf<T>>, keyof Own<T>> & Own<T>;
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends ArcReactTags {}
  }
}
