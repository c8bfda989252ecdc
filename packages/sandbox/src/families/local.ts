import { isOwnPage, isPageOfThisMachine } from '../hosts.ts';
import { type Family, plainAnswer } from './family.ts';

/** Returns an error in the form of the sandbox's own routes. */
export const localError = (status: number, text: string): Response => Response.json({ error: text }, { status });

/** The Connect page and what it asks its own server, which the platform does not document. */
export const connectPage: Family = {
  invalid: ({ name, reason }) => localError(400, name === '' ? 'The body is not a JSON object' : `${name} ${reason}`),
  error: (status) => (status < 400 ? plainAnswer(status) : localError(status, ERRORS[status] ?? 'Bad Request')),
};

/**
 * The control routes, which a page on another port of this machine may use, as a demo page does.
 */
export const control: Family = {
  ...connectPage,
  mayWrite: (request) => isOwnPage(request, []) || isPageOfThisMachine(request),
};

const ERRORS: Readonly<Record<number, string>> = {
  403: 'Only pages of the sandbox itself may do this; others are given by --origin',
  404: 'Not Found',
  413: 'The request body is too large',
  500: 'Internal Server Error',
};
