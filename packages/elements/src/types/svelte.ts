import type { HTMLAttributes } from 'svelte/elements';
import type { Attributes, ElementOf, Listeners, Properties, Tag } from './markup.ts';

type Own<T extends Tag> = Properties<T> & Attributes<T> & Listeners<T, 'on'>;

/** The tags in Svelte 5: properties and attributes, events as `onarc-meter-select`. */
export type ArcSvelteTags = { [T in Tag]: Omit<HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T> };

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends ArcSvelteTags {}
}
