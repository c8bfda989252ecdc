import { createHash } from 'node:crypto';

/** Names of the Redis keys of one deployment. */
export interface RedisKeys {
  readonly bus: string;
  readonly epoch: string;
  readonly revoked: string;
  readonly marker: (marker: string) => string;
  readonly events: (user: string) => string;
  readonly held: (user: string) => string;
  readonly holders: (meterId: string) => string;
  readonly limit: (key: string, window: number) => string;
}

/**
 * Creates key names. The braces put all keys into one slot of a cluster, because a script over
 * several keys is atomic only within one slot. Ids of users and meters are hashed, so that nothing
 * in them can be taken for a separator or a pattern.
 */
export function redisKeys(prefix: string): RedisKeys {
  const name = (kind: string, rest?: string): string => `{${prefix}}:${kind}${rest === undefined ? '' : `:${rest}`}`;
  const hashed = (kind: string) => (text: string) =>
    name(kind, createHash('sha256').update(`${kind} ${text.length} ${text}`).digest('base64url'));
  return {
    bus: name('bus'),
    epoch: name('epoch'),
    revoked: name('revoked'),
    marker: (marker) => name('seen', marker),
    events: hashed('events'),
    held: hashed('held'),
    holders: hashed('holders'),
    limit: (key, window) => name('limit', `${key}:${window}`),
  };
}
