import { LazyModule } from '../internal/lazy-module.ts';
import { type LocaleRules, localeRules } from './locale-rules.ts';

/** Creates the words of one catalog in one language, for one locale of it. */
export type Source<T> = (rules: LocaleRules) => T;

/** Loads, by language, a module with the sources of one or more catalogs by their names. */
export type Loaders = Readonly<Record<string, () => Promise<Words>>>;
type Words = Readonly<Record<string, unknown>>;

/**
 * Replacements for some of the words. A function can be replaced by text, with `{0}`, `{1}` for its
 * arguments.
 */
export type Patch<T> = {
  readonly [K in keyof T]?: T[K] extends (...args: never[]) => unknown
    ? T[K] | string
    : T[K] extends string
      ? string
      : Patch<T[K]>;
};

/** The type of the words of a catalog. */
export type WordsOf<C> = C extends Catalog<infer T> ? T : never;

/** Modules by their loader, which catalogs may share. */
const modules = new Map<Loaders[string], LazyModule<Words>>();
/** Words set by the page, by lower-case language tag and catalog name. */
const patches = new Map<string, Map<string, unknown>>();
/** Languages whose words are all loaded. */
const loaded = new Set(['en']);
const listeners = new Set<() => void>();
let generation = 0;

/**
 * Words of one subject. English is part of the code, other languages are loaded on demand. A page
 * may show several languages at once, so there is no current language: each use names its locale.
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

  /**
   * Returns the words for a locale, in English if its language is not loaded or not available.
   * Returns the same object until words change.
   */
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

  /** Returns the module with the words of a locale; `undefined` for a language without one. */
  module(locale: string): LazyModule<Words> | undefined {
    return moduleOf(this.#loaders, locale);
  }

  #make(locale: string): T {
    const language = languageOf(locale);
    const translated = this.module(locale)?.value?.[this.name] as Source<T> | undefined;
    // English words have English numbers and plurals.
    const words =
      translated === undefined
        ? this.#source(localeRules(hasWords(locale) ? locale : 'en'))
        : translated(localeRules(locale));
    const tags = language === locale.toLowerCase() ? [language] : [language, locale.toLowerCase()];
    return tags.reduce((merged, tag) => applyPatch(merged, patches.get(tag)?.get(this.name)), words);
  }
}

/** Languages of the package. */
export const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr'] as const;

/** Returns true if there are words for this locale, in the package or by `setMessages`. */
export function hasWords(locale: string): boolean {
  const language = languageOf(locale);
  return (
    (LANGUAGES as readonly string[]).includes(language) || patches.has(language) || patches.has(locale.toLowerCase())
  );
}

/**
 * Returns true if elements can be rendered in this language without waiting: in English, and in
 * languages that the page has loaded or set.
 */
export function isLoaded(locale: string): boolean {
  const language = languageOf(locale);
  return loaded.has(language) || (hasWords(locale) && !(LANGUAGES as readonly string[]).includes(language));
}

/** Loads all words of a language. Rejects if a module cannot be loaded. */
export async function loadWords(locale: string, loaders: readonly Loaders[]): Promise<void> {
  const needed = loaders.map((each) => moduleOf(each, locale)).filter((module) => module !== undefined);
  await Promise.all(needed.map((module) => module.load()));
  const failed = needed.find(({ error }) => error !== null);
  if (failed !== undefined) throw new Error(failed.error?.message);
  loaded.add(languageOf(locale));
}

/** Adds words for a language tag to those that were set before, and notifies the listeners. */
export function patchWords(tag: string, catalogs: Readonly<Record<string, unknown>>): void {
  const key = tag.toLowerCase();
  const known = patches.get(key) ?? new Map<string, unknown>();
  for (const [name, patch] of Object.entries(catalogs)) known.set(name, applyPatch(known.get(name) ?? {}, patch));
  patches.set(key, known);
  notify();
}

/** Calls `listener` when words are loaded or set, until the returned function is called. */
export function onWordsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function moduleOf(loaders: Loaders, locale: string): LazyModule<Words> | undefined {
  const loader = loaders[languageOf(locale)];
  if (loader === undefined) return undefined;
  let module = modules.get(loader);
  if (module === undefined) {
    module = new LazyModule(loader, notify);
    modules.set(loader, module);
  }
  return module;
}

function notify(): void {
  generation += 1;
  for (const listener of [...listeners]) listener();
}

function languageOf(locale: string): string {
  return (locale.split('-')[0] as string).toLowerCase();
}

function applyPatch<T>(words: T, patch: unknown): T {
  if (patch === undefined) return words;
  const merged = { ...words } as Record<string, unknown>;
  for (const [key, value] of Object.entries(patch as object)) {
    const old = merged[key];
    if (typeof old === 'function' && typeof value === 'string') merged[key] = fillIn(value);
    else merged[key] = typeof value === 'object' ? applyPatch(old ?? {}, value) : value;
  }
  return merged as T;
}

/** Returns a function that replaces `{0}`, `{1}` in a text by its arguments. */
const fillIn =
  (text: string) =>
  (...args: readonly unknown[]): string =>
    text.replaceAll(/\{(\d)\}/g, (_, index) => String(args[Number(index)] ?? ''));
