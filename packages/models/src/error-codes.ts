import type { ArcErrorCode } from './error.ts';

/** Returns the code for an HTTP status. */
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
  'not-configured': 'The broker is not set up for this.',
  'invalid-request': 'The request was not accepted.',
  conflict: 'The request conflicts with the current state.',
  'feature-not-ready': 'This feature is not ready for this account.',
  'meter-not-activatable': 'This meter cannot be activated in its current state.',
  'meter-inactive': 'Interval data is not active for this meter.',
  'rate-limited': 'Too many requests.',
  'upstream-failed': 'The platform failed to answer.',
  unavailable: 'The platform is not available at the moment.',
  network: 'The connection failed before there was an answer.',
  unreachable: 'The service could not be reached.',
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

/** Returns a sentence for `code` that is safe to show and to log. */
export const messageOf = (code: ArcErrorCode): string => SENTENCES[code];

/** Returns true if `word` is one of our codes. */
export const isCode = (word: string): word is ArcErrorCode => Object.hasOwn(SENTENCES, word);
