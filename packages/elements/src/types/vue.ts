import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { ElementOf, Properties, Tag } from './markup.ts';
import type { ArcTags } from './tags.ts';

type Emits<T extends Tag> = { [K in keyof ArcTags[T]['events']]: (event: ArcTags[T]['events'][K]) => void };

/** The tags in Vue: properties by their names or with hyphens, events as `@arc-meter-select`. */
export type ArcVueTags = {
  [T in Tag]: new () => ElementOf<T> & {
    $props: Omit<HTMLAttributes, keyof Properties<T>> & Properties<T> & PublicProps;
    $emit: EmitFn<Emits<T>>;
  };
};

declare module 'vue' {
  interface GlobalComponents extends ArcVueTags {}
  // For slotted content such as `<p slot="available">`. Vue's own types have no `slot`.
  interface HTMLAttributes {
    slot?: string | undefined;
  }
}
