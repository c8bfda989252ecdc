/**
 * Stable reason of a failure. Switch on it, never on `message`.
 *
 * - `unauthorized` to `unavailable`: the platform or the broker refused or failed.
 * - `network`, `unreachable`, `timeout`, `aborted`: there was no answer. `unreachable` means that
 *   the browser has a network.
 * - `decode`: the answer could not be read.
 * - `session-…`, `scope-missing`, `origin-not-allowed`, `signed-out`: about the widget session.
 * - `broker-key-wrong`, `broker-unreachable`: the partner's own server gets no session from the
 *   broker.
 * - `unknown`: anything else.
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

/** Request of an error. Has no query, header or body, because those may hold secrets. */
export interface ArcErrorRequest {
  /** Upper-case HTTP method. */
  readonly method: string;
  /** Path without origin and without query. */
  readonly path: string;
}

/** Details of a failure. */
export interface ArcErrorDetails {
  /** HTTP status of the answer. */
  readonly status?: number | undefined;
  /** Parameter or property that the platform refused. */
  readonly param?: string | undefined;
  /** The platform's id of this failure, for its support. */
  readonly errorId?: string | undefined;
  /** The platform's error codes, in order. */
  readonly codes?: readonly string[] | undefined;
  /** Earliest moment to try again, epoch ms. */
  readonly retryAtMs?: number | undefined;
  /** The request that failed. */
  readonly request?: ArcErrorRequest | undefined;
  /** The error that led to this one. */
  readonly cause?: unknown;
}

// A global symbol, so that two copies of this package on one page recognize each other's errors.
const BRAND: unique symbol = Symbol.for('arc-elements.error') as never;

/** A failure. Test with {@link isArcError} and `code`: a page may have two copies of this class. */
export class ArcError extends Error {
  /** Stable reason; safe to switch on. */
  readonly code: ArcErrorCode;
  /** HTTP status of the answer; absent when there was none. */
  declare readonly status?: number;
  /** Parameter or property that the platform refused. */
  declare readonly param?: string;
  /** The platform's id of this failure. */
  declare readonly errorId?: string;
  /** The platform's error codes, in order. */
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
    // Absent fields are not set to `undefined`, so that a printed error shows only what is known.
    for (const [key, value] of Object.entries(known)) {
      if (value !== undefined) Object.defineProperty(this, key, { value, enumerable: true });
    }
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** An answer has another form than the platform documents. Its `code` is `decode`. */
export class DecodeError extends ArcError {
  declare readonly code: 'decode';
  /** Path of the first error in the body, such as `data[3].id`; empty for the body itself. */
  readonly path: string;

  constructor(path: string, message: string, details: ArcErrorDetails = {}) {
    super('decode', path === '' ? message : `${path}: ${message}`, details);
    this.name = 'DecodeError';
    this.path = path;
  }
}

/** Returns true if `error` is an {@link ArcError} of this or another copy of the package. */
export function isArcError(error: unknown): error is ArcError {
  return (
    typeof error === 'object' &&
    error !== null &&
    (error as { [BRAND]?: unknown })[BRAND] === true &&
    typeof (error as { code?: unknown }).code === 'string'
  );
}
