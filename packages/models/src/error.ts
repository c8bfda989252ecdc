/**
 * Stable reasons an operation failed; switch on these, never on `message`.
 *
 * `unauthorized` to `unavailable` come from the platform or the broker; `network`, `unreachable`, `timeout` and
 * `aborted` mean there was no answer, `unreachable` that none came although the browser has a network; `decode` that
 * the answer was not understood; `session-…`, `scope-missing`, `origin-not-allowed` and `signed-out` are about the
 * widget session; `broker-key-wrong` and `broker-unreachable` about the partner's own server, which gets no session
 * from the broker; `unknown` is anything else.
 */
export type ArcErrorCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'not-configured'
  | 'invalid-request'
  | 'conflict'
  | 'feature-not-ready'
  | 'meter-not-activatable'
  | 'meter-inactive'
  | 'rate-limited'
  | 'upstream-failed'
  | 'unavailable'
  | 'network'
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  | 'decode'
  | 'session-invalid'
  | 'session-expired'
  | 'scope-missing'
  | 'origin-not-allowed'
  | 'broker-key-wrong'
  | 'broker-unreachable'
  | 'signed-out'
  | 'unknown';

/** The request an error belongs to. Never holds a query, a header or a body, because those carry secrets. */
export interface ArcErrorRequest {
  /** Upper-case HTTP method. */
  readonly method: string;
  /** Path without origin and without query. */
  readonly path: string;
}

/** What is known about a failure beside its code and text. */
export interface ArcErrorDetails {
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** Parameter or property the platform objected to. */
  readonly param?: string | undefined;
  /** The platform's own id for this failure, to quote to its support. */
  readonly errorId?: string | undefined;
  /** The platform's own error words, in the order given. */
  readonly codes?: readonly string[] | undefined;
  /** Earliest moment to try again, epoch ms. */
  readonly retryAtMs?: number | undefined;
  /** The request that failed. */
  readonly request?: ArcErrorRequest | undefined;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

// In the global symbol registry, so that two copies of this package on one page recognize each other's errors.
const BRAND: unique symbol = Symbol.for('arc-elements.error') as never;

/** Any failure that is reported. Test with {@link isArcError} and `code`: a page may have two copies of this class. */
export class ArcError extends Error {
  /** Stable reason; safe to switch on. */
  readonly code: ArcErrorCode;
  /** HTTP status of the answer; absent when there was none. */
  declare readonly status?: number;
  /** Parameter or property the platform objected to. */
  declare readonly param?: string;
  /** The platform's own id for this failure. */
  declare readonly errorId?: string;
  /** The platform's own error words, in the order given. */
  declare readonly codes?: readonly string[];
  /** Earliest moment to try again, epoch ms. */
  declare readonly retryAtMs?: number;
  /** The request that failed. */
  declare readonly request?: ArcErrorRequest;

  constructor(code: ArcErrorCode, message: string, details: ArcErrorDetails = {}) {
    const { cause, ...known } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ArcError';
    this.code = code;
    // Absent stays absent instead of `undefined`, so that a printed or serialized error shows only what is known.
    for (const [key, value] of Object.entries(known)) {
      if (value !== undefined) Object.defineProperty(this, key, { value, enumerable: true });
    }
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/**
 * An answer that is not what the platform documents: the endpoint changed, or something else answered. Its `code` is
 * `decode`.
 */
export class DecodeError extends ArcError {
  declare readonly code: 'decode';
  /** Where in the body the first thing was wrong, such as `data[3].id`; empty for the body itself. */
  readonly path: string;

  constructor(path: string, message: string, details: ArcErrorDetails = {}) {
    super('decode', path === '' ? message : `${path}: ${message}`, details);
    this.name = 'DecodeError';
    this.path = path;
  }
}

/** Tells whether `error` is an {@link ArcError} of this or another copy of the package. */
export function isArcError(error: unknown): error is ArcError {
  return (
    typeof error === 'object' &&
    error !== null &&
    (error as { [BRAND]?: unknown })[BRAND] === true &&
    typeof (error as { code?: unknown }).code === 'string'
  );
}
