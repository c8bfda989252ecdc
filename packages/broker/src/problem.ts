/** Status and title of every problem by its code, which is the end of `type`. */
const PROBLEMS = {
  'session-invalid': [401, 'The credential is missing, malformed, revoked or not ours'],
  'session-expired': [401, 'The session has expired'],
  'scope-missing': [403, 'The session does not include this scope'],
  'origin-not-allowed': [403, 'This origin may not do that'],
  'not-found': [404, 'There is nothing here'],
  'not-configured': [404, 'This broker is not set up for that'],
  'method-not-allowed': [405, 'This method is not available here'],
  'invalid-request': [400, 'The request is not valid'],
  'feature-not-ready': [400, 'This feature is not available for the account yet'],
  'meter-not-activatable': [409, 'The meter cannot be activated in its present state'],
  'meter-inactive': [409, 'Intervals of this meter have not been activated'],
  conflict: [409, 'The request conflicts with the present state'],
  'rate-limited': [429, 'Too many requests'],
  'upstream-failed': [502, 'The platform did not give a usable answer'],
  unavailable: [503, 'Not available at the moment'],
  'webhook-invalid': [401, 'The webhook could not be verified'],
  'payload-too-large': [413, 'The body is too large'],
} as const satisfies Record<string, readonly [number, string]>;

/** Codes a client may switch on; the `type` of a problem document ends in one of them. */
export type ProblemCode = keyof typeof PROBLEMS;

/** Prefix of every problem `type`; the code follows it. */
export const PROBLEM_BASE = 'https://arc-elements.dev/problems/';

/** Options of `new Problem`. */
export interface ProblemOptions {
  /** Sent to the client: never a text of the platform, a token or an id. */
  readonly detail?: string;
  /** Status in place of the one that the code has. */
  readonly status?: number;
  /** Sent as `Retry-After`, rounded up to at least 1. */
  readonly retryAfterS?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * An error answer (RFC 9457). Thrown anywhere in a route; only the runner turns it into a response.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, { detail, status, retryAfterS, headers, cause }: ProblemOptions = {}) {
    super(detail ?? PROBLEMS[code][1], cause === undefined ? {} : { cause });
    this.code = code;
    this.status = status ?? PROBLEMS[code][0];
    this.detail = detail;
    this.headers = {
      ...headers,
      ...(retryAfterS === undefined ? {} : { 'retry-after': String(wholeSeconds(retryAfterS)) }),
      // RFC 6750. Only the scheme: the reason is in the body.
      ...(this.status === 401 && code.startsWith('session-') ? { 'www-authenticate': 'Bearer' } : {}),
    };
  }

  /** Returns `cause` if it is a problem, else a problem of this code with that cause. */
  static from(cause: unknown, code: ProblemCode, options: ProblemOptions = {}): Problem {
    return cause instanceof Problem ? cause : new Problem(code, { ...options, cause });
  }

  /** Creates the problem document. `instance` is the request id, which the log has too. */
  toResponse(requestId: string): Response {
    const { code, status, detail, headers } = this;
    const type = PROBLEM_BASE + code;
    const title = PROBLEMS[code][1];
    return Response.json(
      { type, title, status, detail, instance: `urn:request:${requestId}` },
      { status, headers: { 'content-type': 'application/problem+json', ...headers } },
    );
  }
}

/**
 * Rounds up to seconds. Less than a millisecond is the noise of two clock readings and is dropped.
 */
const wholeSeconds = (seconds: number): number => Math.max(1, Math.ceil(Math.round(seconds * 1000) / 1000));
