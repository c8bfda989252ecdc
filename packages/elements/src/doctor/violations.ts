/** One violation of a content security policy. */
export interface Violation {
  /** Such as `connect-src`. */
  readonly directive: string;
  /** Blocked address, or a word such as `inline`. */
  readonly blocked: string;
  /** For Trusted Types: name of the policy, `|`, and text. */
  readonly sample: string;
}

/**
 * Failed requests and the files of the elements, to find the violations that are not of the page.
 */
export interface ElementRequests {
  /** Path of the session route, if it could not be reached; else `null`. */
  readonly sessionPath: string | null;
  /** Paths of the broker that could not be read. */
  readonly readPaths: readonly string[];
  /** Messages of `arc-connect` about blocked frames. */
  readonly frameMessages: readonly string[];
  /** Address of the folder with the elements' files. */
  readonly folder: string;
}

const POLICY_NAMES = ['lit-html', 'arc-worker', 'arc-connect'];

/** Returns true if the session route was blocked. */
export const isSessionRoute = ({ directive, blocked }: Violation, { sessionPath }: ElementRequests): boolean =>
  directive === 'connect-src' && sessionPath !== null && URL.parse(blocked)?.pathname === sessionPath;

/**
 * Returns true if something else that the elements need was blocked, and not for example a favicon.
 */
export function isFromElements(violation: Violation, requests: ElementRequests): boolean {
  const { readPaths, frameMessages, folder } = requests;
  const { directive, blocked, sample } = violation;
  const { origin, pathname } = URL.parse(blocked) ?? { origin: blocked, pathname: '' };
  if (directive === 'connect-src')
    return !isSessionRoute(violation, requests) && readPaths.some((path) => pathname.endsWith(path));
  if (directive === 'frame-src') return frameMessages.some((message) => message.includes(origin));
  if (directive === 'trusted-types') return POLICY_NAMES.some((name) => sample.startsWith(name));
  return /^(script|worker)-src/.test(directive) && blocked.startsWith(folder);
}

/**
 * Returns directive and origin, such as `connect-src https://broker.example.com`, without a path.
 */
export function nameOf({ directive, blocked, sample }: Violation): string {
  const where = directive === 'trusted-types' ? sample.split('|')[0] : (URL.parse(blocked)?.origin ?? blocked);
  return `${directive} ${where}`.trim();
}

/** Splits a name of {@link nameOf} into the address to allow, and the directive to add it to. */
export function parseName(name: string): { readonly address: string; readonly directive: string } {
  const [directive = '', address = ''] = name.split(' ');
  // Browsers report `script-src-elem`, where policies usually have `script-src`.
  return { address, directive: directive.replace(/-(elem|attr)$/, '') };
}
