import { isObject, type JsonObject } from './decoded.ts';
import type { ArcErrorCode } from './error.ts';
import { codeOfStatus } from './error-words.ts';
import { type Finding, parsed, problem, textOf } from './problem.ts';

/** Upstream's own words, in one spelling: lower case, letters and digits only. */
const WORDS: Readonly<Record<string, ArcErrorCode>> = {
  // Plug, flat form. Source: UPSTREAM.md, Errors.
  invalidmeteractivation: 'meter-not-activatable',
  invalidintervalsrequest: 'meter-inactive',
  // OAuth 2, RFC 6749 section 5.2 and RFC 6750 section 3.1.
  invalidclient: 'unauthorized',
  unauthorizedclient: 'unauthorized',
  invalidgrant: 'unauthorized',
  invalidtoken: 'unauthorized',
  accessdenied: 'forbidden',
  insufficientscope: 'forbidden',
  invalidscope: 'invalid-request',
  invalidrequest: 'invalid-request',
  unsupportedgranttype: 'invalid-request',
  servererror: 'upstream-failed',
  temporarilyunavailable: 'unavailable',
  // Plug, list form, and the legacy object form (spelt as upstream spells it).
  conflict: 'conflict',
  internalservererror: 'upstream-failed',
  invalidparameter: 'invalid-request',
  invalidparamaters: 'invalid-request',
  invalidparameters: 'invalid-request',
  invalidvariant: 'invalid-request',
  badrequest: 'invalid-request',
  notfound: 'not-found',
  toomanyrequests: 'rate-limited',
  unauthorized: 'unauthorized',
  unauthenticated: 'unauthorized',
  forbidden: 'forbidden',
  serviceunavailable: 'unavailable',
  // Switch. Source: UPSTREAM.md, Errors.
  notnull: 'invalid-request',
  typemismatch: 'invalid-request',
};

/** The code a word of the platform stands for, in any spelling; a three-digit one is an HTTP status. */
const codeOfWord = (word: string): ArcErrorCode | undefined => {
  const key = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^[1-5]\d\d$/.test(key)) return codeOfStatus(Number(key));
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
};

const wordOf = (input: unknown): string => (typeof input === 'string' ? input.trim().toLowerCase() : '');

/** Every non-blank text under `key` in the order given. */
const texts = (entries: readonly JsonObject[], key: string): readonly string[] =>
  entries.flatMap((entry) => textOf(entry[key]) ?? []);

const firstCode = (codes: readonly string[]): ArcErrorCode | undefined =>
  codes[0] === undefined ? undefined : codeOfWord(codes[0]);

/**
 * Plug's list form: `{errors:[{type, message, param?, details:{errorId, value?}}]}`. `value` is what was sent: never
 * used.
 */
function plugList(body: JsonObject): Finding | undefined {
  if (!Array.isArray(body.errors)) return undefined;
  const errors = body.errors.filter(isObject);
  const codes = texts(errors, 'type');
  const details = errors.map((error) => error.details).filter(isObject);
  return {
    code: firstCode(codes),
    text: texts(errors, 'message').join(' '),
    param: texts(errors, 'param')[0],
    errorId: texts(details, 'errorId')[0],
    codes,
  };
}

/** Tells a Switch envelope that reports failure: either flag alone counts. Source: UPSTREAM.md, Errors. */
export const isSwitchFailure = (body: unknown): boolean =>
  isObject(body) &&
  (Object.hasOwn(body, 'results') || Object.hasOwn(body, 'count')) &&
  (wordOf(body.status) === 'error' || wordOf(body.type) === 'error');

/** Switch: objects or bare text in `results`, or null; also one such object alone. `propertyValue` is never used. */
function switchErrors(body: JsonObject): Finding | undefined {
  const single = typeof body.code === 'string' && typeof body.message === 'string';
  if (!single && !isSwitchFailure(body)) return undefined;
  const results: readonly unknown[] = single ? [body] : Array.isArray(body.results) ? body.results : [body.results];
  const objects = results.filter(isObject);
  const codes = texts(objects, 'code');
  const param = texts(objects, 'propertyName')[0];
  return {
    // Validation codes are not listed anywhere; naming a property is what they have in common.
    code: firstCode(codes) ?? (param === undefined ? undefined : 'invalid-request'),
    text: results.flatMap((entry) => textOf(isObject(entry) ? entry.message : entry) ?? []).join(' '),
    param,
    errorId: textOf(body.requestId),
    codes,
  };
}

/** The legacy object form: `{error: {description, type, details}}`, where `details` maps parameters to sentences. */
function legacyObject(error: JsonObject): Finding {
  const type = textOf(error.type);
  const details = isObject(error.details) ? error.details : {};
  const reasons = Object.values(details).flatMap((value) =>
    Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : [],
  );
  return {
    code: type === undefined ? undefined : codeOfWord(type),
    text: [textOf(error.description) ?? textOf(error.message) ?? '', ...reasons].join(' '),
    param: Object.keys(details)[0],
    codes: type === undefined ? [] : [type],
  };
}

/**
 * Both legacy forms, and Plug's flat one which is OAuth's: `{error: "text"}`, `{error: {…}}`,
 * `{error: "code", error_description}`.
 */
function errorKey(body: JsonObject): Finding | undefined {
  if (isObject(body.error)) return legacyObject(body.error);
  const error = textOf(body.error);
  if (error === undefined) return undefined;
  const description = textOf(body.error_description) ?? textOf(body.message);
  // A code has no spaces; a sentence does.
  if (/^[\w-]+$/.test(error.trim())) return { code: codeOfWord(error), text: description, codes: [error.trim()] };
  return { code: codeOfSentence(error), text: description ?? error };
}

/** Documented legacy sentences that say more than "something is wrong". */
function codeOfSentence(text: string): ArcErrorCode | undefined {
  if (/rate limit/i.test(text)) return 'rate-limited';
  if (/couldn['’]t find/i.test(text)) return 'not-found';
  if (/invalid access token|credentials are invalid/i.test(text)) return 'unauthorized';
  return undefined;
}

/** Reads the body of a failed answer, whichever form it has. */
export function readErrorBody(raw: unknown): Finding {
  const body = parsed(raw);
  if (isObject(body)) {
    return problem(body) ?? plugList(body) ?? switchErrors(body) ?? errorKey(body) ?? { text: textOf(body.message) };
  }
  // A short sentence may help; a page of HTML from a proxy never does.
  return typeof body === 'string' && body.length <= 200 && !body.includes('<')
    ? { code: codeOfSentence(body), text: body }
    : {};
}
