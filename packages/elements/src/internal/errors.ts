import type { ArcErrorCode } from '@arc-elements/models';
import { Catalog } from '../languages/catalog.ts';
import { errors as english } from '../languages/en/errors.ts';
import { CORE } from '../languages/loaders.ts';

/**
 * Fields of an error that elements use. An `ArcError` fits, even of another copy of the package.
 */
export interface ErrorLike {
  readonly code: string;
  readonly message: string;
  /** When trying again makes sense, epoch ms. */
  readonly retryAtMs?: number;
}

/** Sentences about an error, for the people who use the page. They never contain a code. */
export interface ErrorText {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly hint: string;
  /** True if trying again can help. */
  readonly retry: boolean;
}

/** Sentences by error code. */
export const errors = new Catalog('errors', CORE, english);

/** Codes of errors that trying again cannot solve. */
const FINAL: ReadonlySet<string> = new Set<ArcErrorCode>([
  'signed-out',
  'forbidden',
  'scope-missing',
  'origin-not-allowed',
  'not-configured',
  'meter-not-activatable',
]);

/** Returns the sentences for an error; for a code that is not known, those of `unknown`. */
export function errorText(error: { readonly code: string }, locale: string): ErrorText {
  const texts = errors.in(locale);
  const code = Object.hasOwn(texts, error.code) ? (error.code as keyof typeof texts) : 'unknown';
  return { ...texts[code], retry: !FINAL.has(code) };
}
