import { type Family, plainAnswer } from './family.ts';

/** OAuth's form of an error. */
export const tokenError = (status: number, error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status });

/** The token route, whose credentials are in its body. */
export const token: Family = {
  invalid: ({ name, reason }) => tokenError(400, 'invalid_request', `${name} ${reason}`),
  error(status) {
    if (status < 400) return plainAnswer(status);
    const error = status === 401 ? 'invalid_client' : status < 500 ? 'invalid_request' : 'server_error';
    return tokenError(status, error, 'The sandbox refuses this request');
  },
};
