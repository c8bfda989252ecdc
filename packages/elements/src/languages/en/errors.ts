import type { ArcErrorCode } from '@arc-elements/models';
import type { ModuleError } from '../../internal/lazy-module.ts';

/** Codes with sentences: those of errors, and that of a file of the elements that did not load. */
type KnownCode = ArcErrorCode | ModuleError['code'];

/** English, from which the other languages are translated. */
export const errors = () =>
  ({
    unauthorized: {
      title: 'You are not signed in here any more.',
      hint: 'Sign in again to continue.',
    },
    'session-invalid': {
      title: 'You are not signed in here any more.',
      hint: 'Sign in again to continue.',
    },
    'session-expired': {
      title: 'Your session has ended.',
      hint: 'Try again, or sign in again if that does not help.',
    },
    'signed-out': {
      title: 'You are signed out.',
      hint: 'Sign in to see this again.',
    },
    forbidden: {
      title: 'This is not open to you.',
      hint: 'The site you are on can change that.',
    },
    'scope-missing': {
      title: 'This page may not show this.',
      hint: 'The site has to allow it for your session.',
    },
    'origin-not-allowed': {
      title: 'This page may not use this service.',
      hint: 'The site has to add its address to the allowed origins.',
    },
    'not-found': {
      title: 'This could not be found.',
      hint: 'It may have been removed. Reload the page to see what is there now.',
    },
    'not-configured': {
      title: 'This is not offered here.',
      hint: 'The site you are on has not set it up.',
    },
    'invalid-request': {
      title: 'The service did not understand this request.',
      hint: 'Reload the page and try once more.',
    },
    conflict: {
      title: 'Something changed in the meantime.',
      hint: 'Try again with the current state.',
    },
    'feature-not-ready': {
      title: 'This is still getting ready.',
      hint: 'It appears here by itself once it is.',
    },
    'meter-not-activatable': {
      title: 'Usage data cannot be turned on for this meter.',
      hint: 'Your utility may not offer it.',
    },
    'meter-inactive': {
      title: 'Usage data is not turned on for this meter.',
      hint: 'Turn it on to see its readings.',
    },
    'rate-limited': {
      title: 'A little too much at once.',
      hint: 'Wait a moment, then try again.',
    },
    'upstream-failed': {
      title: 'The utility data service is not answering.',
      hint: 'Nothing is lost. Try again in a few minutes.',
    },
    unavailable: {
      title: 'The service is not available right now.',
      hint: 'Nothing is lost. Try again in a few minutes.',
    },
    'broker-key-wrong': {
      title: 'This site is not set up completely.',
      hint: 'Nothing is lost. The site has to mend it; try again later.',
    },
    'broker-unreachable': {
      title: 'The service is not available right now.',
      hint: 'Nothing is lost. Try again in a few minutes.',
    },
    network: {
      title: 'No connection.',
      hint: 'Check your internet connection and try again.',
    },
    unreachable: {
      title: 'The service cannot be reached.',
      hint: 'Nothing is lost. Try again in a few minutes. If it stays, please tell the site you are on.',
    },
    timeout: {
      title: 'This is taking too long.',
      hint: 'Try again. If it stays slow, come back a little later.',
    },
    'load-failed': {
      title: 'This part of the page could not be loaded.',
      hint: 'Try again. If it stays, reload the page.',
    },
    aborted: {
      title: 'This was interrupted.',
      hint: 'Try again.',
    },
    decode: {
      title: 'The answer could not be read.',
      hint: 'Try again. If it stays, please tell the site you are on.',
    },
    unknown: {
      title: 'Something went wrong.',
      hint: 'Try again. If it stays, please tell the site you are on.',
    },
  }) satisfies Record<KnownCode, { readonly title: string; readonly hint: string }>;
