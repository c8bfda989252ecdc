import {
  ConnectionTimeoutError,
  ErrorReply,
  MaxCommandRedirectionsError,
  RootNodesUnavailableError,
  SocketTimeoutError,
} from '@redis/client';

/** This Redis cannot keep what a 2xx promises. */
export class DurabilityError extends Error {
  override readonly name = 'DurabilityError';
}

/** Redis is connected and does not answer. */
export class SilentError extends Error {
  override readonly name = 'SilentError';
}

/** Why Redis cannot be used: a word that does not change, for logs and alerts, and never a text of somebody else's. */
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

/** By the code of the system or of TLS, else by the beginning of the message. */
const BY_TEXT: readonly (readonly [RedisCause, RegExp])[] = [
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

/** Names the cause of a failure. */
export function causeOf(error: unknown): RedisCause {
  if (error instanceof DurabilityError) return 'not-durable';
  if (error instanceof SilentError || error instanceof SocketTimeoutError) return 'silent';
  if (error instanceof ConnectionTimeoutError || error instanceof RootNodesUnavailableError) return 'unreachable';
  if (error instanceof MaxCommandRedirectionsError) return 'moved';
  if (!(error instanceof Error)) return 'other';
  const text = 'code' in error && typeof error.code === 'string' ? error.code : error.message;
  return BY_TEXT.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/** Returns false if Redis answered and only this one command was wrong: then the next one may well work. */
export function isOutage(error: unknown): boolean {
  return !(error instanceof ErrorReply) || causeOf(error) !== 'other';
}
