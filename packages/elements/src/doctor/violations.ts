/** One thing that a content security policy blocked. */
export interface Violation {
  /** Such as `connect-src`. */
  readonly directive: string;
  /** Address, or a word such as `inline`. */
  readonly blocked: string;
  /** The name of the policy, for Trusted Types. */
  readonly sample: string;
}

/** What is known of the requests and files of the elements, to tell what is theirs from the rest of the page. */
export interface Ours {
  /** Path of the session route, if it could not be reached; `null` otherwise. */
  readonly sessionPath: string | null;
  /** Paths of the broker that could not be read. */
  readonly readPaths: readonly string[];
  /** What `arc-connect` said of frames that it could not show. */
  readonly frames: readonly string[];
  /** Address of the folder of our files. */
  readonly folder: string;
}

const POLICY_NAMES = ['lit-html', 'arc-worker', 'arc-connect'];

/** True for the session route of the page. */
export const isSessionRoute = ({ directive, blocked }: Violation, { sessionPath }: Ours): boolean =>
  directive === 'connect-src' && sessionPath !== null && URL.parse(blocked)?.pathname === sessionPath;

/** True for what the elements need beside the session route, unlike a favicon, a font or a script of the page. */
export function isOurs(violation: Violation, ours: Ours): boolean {
  const { readPaths, frames, folder } = ours;
  const { directive, blocked, sample } = violation;
  const { origin, pathname } = URL.parse(blocked) ?? { origin: blocked, pathname: '' };
  if (directive === 'connect-src')
    return !isSessionRoute(violation, ours) && readPaths.some((path) => pathname.endsWith(path));
  if (directive === 'frame-src') return frames.some((message) => message.includes(origin));
  if (directive === 'trusted-types') return POLICY_NAMES.some((name) => sample.startsWith(name));
  return /^(script|worker)-src/.test(directive) && blocked.startsWith(folder);
}

/** Directive and origin, such as `connect-src https://broker.example.com`; never a path. */
export function nameOf({ directive, blocked, sample }: Violation): string {
  const where = directive === 'trusted-types' ? sample.split('|')[0] : (URL.parse(blocked)?.origin ?? blocked);
  return `${directive} ${where}`.trim();
}

/** What to add to which directive for something that was blocked, from its name by `nameOf`. */
export function whatToAllow(name: string): { readonly address: string; readonly directive: string } {
  const [directive = '', address = ''] = name.split(' ');
  // Browsers name the kind of script, which policies rarely do.
  return { address, directive: directive.replace(/-(elem|attr)$/, '') };
}
