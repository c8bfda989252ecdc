import type { ArcTags } from './tags.ts';

/** The name of one of our tags. */
export type Tag = keyof ArcTags;

/** The class behind a tag. */
export type ElementOf<T extends Tag> = ArcTags[T]['element'];

/** Properties of a tag that markup may set; `null` is the same as none. */
export type Properties<T extends Tag> = {
  [K in keyof Pick<ElementOf<T>, ArcTags[T]['properties'] & keyof ElementOf<T>>]?: ElementOf<T>[K] | null | undefined;
};

/** Attributes of a tag that are not also the name of a property: frameworks set the property where there is one. */
export type Attributes<T extends Tag> = {
  [K in keyof ArcTags[T]['attributes'] as Exclude<K, ArcTags[T]['properties']>]?:
    | Written<ArcTags[T]['attributes'][K]>
    | null
    | undefined;
};

/** Listeners by `on…`, where the rest is `Prefix` and the name of the event. */
export type Listeners<T extends Tag, Prefix extends string> = {
  [K in keyof ArcTags[T]['events'] & string as `${Prefix}${K}`]?:
    | ((event: ArcTags[T]['events'][K]) => void)
    | undefined;
};

/** Values of an attribute. Not `false`: some frameworks write it out, and an attribute that is there is true. */
type Written<V> = V extends boolean ? true | '' : V extends number ? V | `${V}` : V extends string ? V : never;
