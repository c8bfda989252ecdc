/** Numbers and plurals of a locale. */
export interface LocaleRules {
  readonly locale: string;
  /** Formats a number. */
  number(value: number): string;
  /** Returns the form for a count, `other` by default, with `#` replaced by the number. */
  plural(count: number, forms: Plural): string;
}

/** Forms by the names of `Intl.PluralRules`. */
export type Plural = { readonly other: string } & { readonly [K in Intl.LDMLPluralRule]?: string };

/** Returns the rules of a locale. */
export function localeRules(locale: string): LocaleRules {
  // Created when first used, because each takes milliseconds to create.
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

/** Returns the writing direction of a language. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  // Not every supported browser has `textInfo` of `Intl.Locale`.
  return /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
}
