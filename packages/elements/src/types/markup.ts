import type { ArcTags } from './tags.ts';

/** The name of a tag. */
export type Tag = keyof ArcTags;

/** The class of a tag. */
export type ElementOf<T extends Tag> = ArcTags[T]['element'];

/** Properties of a tag that markup may set. `null` counts as absent. */
export type Properties<T extends Tag> = {
  [K in keyof Pick<ElementOf<T>, ArcTags[T]['properties'] & keyof ElementOf<T>>]?: ElementOf<T>[K] | null | undefined;
};

/** Attributes of a tag without a property of the same name, which frameworks would set instead. */
export type Attributes<T extends Tag> = {
  [K in keyof ArcTags[T]['attributes'] as Exclude<K, ArcTags[T]['properties']>]?:
    | Written<ArcTags[T]['attributes'][K]>
    | null
    | undefined;
};

/** Event listeners by `Prefix` and the name of the event. */
export type Listeners<T extends Tag, Prefix extends string> = {
  [K in keyof ArcTags[T]['events'] & string as `${Prefix}${K}`]?:
    | ((event: ArcTags[T]['events'][K]) => void)
    | undefined;
};

/**
 * Values of an attribute. Not `false`, which some frameworks write, because any value means true.
 */
type Written<V> = V extends boolean ? true | '' : V extends number ? V | `${V}` : V extends string ? V : never;
