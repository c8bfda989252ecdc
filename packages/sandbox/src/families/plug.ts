import { uuidFrom } from '../engine/random.ts';
import { arcErrors } from './arc.ts';
import { BAD_TOKEN, badVersionText, challenged, echoVersion, holdsToken, VERSIONS, versionOf } from './bearer.ts';
import { type Family, plainAnswer } from './family.ts';

const DEFAULT_VERSION = '2024-02-21';
const TYPES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  429: 'tooManyRequests',
};

/** Plug's form of an error: a list with one entry. */
export function plugError(
  status: number,
  type: string,
  message: string,
  more: { param?: string; value?: string } = {},
): Response {
  const details = {
    errorId: uuidFrom(`${type}:${message}:${more.param ?? ''}:${more.value ?? ''}`),
    ...(more.value === undefined ? {} : { value: more.value }),
  };
  const error = { type, message, ...(more.param === undefined ? {} : { param: more.param }), details };
  return Response.json({ errors: [error] }, { status });
}

/** Returns the 404 of a resource of Plug. */
export const plugNotFound = (kind: string, id: string): Response =>
  plugError(404, 'notFound', `There is no such ${kind}`, { param: 'id', value: id });

/** Returns an error in the form of the intervals product. */
export const intervalsError = (status: number, error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status });

/** Plug: a bearer token; its pages name a default version, so the header may be absent. */
export const plug: Family = {
  checkAccess(request, world) {
    if (!holdsToken(request, world)) return challenged(plugError(401, 'unauthorized', BAD_TOKEN));
    const version = versionOf(request);
    if (version !== undefined && !VERSIONS.includes(version))
      return plugError(400, 'invalidParameter', badVersionText(version), { param: 'Arcadia-Version', value: version });
    // All data here is sandbox data: true and false see the same.
    const mode = request.headers.get('X-Sandbox-Mode');
    if (mode === null || /^(true|false)$/i.test(mode)) return undefined;
    const header = { param: 'X-Sandbox-Mode', value: mode };
    return plugError(400, 'invalidParameter', 'X-Sandbox-Mode must be true or false', header);
  },
  addHeaders: (request, answer) => echoVersion(request, answer, DEFAULT_VERSION),
  // Never repeats a value of a body: it may be a password.
  invalid: ({ name, reason }) =>
    name === ''
      ? plugError(400, 'invalidParameter', 'The request body is not a JSON object')
      : plugError(400, 'invalidParameter', `${name} ${reason}`, { param: name }),
  error: (status) =>
    status < 400
      ? plainAnswer(status)
      : plugError(
          status,
          TYPES[status] ?? (status < 500 ? 'invalidParameter' : 'internalServerError'),
          'The sandbox refuses this request',
        ),
};

/** Data of Arc accounts under `/plug`: let in as Plug is, refused in Arc's form. */
export const utilityData: Family = { ...plug, ...arcErrors };
