/** The servers that a page of the demo may use. */
export interface PolicyOptions {
  /** Origin of the broker: the only other server the page talks to. */
  readonly brokerOrigin: string;
  /** Origin of the Connect page, shown in a frame. */
  readonly connectOrigin: string;
  /** Adds the web socket through which the development server announces edits. */
  readonly devSocket?: string | undefined;
  /**
   * The site may frame itself: the gallery has a Connect page of its own. A partner does not need
   * this.
   */
  readonly framesItself?: boolean;
}

/**
 * Returns the content security policy of every page: no `unsafe-*`, no inline script or style, and
 * scripts only from the site itself. Widgets need exactly two additions to a partner's policy: the
 * broker in `connect-src` and the Connect page in `frame-src`; with Trusted Types also the policy
 * name `lit-html`, and `arc-worker` where people open files.
 */
export function contentSecurityPolicy({
  brokerOrigin,
  connectOrigin,
  devSocket,
  framesItself = false,
}: PolicyOptions): string {
  const connect = ["'self'", brokerOrigin, ...(devSocket === undefined ? [] : [devSocket])];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect.join(' ')}`,
    `frame-src ${connectOrigin}${framesItself ? " 'self'" : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${framesItself ? "'self'" : "'none'"}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html arc-worker',
  ].join('; ');
}

/**
 * The policy of the docs and of the frames with their examples. Their pages have the other
 * directives in a `<meta>`, so that these apply on any static server.
 */
export const DOCS_POLICY = "frame-ancestors 'self'";

/** Headers of every answer of the demo server. */
export function securityHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  };
}
