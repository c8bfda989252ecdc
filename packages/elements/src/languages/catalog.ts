import { LazyModule } from '../internal/lazy-module.ts';
import { type LocaleRules, localeRules } from './locale-rules.ts';

/** The words of one subject in one language, made for one locale. */
export type Source<T> = (rules: LocaleRules) => T;

/** By language: the module with the words, by catalog name, of everything that is fetched together. */
export type Loaders = Readonly<Record<string, () => Promise<Words>>>;
type Words = Readonly<Record<string, unknown>>;

/**
 * Replacements for a part of some words: text, or where a sentence is built, text with `{0}`, `{1}` for what it is
 * built of.
 */
export type Patch<T> = {
  readonly [K in keyof T]?: T[K] extends (...args: never[]) => unknown
    ? T[K] | string
    : T[K] extends string
      ? string
      : Patch<T[K]>;
};

/** The words behind a catalog. */
export type WordsOf<C> = C extends Catalog<infer T> ? T : never;

/** By what fetches them: catalogs of one module share it. */
const modules = new Map<Loaders[string], LazyModule<Words>>();
/** Words set by the page, by lower-case tag and catalog name. */
const patches = new Map<string, Map<string, unknown>>();
/** Languages of which all words are there. */
const loaded = new Set(['en']);
const listeners = new Set<() => void>();
let generation = 0;

/**
 * Words of one subject: English in the code, other languages fetched when somebody needs them. One page can show
 * several languages at once, so nothing here knows a "current" one: who shows words says for which locale.
 */
export class Catalog<T> {
  /** Key in the modules of `loaders` and in `setMessages`. */
  readonly name: string;
  readonly #source: Source<T>;
  readonly #loaders: Loaders;
  readonly #cache = new Map<string, T>();
  #generation = 0;

  constructor(name: string, loaders: Loaders, source: Source<T>) {
    this.name = name;
    this.#loaders = loaders;
    this.#source = source;
  }

  /** Words for a locale; English for a language that is not there, or not yet. The same object until words change. */
  in(locale: string): T {
    if (this.#generation !== generation) {
      this.#cache.clear();
      this.#generation = generation;
    }
    let words = this.#cache.get(locale);
    if (words === undefined) {
      words = this.#make(locale);
      this.#cache.set(locale, words);
    }
    return words;
  }

  /** A catalog of the same name with further words, for a part of the element that is fetched by itself. */
  with<U>(source: Source<U>): Catalog<T & U> {
    return new Catalog(this.name, this.#loaders, (rules) => ({ ...this.#source(rules), ...source(rules) }));
  }

  /** The module with the words of a locale; `undefined` for a language that has none. */
  module(locale: string): LazyModule<Words> | undefined {
    return moduleOf(this.#loaders, locale);
  }

  #make(locale: string): T {
    const language = languageOf(locale);
    const own = this.module(locale)?.value?.[this.name] as Source<T> | undefined;
    // Words in English get their numbers and plurals in English too.
    const words =
      own === undefined ? this.#source(localeRules(hasWords(locale) ? locale : 'en')) : own(localeRules(locale));
    const tags = language === locale.toLowerCase() ? [language] : [language, locale.toLowerCase()];
    return tags.reduce((merged, tag) => patched(merged, patches.get(tag)?.get(this.name)), words);
  }
}

/** Languages that come with the package. */
export const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr'] as const;

/** Whether there are words for this locale, here or by `setMessages`. */
export function hasWords(locale: string): boolean {
  const language = languageOf(locale);
  return (
    (LANGUAGES as readonly string[]).includes(language) || patches.has(language) || patches.has(locale.toLowerCase())
  );
}

/**
 * Returns true if elements can be rendered in this language without waiting: English, and what the page has loaded or
 * set.
 */
export function isLoaded(locale: string): boolean {
  const language = languageOf(locale);
  return loaded.has(language) || (hasWords(locale) && !(LANGUAGES as readonly string[]).includes(language));
}

/** Loads all words of a language that are in these modules. Rejects when one cannot be loaded. */
export async function loadWords(locale: string, subjects: readonly Loaders[]): Promise<void> {
  const wanted = subjects.map((loaders) => moduleOf(loaders, locale)).filter((module) => module !== undefined);
  await Promise.all(wanted.map((module) => module.load()));
  const failed = wanted.find(({ error }) => error !== null);
  if (failed !== undefined) throw new Error(failed.error?.message);
  loaded.add(languageOf(locale));
}

/** Adds words for a tag to those that were set before, and tells everybody who shows words. */
export function patchWords(tag: string, catalogs: Readonly<Record<string, unknown>>): void {
  const key = tag.toLowerCase();
  const known = patches.get(key) ?? new Map<string, unknown>();
  for (const [name, patch] of Object.entries(catalogs)) known.set(name, patched(known.get(name) ?? {}, patch));
  patches.set(key, known);
  changed();
}

/** Calls `listener` when words arrive or are changed; returns what ends that. */
export function onWordsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function moduleOf(loaders: Loaders, locale: string): LazyModule<Words> | undefined {
  const loader = loaders[languageOf(locale)];
  if (loader === undefined) return undefined;
  let module = modules.get(loader);
  if (module === undefined) {
    module = new LazyModule(loader, changed);
    modules.set(loader, module);
  }
  return module;
}

function changed(): void {
  generation += 1;
  for (const listener of [...listeners]) listener();
}

function languageOf(locale: string): string {
  return (locale.split('-')[0] as string).toLowerCase();
}

function patched<T>(words: T, patch: unknown): T {
  if (patch === undefined) return words;
  const merged = { ...words } as Record<string, unknown>;
  for (const [key, value] of Object.entries(patch as object)) {
    const old = merged[key];
    if (typeof old === 'function' && typeof value === 'string') merged[key] = filled(value);
    else merged[key] = typeof value === 'object' ? patched(old ?? {}, value) : value;
  }
  return merged as T;
}

const filled =
  (text: string) =>
  (...args: readonly unknown[]): string =>
    text.replaceAll(/\{(\d)\}/g, (_, index) => String(args[Number(index)] ?? ''));
