/**
 * Grammars of everything that may become part of an upstream URL or filter. All are anchored and ASCII, and take time that is linear
 * or bounded, so none can carry a separator of a path, a query, a header or the platform's filter language.
 */

const ANY = '[A-Za-z0-9_.:@-]*';

/**
 * What a program writes where it has no id: the words that languages have for a missing value, for yes and no and for what is no
 * number, nothing at all, and the parameter of a path that was never filled in. Alone, between colons (`acme:null`), or at the end after a dash or an
 * underscore (`user-undefined`), there only in the spelling of the languages: people have names such as Null and Nil.
 */
export const MISSING_USER = new RegExp(
  // The length first, so that all the ways to look for a word in it are few.
  `^(?=.{1,128}$)(?:(?:${ANY}:)?(?:[nN]ull|NULL|[uU]ndefined|NaN|nan|[nN]one|[nN]il|[tT]rue|TRUE|[fF]alse|FALSE|-?[iI]nfinity)(?::${ANY})?` +
    `|${ANY}[_-](?:null|undefined|None|NaN)` +
    // Nothing before or behind a colon (`acme:`), as of a number that is empty; `:userId` is a parameter as it stands in a path.
    `|${ANY}:|:${ANY})$`,
);

/**
 * The partner's own user id. Checked when a session is issued; afterwards it only comes out of a signed token. One or two dots
 * alone would be resolved away in any path that names the user; a missing user would be one person who has everybody's data.
 */
export const USER = new RegExp(`^(?!\\.{1,2}$)(?!${MISSING_USER.source})[A-Za-z0-9_.:@-]{1,128}$`);

/** Legacy ids: positive integers without a sign, a leading zero or an exponent, within what a double holds exactly. */
export const LEGACY_ID = /^[1-9][0-9]{0,14}$/;

/** Plug ids: a prefix and a UUID in practice. */
export const CREDENTIAL_ID = /^crd_[A-Za-z0-9-]{1,64}$/;
/** @see CREDENTIAL_ID */
export const METER_ID = /^mtr_[A-Za-z0-9-]{1,64}$/;

/** Switch account ids are opaque; UUIDs in practice. */
export const SWITCH_ACCOUNT_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** Key names of Switch properties. */
export const PROPERTY_KEY = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Ids of sessions, made by us. */
export const SESSION_ID = /^ses_[A-Za-z0-9_-]{22}$/;

/** Any one path segment that is safe to hand to the parts behind the router. */
export const SEGMENT = /^[A-Za-z0-9_.:@-]{1,128}$/;
