import type { World } from '../platform/world.ts';

/** Versions that occur in the documentation. */
export const VERSIONS: readonly string[] = ['2021-11-17', '2022-10-13', '2024-02-01', '2024-02-21'];

/** Returns the version that a request names under either of the header's two names. */
export const versionOf = (request: Request): string | undefined =>
  request.headers.get('Arcadia-Version') ?? request.headers.get('Arc-Version') ?? undefined;

/**
 * Puts the version of a request, or a default where it names none that exists, on an answer under
 * both names.
 */
export function echoVersion(request: Request, answer: Response, fallback: string): void {
  const sent = versionOf(request);
  const echoed = sent !== undefined && VERSIONS.includes(sent) ? sent : fallback;
  answer.headers.set('Arcadia-Version', echoed);
  answer.headers.set('Arc-Version', echoed);
}

/** Returns the bearer token of a request. */
export const bearerOf = (request: Request): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];

/** Returns true if a request carries an access token that has not expired in virtual time. */
export function holdsToken(request: Request, world: World): boolean {
  const token = bearerOf(request);
  const known = token === undefined ? undefined : world.store.accessTokens.get(token);
  return known !== undefined && known.expiresAtMs > world.clock.now();
}

/** Marks a 401 as one of bearer tokens. */
export function challenged(answer: Response): Response {
  answer.headers.set('WWW-Authenticate', 'Bearer error="invalid_token"');
  return answer;
}

/** Text of every family's 401. */
export const BAD_TOKEN = 'Unknown or invalid access token';

/** Returns why the version header of a request is refused. */
export const badVersionText = (sent: string | undefined): string =>
  sent === undefined ? 'Missing Arcadia-Version header' : 'Invalid Arcadia-Version header';
