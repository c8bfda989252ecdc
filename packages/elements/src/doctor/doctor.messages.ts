import { Catalog } from '../languages/catalog.ts';
import { DOCTOR } from '../languages/doctor-loaders.ts';
import type { FindingCode } from './diagnose.ts';

/** What is wrong, why, and what to do, for developers. */
export interface FindingText {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** Words of `arc-doctor`: English, from which the other languages are translated. */
export const messages = new Catalog('doctor', DOCTOR, () => ({
  title: 'Arc Elements check',
  well: 'Everything that can be checked from the page works.',
  copy: 'Copy as text',
  copied: 'Copied.',
  again: 'Check again',
  error: 'Does not work',
  warning: 'Works less well',
  cause: 'Cause',
  fix: 'Fix',
  version: 'Version',
  session: 'Session',
  live: 'News by',
  skew: 'Clock difference',
  none: 'none',
  unknown: 'not known',
  /** Comes before the fix of `blocked-by-csp`. */
  allow: (address: string, directive: string) => `Add ${address} to ${directive}.`,
  findings: {
    'no-session': {
      title: 'There is no session.',
      cause: 'An element is not inside an arc-session, and names none that is on the page.',
      fix: 'Put it inside <arc-session broker="…" session-url="…">, give it session="id", or set its session property.',
    },
    'session-in-other-root': {
      title: 'A session is in another shadow root.',
      cause:
        'An element names an arc-session by its id, but ids are found in the element’s own shadow root and in the document only.',
      fix: 'Put the element inside that arc-session, which works across shadow roots, or set its session property.',
    },
    'session-incomplete': {
      title: 'arc-session is not set up completely.',
      cause: 'An attribute is missing or cannot be used.',
      fix: 'Give it the address of your broker and of your session route.',
    },
    'blocked-by-csp': {
      title: 'The policy of the page blocks something that elements need.',
      cause: 'The content security policy does not name its address.',
      fix: 'The command npx @arc-elements/elements embed prints the whole policy.',
    },
    'part-not-loaded': {
      title: 'A part of an element could not be loaded.',
      cause: 'A file of the elements is missing or was changed, or script-src does not name its place.',
      fix: 'Copy the whole folder of the files, print the hashes again with npx @arc-elements/elements embed --integrity, and name the place of the files in script-src.',
    },
    'session-route-blocked': {
      title: 'The policy of the page blocks the session route.',
      cause: 'connect-src does not name the origin of session-url, which is often the page’s own.',
      fix: "Add that origin to connect-src: 'self' where the route is on the page’s own origin.",
    },
    'session-route-html': {
      title: 'The session route does not answer with a session.',
      cause: 'It answered a web page or other JSON; often a sign-in page or the front page of a single-page app.',
      fix: 'Let the route answer POST with { token, session_id, expires_at } as your server got it from the broker.',
    },
    'session-route-missing': {
      title: 'The session route does not exist.',
      cause: 'The address in session-url is answered 404 or 405.',
      fix: 'Check the address, and that the route accepts POST.',
    },
    'session-route-unreachable': {
      title: 'The session route cannot be reached.',
      cause: 'No answer: offline, a wrong host, or a request to another origin without CORS.',
      fix: 'Serve the route from the origin of the page.',
    },
    'session-route-failing': {
      title: 'The session route fails.',
      cause: 'It answered with an error of its own.',
      fix: 'Look at the log of your server; can it reach the broker, with the right broker key?',
    },
    'broker-key-wrong': {
      title: 'The broker does not know your server’s key.',
      cause: 'Your session route answered that the broker refused the key which your server sent.',
      fix: 'Give your server one of the ARC_BROKER_KEYS of the broker whose address it has; look for white space and for another environment’s key.',
    },
    'broker-unreachable-from-server': {
      title: 'Your server cannot reach the broker.',
      cause: 'Your session route answered that there is no broker at the address which your server has.',
      fix: 'Open that address with /readyz from your server; its log says which address it is and why there is no answer.',
    },
    'not-signed-in': {
      title: 'The session route knows nobody.',
      cause: 'It answered 401 or 403: nobody is signed in, or its cookie did not come along.',
      fix: 'Show the elements to signed-in people only, and serve the route from the origin of the page.',
    },
    'broker-unreachable': {
      title: 'The broker cannot be reached.',
      cause: 'No answer: it does not run, the address is wrong, or it does not allow the origin of this page.',
      fix: 'Open the address of the broker with /readyz, and add this origin to ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'The broker does not serve this origin.',
      cause: 'The session is bound to other origins, or this one is not in ARC_ALLOWED_ORIGINS.',
      fix: 'Add the exact origin, scheme and port included, on the broker and where your server asks for the session.',
    },
    'session-rejected': {
      title: 'The broker does not accept the session.',
      cause: 'It was revoked, its signing key was removed, or it comes from another broker.',
      fix: 'Check that your server asks the same broker, and that ARC_SESSION_KEYS still holds the key that signed it.',
    },
    'scope-missing': {
      title: 'The session may not do this.',
      cause: 'A scope that an element needs was not granted.',
      fix: 'Ask for the scope where your server asks for the session.',
    },
    'platform-failing': {
      title: 'The platform is not answering the broker.',
      cause: 'The platform or the way to it is down, or refuses the client id.',
      fix: 'Open /readyz of the broker and look at its log.',
    },
    'rate-limited': {
      title: 'There were too many requests.',
      cause: 'This session or the platform account reached a limit.',
      fix: 'Use one arc-session for all elements of a page; it shares every request.',
    },
    'clock-skew': {
      title: 'The clocks differ.',
      cause: 'The clock of this machine and that of the broker are more than a minute apart.',
      fix: 'Set both by the network; sessions end early or late otherwise.',
    },
    'duplicate-script': {
      title: 'The package is loaded more than once.',
      cause: 'Two scripts bring the same elements; the first one is used.',
      fix: 'Load it once: the script tag or the npm import.',
    },
    'version-mismatch': {
      title: 'Different versions are loaded.',
      cause: 'Two scripts bring different versions of the same elements; the first one is used.',
      fix: 'Load one version once.',
    },
    'insecure-page': {
      title: 'The page is not secure.',
      cause: 'It is served over http, where browsers leave out what sharing one event stream needs.',
      fix: 'Serve it over https.',
    },
    'no-stream': {
      title: 'News come by asking, not by stream.',
      cause: 'The event stream of the broker does not stay open; often a proxy that buffers.',
      fix: 'Turn off buffering for /events between the broker and the browser.',
    },
    'unknown-zone': {
      title: 'A time zone is not known.',
      cause: 'A meter names a zone that this browser cannot resolve; its days are shown in UTC.',
      fix: 'Nothing to do on the page; please report the zone.',
    },
  } satisfies Record<FindingCode, FindingText>,
}));
