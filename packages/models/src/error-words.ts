import type { ArcErrorCode } from './error.ts';

/** What the last part of our broker's problem types stands for. */
export const PROBLEMS: Readonly<Record<string, ArcErrorCode>> = {
  'session-invalid': 'session-invalid',
  'session-expired': 'session-expired',
  'scope-missing': 'scope-missing',
  'origin-not-allowed': 'origin-not-allowed',
  'not-found': 'not-found',
  'method-not-allowed': 'invalid-request',
  'invalid-request': 'invalid-request',
  'payload-too-large': 'invalid-request',
  'webhook-invalid': 'invalid-request',
  'feature-not-ready': 'feature-not-ready',
  'meter-not-activatable': 'meter-not-activatable',
  'meter-inactive': 'meter-inactive',
  'rate-limited': 'rate-limited',
  'upstream-failed': 'upstream-failed',
  unavailable: 'unavailable',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  conflict: 'conflict',
  timeout: 'timeout',
  // Of a partner's session route, as `sessionAnswer` of the broker's package writes it.
  'broker-key-wrong': 'broker-key-wrong',
  'broker-unreachable': 'broker-unreachable',
};

/** Upstream's own words, in one spelling: lower case, letters and digits only. */
const WORDS: Readonly<Record<string, ArcErrorCode>> = {
  // Plug, flat form. Source: upstream reference 4.6.
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
  // Switch. Source: upstream reference 5.
  notnull: 'invalid-request',
  typemismatch: 'invalid-request',
};

/** The code a word of the platform stands for, in any spelling; a three-digit one is an HTTP status. */
export const codeOfWord = (word: string): ArcErrorCode | undefined => {
  const key = word.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^[1-5]\d\d$/.test(key)) return codeOfStatus(Number(key));
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
};

/** The code an HTTP status stands for. */
export function codeOfStatus(status: number): ArcErrorCode {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate-limited';
  if (status === 503) return 'unavailable';
  if (status >= 500 || (status >= 300 && status < 400)) return 'upstream-failed';
  if (status >= 400) return 'invalid-request';
  return 'unknown';
}

const SENTENCES: Readonly<Record<ArcErrorCode, string>> = {
  unauthorized: 'The platform did not accept the credentials.',
  forbidden: 'Access was refused.',
  'not-found': 'There is no such thing.',
  'invalid-request': 'The request was not accepted.',
  conflict: 'The request conflicts with the current state.',
  'feature-not-ready': 'This feature is not ready for this account.',
  'meter-not-activatable': 'This meter cannot be activated in its current state.',
  'meter-inactive': 'Interval data is not active for this meter.',
  'rate-limited': 'Too many requests.',
  'upstream-failed': 'The platform failed to answer.',
  unavailable: 'The platform is not available at the moment.',
  network: 'The connection failed before there was an answer.',
  timeout: 'There was no answer in time.',
  aborted: 'The request was cancelled.',
  decode: 'The answer was not understood.',
  'session-invalid': 'The session is not valid.',
  'session-expired': 'The session has expired.',
  'scope-missing': 'The session does not allow this.',
  'origin-not-allowed': 'This page is not allowed to use the session.',
  'broker-key-wrong': 'The broker does not know the key of the server.',
  'broker-unreachable': 'The server cannot reach its broker.',
  'signed-out': 'Signed out.',
  unknown: 'Something went wrong.',
};

/** A sentence for `code` that is safe to show and to log. */
export const messageOf = (code: ArcErrorCode): string => SENTENCES[code];
