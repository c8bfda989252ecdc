import { isObject, type JsonObject } from './decoded.ts';
import type { ArcErrorCode } from './error.ts';
import { codeOfStatus } from './error-codes.ts';
import { type Finding, parseIfJson, readProblem, textOf } from './problem.ts';

/** Error codes of the platform, in lower case with letters and digits only. */
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
  // Plug's list form, and the legacy object form (with the platform's misspelling).
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

/** Returns our code for an error code of the platform in any spelling, or for an HTTP status. */
const codeOfWord = (word: string): ArcErrorCode | undefined => {
  const key = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^[1-5]\d\d$/.test(key)) return codeOfStatus(Number(key));
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
};

const wordOf = (input: unknown): string => (typeof input === 'string' ? input.trim().toLowerCase() : '');

/** Returns the non-blank texts under `key`, in order. */
const texts = (entries: readonly JsonObject[], key: string): readonly string[] =>
  entries.flatMap((entry) => textOf(entry[key]) ?? []);

const firstCode = (codes: readonly string[]): ArcErrorCode | undefined =>
  codes[0] === undefined ? undefined : codeOfWord(codes[0]);

/**
 * Reads Plug's list form: `{errors:[{type, message, param?, details:{errorId, value?}}]}`. `value`
 * repeats what was sent, so it is not read.
 */
function readPlugErrors(body: JsonObject): Finding | undefined {
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

/**
 * Returns true if a Switch envelope reports a failure by either flag. Source: UPSTREAM.md, Switch.
 */
export const isSwitchFailure = (body: unknown): boolean =>
  isObject(body) &&
  (Object.hasOwn(body, 'results') || Object.hasOwn(body, 'count')) &&
  (wordOf(body.status) === 'error' || wordOf(body.type) === 'error');

/**
 * Reads Switch's form: objects, texts or null in `results`, or one such object alone.
 * `propertyValue` repeats what was sent, so it is not read.
 */
function readSwitchErrors(body: JsonObject): Finding | undefined {
  const single = typeof body.code === 'string' && typeof body.message === 'string';
  if (!single && !isSwitchFailure(body)) return undefined;
  const results: readonly unknown[] = single ? [body] : Array.isArray(body.results) ? body.results : [body.results];
  const objects = results.filter(isObject);
  const codes = texts(objects, 'code');
  const param = texts(objects, 'propertyName')[0];
  return {
    // Validation codes are not documented; what they have in common is that they name a property.
    code: firstCode(codes) ?? (param === undefined ? undefined : 'invalid-request'),
    text: results.flatMap((entry) => textOf(isObject(entry) ? entry.message : entry) ?? []).join(' '),
    param,
    errorId: textOf(body.requestId),
    codes,
  };
}

/** Reads `{error: {description, type, details}}`, where `details` maps parameters to sentences. */
function readErrorObject(error: JsonObject): Finding {
  const type = textOf(error.type);
  const details = isObject(error.details) ? error.details : {};
  const reasons = Object.values(details).flatMap((value) =>
    Array.isArray(value) ? value.flatMap((reason) => textOf(reason) ?? []) : [],
  );
  return {
    code: type === undefined ? undefined : codeOfWord(type),
    text: [textOf(error.description) ?? textOf(error.message) ?? '', ...reasons].join(' '),
    param: Object.keys(details)[0],
    codes: type === undefined ? [] : [type],
  };
}

/**
 * Reads the forms with the key `error`: the legacy `{error: "text"}` and `{error: {…}}`, and
 * `{error: "code", error_description}` of OAuth and Plug.
 */
function readErrorKey(body: JsonObject): Finding | undefined {
  if (isObject(body.error)) return readErrorObject(body.error);
  const error = textOf(body.error);
  if (error === undefined) return undefined;
  const description = textOf(body.error_description) ?? textOf(body.message);
  // A code has no spaces; a sentence does.
  if (/^[\w-]+$/.test(error.trim())) return { code: codeOfWord(error), text: description, codes: [error] };
  return { code: codeOfSentence(error), text: description ?? error };
}

/** Returns the code for a documented sentence of the legacy API. */
function codeOfSentence(text: string): ArcErrorCode | undefined {
  if (/rate limit/i.test(text)) return 'rate-limited';
  if (/couldn['’]t find/i.test(text)) return 'not-found';
  if (/invalid access token|credentials are invalid/i.test(text)) return 'unauthorized';
  return undefined;
}

/** Reads the body of a failed answer in any form. */
export function readErrorBody(raw: unknown): Finding {
  const body = parseIfJson(raw);
  if (isObject(body)) {
    return (
      readProblem(body) ??
      readPlugErrors(body) ??
      readSwitchErrors(body) ??
      readErrorKey(body) ?? { text: textOf(body.message) }
    );
  }
  // A short sentence may help; a long text or HTML is the error page of a proxy.
  return typeof body === 'string' && body.length <= 200 && !body.includes('<')
    ? { code: codeOfSentence(body), text: body }
    : {};
}
