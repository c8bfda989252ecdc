/**
 * Grammars of everything that may become part of an upstream URL or filter. All are anchored and
 * ASCII only, so that no value contains a separator of a path, a query, a header or the platform's
 * filter language. All match in linear or bounded time.
 */

const ANY = '[A-Za-z0-9_.:@-]*';

/**
 * Matches what a program writes where an id is missing: the words of programming languages for a
 * missing value, a boolean or NaN, an empty part, or a path parameter that was never filled in. It
 * matches such a word alone, between colons (`acme:null`), or at the end after a dash or an
 * underscore (`user-undefined`); there only as the languages spell it, since people are called Null
 * and Nil.
 */
export const MISSING_USER = new RegExp(
  // The length is checked first: it bounds the backtracking of the rest.
  `^(?=.{1,128}$)(?:(?:${ANY}:)?(?:[nN]ull|NULL|[uU]ndefined|NaN|nan|[nN]one|[nN]il|[tT]rue|TRUE|[fF]alse|FALSE|-?[iI]nfinity)(?::${ANY})?` +
    `|${ANY}[_-](?:null|undefined|None|NaN)` +
    // Nothing before or after a colon: `acme:` has an empty id, `:userId` is a path parameter.
    `|${ANY}:|:${ANY})$`,
);

/**
 * The partner's own user id. It is checked when a session is issued and comes out of a signed token
 * from then on. `.` and `..` are refused because URLs resolve them in paths. Words for a missing
 * user are refused because everybody without an id would share one account.
 */
export const USER = new RegExp(`^(?!\\.{1,2}$)(?!${MISSING_USER.source})[A-Za-z0-9_.:@-]{1,128}$`);

/**
 * Legacy ids: positive integers that a double holds exactly, without sign, leading zero or
 * exponent.
 */
export const LEGACY_ID = /^[1-9][0-9]{0,14}$/;

/** Plug credential ids: a prefix and, in practice, a UUID. */
export const CREDENTIAL_ID = /^crd_[A-Za-z0-9-]{1,64}$/;
/** Plug meter ids: a prefix and, in practice, a UUID. */
export const METER_ID = /^mtr_[A-Za-z0-9-]{1,64}$/;

/** Switch account ids: opaque; in practice, UUIDs. */
export const SWITCH_ACCOUNT_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Key names of Switch properties. */
export const PROPERTY_KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Session ids, which the broker generates. */
export const SESSION_ID = /^ses_[A-Za-z0-9_-]{22}$/;

/** One path segment of safe characters. */
export const SEGMENT = /^[A-Za-z0-9_.:@-]{1,128}$/;
