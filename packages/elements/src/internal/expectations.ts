import { safeLocale } from './format.ts';

/** Values that an attribute may have. */
export interface Expectation {
  readonly fits: (text: string) => boolean;
  /** The rule in words, to follow "has to be". */
  readonly rule: string;
}

/** Expectations by the name of the attribute. */
export type Expectations = Readonly<Record<string, Expectation>>;

/** A whole number without a sign, such as an id. */
export const wholeNumber: Expectation = { fits: (text) => /^\d+$/.test(text), rule: 'a whole number' };
/** A language tag that `Intl` accepts. */
export const languageTag: Expectation = {
  fits: (text) => safeLocale(text) !== undefined,
  rule: 'a language tag such as "en-US"',
};
/** A country, ISO 3166 alpha-2. */
export const countryCode: Expectation = { fits: (text) => /^[A-Z]{2}$/.test(text), rule: 'two capitals such as "US"' };
/** A ZIP code of the United States. */
export const zipCode: Expectation = { fits: (text) => /^\d{5}$/.test(text), rule: 'five digits' };
/** An http or https address, absolute or relative to the page. */
export const webAddress: Expectation = {
  fits: (text) => /^https?:$/.test(URL.parse(text, document.baseURI)?.protocol ?? ''),
  rule: 'a web address',
};

/**
 * An address of a broker. A browser would take a host without a scheme for a folder of the site.
 */
export const brokerAddress: Expectation = {
  fits: (text) => webAddress.fits(text) && !/^(?!\w+:|\.{0,2}\/)[^/]*[.\s]/.test(text.trim()),
  rule: 'an address with https://, or a path that begins with /',
};

/** The level of a heading in HTML. */
export const headingLevel: Expectation = { fits: (text) => /^[1-6]$/.test(text), rule: 'a number from 1 to 6' };

/** One of these words. */
export const oneOf = (...words: readonly string[]): Expectation => ({
  fits: (text) => words.includes(text),
  rule: `one of ${words.join(', ')}`,
});

/** Some of these words, separated by spaces or commas. */
export const someOf = (...words: readonly string[]): Expectation => ({
  fits: (text) => text.split(/[\s,]+/).every((word) => word === '' || words.includes(word)),
  rule: `some of ${words.join(', ')}`,
});

const warned = new Set<string>();

/**
 * Warns on the console about an attribute with a value that it may not have, once for each value. A
 * blank attribute counts as absent, because templates write one for a missing value.
 */
export function checkAttribute(tag: string, name: string, value: string | null, expectations: Expectations): void {
  const expectation = expectations[name];
  const text = value?.trim() ?? '';
  if (expectation === undefined || text === '' || expectation.fits(text)) return;
  const message = `arc-elements: <${tag} ${name}="${text.slice(0, 80)}"> has to be ${expectation.rule}.`;
  if (warned.has(message)) return;
  warned.add(message);
  console.warn(message);
}

/** Converter of attributes that are numbers: `undefined` if blank, NaN if not a number. */
export const numberAttribute = {
  fromAttribute: (text: string | null): number | undefined =>
    text === null || text.trim() === '' ? undefined : Number(text),
};
