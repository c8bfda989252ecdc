import {
  ConnectionTimeoutError,
  ErrorReply,
  MaxCommandRedirectionsError,
  RootNodesUnavailableError,
  SocketTimeoutError,
} from '@redis/client';

/** Redis is not as durable as `strict` demands. */
export class DurabilityError extends Error {
  override readonly name = 'DurabilityError';
}

/** Redis is connected but does not answer. */
export class SilentError extends Error {
  override readonly name = 'SilentError';
}

/** Why Redis cannot be used: one of a fixed set of words, for logs and alerts. */
export type RedisCause =
  | 'refused'
  | 'unreachable'
  | 'silent'
  | 'lost'
  | 'tls'
  | 'auth'
  | 'not-redis'
  | 'wrong-kind'
  | 'public-address'
  | 'no-master'
  | 'cluster-down'
  | 'moved'
  | 'read-only'
  | 'full'
  | 'disk'
  | 'no-replica'
  | 'loading'
  | 'not-durable'
  | 'other';

/** Patterns for the error code of the system or of TLS, or for the beginning of the message. */
const PATTERNS: readonly (readonly [RedisCause, RegExp])[] = [
  ['refused', /^(ECONNREFUSED|ENOENT|EACCES)$/],
  ['unreachable', /^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/],
  ['lost', /^(ECONNRESET$|EPIPE$|Socket closed unexpectedly|The client is (closed|offline)|Disconnects client)/],
  ['tls', /^(EPROTO$|ERR_SSL|ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/],
  ['auth', /^(WRONGPASS|NOAUTH|NOPERM|ERR (AUTH|invalid password|Client sent AUTH))/],
  ['not-redis', /^Unknown RESP type/],
  ['wrong-kind', /^ERR (This instance has cluster support disabled|unknown command)/i],
  ['public-address', /^is plain redis:/],
  ['no-master', /^(ERR No such master|no valid master|None of the sentinels)/],
  ['cluster-down', /^CLUSTERDOWN/],
  ['moved', /^(MOVED|ASK|TRYAGAIN|UNBLOCKED)/],
  ['read-only', /^READONLY/],
  ['full', /^OOM/],
  ['disk', /^MISCONF/],
  ['no-replica', /^NOREPLICAS/],
  ['loading', /^(LOADING|BUSY|MASTERDOWN)/],
];

/** Returns the cause of a failure. */
export function causeOf(error: unknown): RedisCause {
  if (error instanceof DurabilityError) return 'not-durable';
  if (error instanceof SilentError || error instanceof SocketTimeoutError) return 'silent';
  if (error instanceof ConnectionTimeoutError || error instanceof RootNodesUnavailableError) return 'unreachable';
  if (error instanceof MaxCommandRedirectionsError) return 'moved';
  if (!(error instanceof Error)) return 'other';
  const text = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/**
 * Returns false if Redis answered and only this command failed, so that the next one may succeed.
 */
export function isOutage(error: unknown): boolean {
  return !(error instanceof ErrorReply) || causeOf(error) !== 'other';
}
