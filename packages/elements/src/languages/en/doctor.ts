import type { FindingCode } from '../../doctor/diagnose.ts';

/** Description of a finding for developers. */
interface FindingText {
  /** The problem. */
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** English, from which the other languages are translated. */
export const doctor = () => ({
  title: 'Arc Elements check',
  well: 'Everything that can be checked from the page works.',
  copy: 'Copy as text',
  copied: 'Copied.',
  again: 'Check again',
  error: 'Error',
  warning: 'Warning',
  cause: 'Cause',
  fix: 'Fix',
  version: 'Version',
  session: 'Session',
  live: 'Updates',
  skew: 'Clock difference',
  none: 'none',
  unknown: 'unknown',
  /** Precedes the fix of `blocked-by-csp`. */
  allow: (address: string, directive: string) => `Add ${address} to ${directive}.`,
  findings: {
    'no-session': {
      title: 'There is no session.',
      cause: 'An element is not inside an arc-session and does not name one on the page.',
      fix: 'Put it inside <arc-session broker="…" session-url="…">, give it session="id", or set its session property.',
    },
    'session-in-other-root': {
      title: 'An element names a session in another shadow root.',
      cause:
        'The element names an arc-session by its id, but an id is found only in the element’s own shadow root ' +
        'and in the document.',
      fix: 'Put the element inside that arc-session, which works across shadow roots, or set its session property.',
    },
    'session-incomplete': {
      title: 'arc-session is not set up completely.',
      cause: 'An attribute is missing or invalid.',
      fix: 'Set broker to the address of your broker, and session-url to that of your session route.',
    },
    'blocked-by-csp': {
      title: 'The policy of the page blocks something that the elements need.',
      cause: 'The content security policy does not allow its address.',
      fix: 'The command npx @arc-elements/elements embed prints the whole policy.',
    },
    'part-not-loaded': {
      title: 'A part of an element could not be loaded.',
      cause: 'A file of the elements is missing or was changed, or script-src does not allow its address.',
      fix:
        'Copy the whole folder of files, print the hashes again with npx @arc-elements/elements embed ' +
        '--integrity, and allow the address of the files in script-src.',
    },
    'session-route-blocked': {
      title: 'The policy of the page blocks the session route.',
      cause: 'connect-src does not allow the origin of session-url, which is often that of the page.',
      fix: "Add that origin to connect-src: 'self' if the route is on the origin of the page.",
    },
    'session-route-html': {
      title: 'The session route does not return a session.',
      cause: 'It returned a web page or other JSON, often a sign-in page or the start page of a single-page app.',
      fix:
        'Let the route answer POST with { token, session_id, expires_at } as your server receives it from ' +
        'the broker.',
    },
    'session-route-missing': {
      title: 'The session route does not exist.',
      cause: 'The address in session-url returns 404 or 405.',
      fix: 'Check the address, and that the route accepts POST.',
    },
    'session-route-unreachable': {
      title: 'The session route cannot be reached.',
      cause:
        'There is no answer: the browser is offline, the host is wrong, or the route is on another origin ' +
        'without CORS.',
      fix: 'Serve the route from the origin of the page.',
    },
    'session-route-failing': {
      title: 'The session route fails.',
      cause: 'It returned an error.',
      fix: 'Look at the log of your server: can it reach the broker, and does it send the right broker key?',
    },
    'broker-key-wrong': {
      title: 'The broker does not accept your server’s key.',
      cause: 'Your session route reported that the broker refused the key of your server.',
      fix:
        'Give your server one of the ARC_BROKER_KEYS of the broker that it calls. Check for white space, and for ' +
        'a key of another environment.',
    },
    'broker-unreachable-from-server': {
      title: 'Your server cannot reach the broker.',
      cause: 'Your session route reported that no broker answers at the address that your server uses.',
      fix: 'Open that address with /readyz from your server. The log of your server has the address and the reason.',
    },
    'not-signed-in': {
      title: 'The session route does not recognize the person.',
      cause: 'It returned 401 or 403: nobody is signed in, or the browser did not send the cookie.',
      fix: 'Show the elements only to people who are signed in, and serve the route from the origin of the page.',
    },
    'broker-unreachable': {
      title: 'The broker cannot be reached.',
      cause:
        'There is no answer: the broker is not running, its address is wrong, or it does not allow the origin of ' +
        'this page.',
      fix: 'Open the address of the broker with /readyz, and add this origin to ARC_ALLOWED_ORIGINS.',
    },
    'origin-not-allowed': {
      title: 'The broker does not allow this origin.',
      cause: 'The session is bound to other origins, or this one is not in ARC_ALLOWED_ORIGINS.',
      fix: 'Add the exact origin, with scheme and port, at the broker and where your server requests the session.',
    },
    'session-rejected': {
      title: 'The broker does not accept the session.',
      cause: 'It was revoked, its signing key was removed, or it is from another broker.',
      fix:
        'Check that your server uses the same broker, and that ARC_SESSION_KEYS still has the key that signed ' +
        'the session.',
    },
    'scope-missing': {
      title: 'The session lacks a scope.',
      cause: 'An element needs a scope that was not granted.',
      fix: 'Request the scope where your server requests the session.',
    },
    'platform-failing': {
      title: 'The platform does not answer the broker.',
      cause: 'The platform or the network in between is down, or the platform refuses the client id.',
      fix: 'Open /readyz of the broker, and look at its log.',
    },
    'rate-limited': {
      title: 'There were too many requests.',
      cause: 'This session or the platform account has reached a limit.',
      fix: 'Use one arc-session for all elements of a page, which then share their requests.',
    },
    'clock-skew': {
      title: 'The clocks differ.',
      cause: 'The clocks of this machine and of the broker differ by more than a minute.',
      fix: 'Synchronize both with a time server. Otherwise sessions end too early or too late.',
    },
    'duplicate-script': {
      title: 'The package is loaded more than once.',
      cause: 'Two scripts define the same elements; the first one is used.',
      fix: 'Load it once, by the script tag or by the npm import.',
    },
    'version-mismatch': {
      title: 'More than one version is loaded.',
      cause: 'Two scripts define different versions of the same elements; the first one is used.',
      fix: 'Load only one version.',
    },
    'insecure-page': {
      title: 'The page is not secure.',
      cause: 'It is served over http, where browsers do not let elements share one event stream.',
      fix: 'Serve it over https.',
    },
    'no-stream': {
      title: 'Updates arrive by polling, not by an event stream.',
      cause: 'The event stream of the broker does not stay open, often because a proxy buffers it.',
      fix: 'Turn off buffering of /events between the broker and the browser.',
    },
    'unknown-zone': {
      title: 'A time zone is unknown.',
      cause: 'A meter has a time zone that this browser does not know, so its days are shown in UTC.',
      fix: 'You cannot correct this on the page; please report the time zone.',
    },
  } satisfies Record<FindingCode, FindingText>,
});
