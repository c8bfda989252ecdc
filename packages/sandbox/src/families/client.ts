/** The credentials that the platform's own pages print. All else is refused. */
export const CLIENT_ID = '001';
/** Secret of {@link CLIENT_ID}, and the Switch app key. */
export const CLIENT_SECRET = '001';

/**
 * User name and password of a request's Basic header, `name:password`; `undefined` when it has
 * none.
 */
export function basicOf(request: Request): string | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    return atob(encoded);
  } catch {
    return undefined; // not base64, so not a key either
  }
}
