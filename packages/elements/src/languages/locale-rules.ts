/** What words need of a locale: its numbers and its plurals. */
export interface LocaleRules {
  readonly locale: string;
  /** A number in the reader's notation. */
  number(value: number): string;
  /** The form that belongs to a count, with `#` replaced by the number; a form that is not given is `other`. */
  plural(count: number, forms: Plural): string;
}

/** Forms by the names of `Intl.PluralRules`. */
export type Plural = { readonly other: string } & { readonly [K in Intl.LDMLPluralRule]?: string };

/** The tongue of a locale. */
export function localeRules(locale: string): LocaleRules {
  // Each takes a browser milliseconds to make, and a page may never say a number.
  let numbers: Intl.NumberFormat | undefined;
  let rules: Intl.PluralRules | undefined;
  const number = (value: number): string => {
    numbers ??= new Intl.NumberFormat(locale);
    return numbers.format(value);
  };
  return {
    locale,
    number,
    plural: (count, forms) => {
      rules ??= new Intl.PluralRules(locale);
      return (forms[rules.select(count)] ?? forms.other).replaceAll('#', number(count));
    },
  };
}

/** Which way a language is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  // `textInfo` is not in every browser of the last two years.
  return /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
}
