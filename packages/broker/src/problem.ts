/** Codes a client may switch on; the `type` of a problem document ends in one of them. */
export type ProblemCode =
  | 'session-invalid'
  | 'session-expired'
  | 'scope-missing'
  | 'origin-not-allowed'
  | 'not-found'
  | 'method-not-allowed'
  | 'invalid-request'
  | 'feature-not-ready'
  | 'meter-not-activatable'
  | 'meter-inactive'
  | 'conflict'
  | 'rate-limited'
  | 'upstream-failed'
  | 'unavailable'
  | 'webhook-invalid'
  | 'payload-too-large';

const PROBLEMS: Record<ProblemCode, { readonly status: number; readonly title: string }> = {
  'session-invalid': { status: 401, title: 'The credential is missing, malformed, revoked or not ours' },
  'session-expired': { status: 401, title: 'The session has expired' },
  'scope-missing': { status: 403, title: 'The session does not include this scope' },
  'origin-not-allowed': { status: 403, title: 'This origin may not do that' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method is not available here' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'feature-not-ready': { status: 400, title: 'This feature is not available for the account yet' },
  'meter-not-activatable': { status: 409, title: 'The meter cannot be activated in its present state' },
  'meter-inactive': { status: 409, title: 'Intervals of this meter have not been activated' },
  conflict: { status: 409, title: 'The request conflicts with the present state' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'upstream-failed': { status: 502, title: 'The platform did not give a usable answer' },
  unavailable: { status: 503, title: 'Not available at the moment' },
  'webhook-invalid': { status: 401, title: 'The webhook could not be verified' },
  'payload-too-large': { status: 413, title: 'The body is too large' },
};

/** Prefix of every problem `type`; the code follows it. */
export const PROBLEM_BASE = 'https://arc-elements.dev/problems/';

/** What `new Problem` accepts beside its code. */
export interface ProblemOptions {
  /** Safe to show to anybody: never an upstream text, a token or an id. */
  readonly detail?: string;
  /** Overrides the usual status of the code. */
  readonly status?: number;
  /** Becomes an integer `Retry-After`, rounded up, at least 1. */
  readonly retryAfterS?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An answer that is an error, RFC 9457. Thrown anywhere in a route; only the runner turns it into a response. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? PROBLEMS[code].title, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.status = options.status ?? PROBLEMS[code].status;
    this.detail = options.detail;
    const retry = options.retryAfterS;
    this.headers = {
      ...options.headers,
      ...(retry === undefined ? {} : { 'retry-after': String(Math.max(1, Math.ceil(retry))) }),
      // RFC 6750: the scheme only, never why, so that the header says no more than the body.
      ...(this.status === 401 && code.startsWith('session-') ? { 'www-authenticate': 'Bearer' } : {}),
    };
  }

  /** The problem document. `instance` is the request id, which is in the log too. */
  toResponse(requestId: string): Response {
    const body = {
      type: PROBLEM_BASE + this.code,
      title: PROBLEMS[this.code].title,
      status: this.status,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      instance: `urn:request:${requestId}`,
    };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: { 'content-type': 'application/problem+json', ...this.headers },
    });
  }
}
