import { basicOf, CLIENT_ID, CLIENT_SECRET } from './client.ts';
import { type Family, plainAnswer } from './family.ts';

/** Returns an error in the form of the Switch family: its envelope with one entry. */
export const switchError = (
  status: number,
  code: string,
  message: string,
  objectName: string,
  more: { propertyName?: string; propertyValue?: string } = {},
): Response =>
  Response.json(
    { status: 'error', count: 1, type: 'Error', results: [{ code, message, objectName, ...more }] },
    { status },
  );

/** Returns the 404 of an account that is not found by this property. */
export const accountNotFound = (propertyName: string, propertyValue: string): Response =>
  switchError(404, 'ObjectNotFound', 'The object was not found', 'Account', { propertyName, propertyValue });

/** Returns the 400 of a property that cannot have this value. */
export const invalidProperty = (propertyName: string, value: unknown): Response =>
  switchError(400, 'InvalidValue', `The value of ${propertyName} is not valid`, 'Account', {
    propertyName,
    propertyValue: String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 255),
  });

/**
 * Switch accounts, the Account API: an app id and key by HTTP Basic, or in the query as old clients
 * send them.
 */
export const switchAccounts: Family = {
  checkAccess(request) {
    const { searchParams } = new URL(request.url);
    if (basicOf(request) === `${CLIENT_ID}:${CLIENT_SECRET}`) return undefined;
    if (searchParams.get('appId') === CLIENT_ID && searchParams.get('appKey') === CLIENT_SECRET) return undefined;
    const text = 'The credentials were not supplied or are invalid';
    const answer = switchError(401, 'Unauthorized', text, 'requestSignature', { propertyName: 'appId' });
    answer.headers.set('WWW-Authenticate', 'Basic realm="Switch"');
    return answer;
  },
  invalid: ({ name, value }) =>
    name === ''
      ? switchError(400, 'InvalidJson', 'The request body is not a JSON object', 'Account')
      : invalidProperty(name, value),
  error(status) {
    if (status < 400) return plainAnswer(status);
    // The one form without a list of errors that was recorded.
    if (status >= 500) return Response.json({ status: 'error', count: 0, type: 'Error', results: null }, { status });
    if (status === 404) return switchError(404, 'ObjectNotFound', 'There is no such resource', 'request');
    const code = { 401: 'Unauthorized', 403: 'Forbidden', 429: 'TooManyRequests' }[status] ?? 'InvalidValue';
    const answer = switchError(status, code, 'The sandbox refuses this request', 'request');
    if (status === 429) answer.headers.set('Retry-After', '5');
    return answer;
  },
};
