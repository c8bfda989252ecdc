import { safeLocale } from './format.ts';

/** What the text of an attribute may be. */
export interface Expectation {
  readonly fits: (text: string) => boolean;
  /** The same in words, after "has to be". */
  readonly rule: string;
}

/** Expectations by the name of the attribute. */
export type Expectations = Readonly<Record<string, Expectation>>;

/** A whole number without sign, such as an id. */
export const wholeNumber: Expectation = { fits: (text) => /^\d+$/.test(text), rule: 'a whole number' };
/** A language tag that `Intl` takes. */
export const languageTag: Expectation = {
  fits: (text) => safeLocale(text) !== undefined,
  rule: 'a language tag such as "en-US"',
};
/** A country, ISO 3166 alpha-2. */
export const countryCode: Expectation = { fits: (text) => /^[A-Z]{2}$/.test(text), rule: 'two capitals such as "US"' };
/** A ZIP code of the United States. */
export const zipCode: Expectation = { fits: (text) => /^\d{5}$/.test(text), rule: 'five digits' };
/** An address with http or https, absolute or relative to the page. */
export const webAddress: Expectation = {
  fits: (text) => /^https?:$/.test(URL.parse(text, document.baseURI)?.protocol ?? ''),
  rule: 'a web address',
};

/** An address of a broker. A host without a scheme would be taken for a folder of the page's own site. */
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

/** Some of these words, with spaces or commas between them. */
export const someOf = (...words: readonly string[]): Expectation => ({
  fits: (text) => text.split(/[\s,]+/).every((word) => word === '' || words.includes(word)),
  rule: `some of ${words.join(', ')}`,
});

const told = new Set<string>();

/**
 * Warns on the console about an attribute that does not fit its expectation: once for each mistake, however many
 * elements repeat it. A blank attribute counts as absent, because templates write it for a value that is missing.
 */
export function checkAttribute(tag: string, name: string, value: string | null, expectations: Expectations): void {
  const expectation = expectations[name];
  const text = value?.trim() ?? '';
  if (expectation === undefined || text === '' || expectation.fits(text)) return;
  const message = `arc-elements: <${tag} ${name}="${text.slice(0, 80)}"> has to be ${expectation.rule}.`;
  if (told.has(message)) return;
  told.add(message);
  console.warn(message);
}

/** Converter for a number in an attribute: `undefined` for a blank one, NaN for what is no number. */
export const numberAttribute = {
  fromAttribute: (text: string | null): number | undefined =>
    text === null || text.trim() === '' ? undefined : Number(text),
};
