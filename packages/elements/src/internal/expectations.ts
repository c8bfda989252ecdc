import { safeLocale } from './format.ts';

/** What the text of an attribute may be, and that in words. */
export interface Expectation {
  readonly fits: (text: string) => boolean;
  readonly wants: string;
}

/** Expectations by the name of the attribute. */
export type Expectations = Readonly<Record<string, Expectation>>;

export const wholeNumber: Expectation = { fits: (text) => /^\d+$/.test(text), wants: 'a whole number' };
export const languageTag: Expectation = {
  fits: (text) => safeLocale(text) !== undefined,
  wants: 'a language tag such as "en-US"',
};
export const countryCode: Expectation = { fits: (text) => /^[A-Z]{2}$/.test(text), wants: 'two capitals such as "US"' };
export const zipCode: Expectation = { fits: (text) => /^\d{5}$/.test(text), wants: 'five digits' };
export const webAddress: Expectation = {
  fits: (text) => /^https?:$/.test(URL.parse(text, document.baseURI)?.protocol ?? ''),
  wants: 'a web address',
};

export const headingLevel: Expectation = { fits: (text) => /^[1-6]$/.test(text), wants: 'a number from 1 to 6' };

export const oneOf = (...words: readonly string[]): Expectation => ({
  fits: (text) => words.includes(text),
  wants: `one of ${words.join(', ')}`,
});

export const someOf = (...words: readonly string[]): Expectation => ({
  fits: (text) => text.split(/[\s,]+/).every((word) => word === '' || words.includes(word)),
  wants: `some of ${words.join(', ')}`,
});

const told = new Set<string>();

/**
 * Tells a developer on the console about an attribute that makes no sense: each mistake once, however many elements repeat it.
 * A blank one counts as absent, as templates write it.
 */
export function checkAttribute(tag: string, name: string, value: string | null, expectations: Expectations): void {
  const expectation = expectations[name];
  const text = value?.trim() ?? '';
  if (expectation === undefined || text === '' || expectation.fits(text)) return;
  const message = `arc-elements: <${tag} ${name}="${text.slice(0, 80)}"> has to be ${expectation.wants}.`;
  if (told.has(message)) return;
  told.add(message);
  console.warn(message);
}

/** Reads a number from an attribute; blank is absent, and NaN what is no number. */
export const numberAttribute = {
  fromAttribute: (text: string | null): number | undefined =>
    text === null || text.trim() === '' ? undefined : Number(text),
};
