/**
 * Host names of the platform. A client may have them built in: what ends TLS in front of the
 * sandbox then passes them on. Source: UPSTREAM.md, Connect and Plug; `connect-main…` is where the
 * published Connect package loads its script.
 */
const PLATFORM_HOSTS: readonly string[] = [
  'api.arcadia.com',
  'sandbox.api.arcadia.com',
  'connect.arcadia.com',
  'connect-main.prod.arcadia.com',
  'platform-connect.arcadia.com',
  'arc-connect.arcadia.com',
  'api.genability.com',
];

/** Returns true if a host name, as `URL` gives it, means this machine. A full stop may end it. */
export const isLoopback = (hostname: string): boolean =>
  /^(.+\.)?localhost\.?$/.test(hostname) || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/**
 * Returns true if a sandbox on loopback answers requests to this host name. A page from elsewhere
 * can make a name of its own mean this machine, so only names that nobody else can point here are
 * answered, and those in `given`.
 */
export const isAnswered = (hostname: string, given: readonly string[]): boolean =>
  isLoopback(hostname) || PLATFORM_HOSTS.includes(hostname) || given.includes(hostname);

/**
 * Returns true if a request comes from a page of the sandbox itself, from a page of one of the
 * `given` origins, or from no page at all. The scheme does not count: what ends TLS in front of the
 * sandbox asks by http.
 */
export function isOwnPage(request: Request, given: readonly string[]): boolean {
  const origin = request.headers.get('origin');
  if (origin === null || given.includes(origin)) return true;
  return URL.canParse(origin) && hostAndPort(new URL(origin)) === hostAndPort(new URL(request.url));
}

/** Returns true if a request comes from a page of this machine. */
export function isPageOfThisMachine(request: Request): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && URL.canParse(origin) && isLoopback(new URL(origin).hostname);
}

const hostAndPort = ({ hostname, port }: URL): string => hostname + (port === '80' || port === '443' ? '' : port);

/**
 * Returns the origin under which a client sent a request: `https` if a proxy in front of the
 * sandbox says that it ended TLS.
 */
export function askedOrigin(request: Request): string {
  const url = new URL(request.url);
  return request.headers.get('x-forwarded-proto') === 'https' ? `https://${url.host}` : url.origin;
}
