import type { ArcErrorCode } from '@arc-elements/models';

/** What an element needs of an error; an `ArcError` fits, also one from another copy of the package. */
export interface ErrorLike {
  readonly code: string;
  readonly message: string;
  /** When trying again makes sense, epoch ms. */
  readonly retryAtMs?: number;
}

/** Sentences for people: what is so, what to do, and whether trying again can help. A code is never shown as the message. */
export interface ErrorText {
  readonly title: string;
  readonly hint: string;
  readonly retry: boolean;
}

const TEXTS: Record<ArcErrorCode, ErrorText> = {
  unauthorized: text('You are not signed in here any more.', 'Sign in again to continue.', true),
  'session-invalid': text('You are not signed in here any more.', 'Sign in again to continue.', true),
  'session-expired': text('Your session has ended.', 'Try again, or sign in again if that does not help.', true),
  'signed-out': text('You are signed out.', 'Sign in to see this again.', false),
  forbidden: text('This is not open to you.', 'The site you are on can change that.', false),
  'scope-missing': text('This page may not show this.', 'The site has to allow it for your session.', false),
  'origin-not-allowed': text(
    'This page may not use this service.',
    'The site has to add its address to the allowed origins.',
    false,
  ),
  'not-found': text(
    'This could not be found.',
    'It may have been removed. Reload the page to see what is there now.',
    true,
  ),
  'invalid-request': text('The service did not understand this request.', 'Reload the page and try once more.', true),
  conflict: text('Something changed in the meantime.', 'Try again with the current state.', true),
  'feature-not-ready': text('This is still getting ready.', 'It appears here by itself once it is.', true),
  'meter-not-activatable': text(
    'Interval data cannot be turned on for this meter.',
    'Your utility may not offer it.',
    false,
  ),
  'meter-inactive': text('Interval data is not turned on for this meter.', 'Turn it on to see its readings.', true),
  'rate-limited': text('A little too much at once.', 'Wait a moment, then try again.', true),
  'upstream-failed': text(
    'The utility data service is not answering.',
    'Nothing is lost. Try again in a few minutes.',
    true,
  ),
  unavailable: text('The service is not available right now.', 'Nothing is lost. Try again in a few minutes.', true),
  network: text('No connection.', 'Check your internet connection and try again.', true),
  timeout: text('This is taking too long.', 'Try again. If it stays slow, come back a little later.', true),
  aborted: text('This was interrupted.', 'Try again.', true),
  decode: text('The answer could not be read.', 'Try again. If it stays, please tell the site you are on.', true),
  unknown: text('Something went wrong.', 'Try again. If it stays, please tell the site you are on.', true),
};

/** The sentences for an error; an unknown code gets the general ones. */
export function errorText(error: { readonly code: string }): ErrorText {
  return Object.hasOwn(TEXTS, error.code) ? TEXTS[error.code as ArcErrorCode] : TEXTS.unknown;
}

function text(title: string, hint: string, retry: boolean): ErrorText {
  return { title, hint, retry };
}
