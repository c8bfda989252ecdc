import { defineScript } from '@redis/client';

/**
 * Lua scripts for steps that must be atomic in Redis. Each is idempotent or guarded by the
 * duplicate marker, because after a timeout it is not known whether a command has run.
 */
export const SCRIPTS = {
  /**
   * Stores a marker and its event, or neither. The life of a known marker is extended, so that a
   * duplicate is a write too, for which `WAIT` can wait.
   * @returns false if the marker was known.
   */
  append: defineScript({
    NUMBER_OF_KEYS: 3,
    SCRIPT: `
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[3]) then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
  return 0
end
if ARGV[1] == '' then return 1 end
local id = redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', 'd', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[6], '*', 'k', 'event', 'u', ARGV[1], 'i', id, 'd', ARGV[2])
return 1`,
    parseCommand(
      parser,
      keys: { readonly marker: string; readonly events: string; readonly bus: string },
      /** `user` is empty if the event concerns nobody. */
      event: { readonly user: string; readonly data: string },
      keep: {
        readonly markerMs: number;
        readonly perUser: number;
        readonly userMs: number;
        readonly busLength: number;
      },
    ) {
      parser.pushKeys([keys.marker, keys.events, keys.bus]);
      parser.push(event.user, event.data, ...[keep.markerMs, keep.perUser, keep.userMs, keep.busLength].map(String));
    },
    transformReply: (stored: number): boolean => stored === 1,
  }),

  /**
   * Returns the events after an id in a user's stream. The id is valid only if it is still there,
   * is the last one, or is the beginning of a stream that has lost nothing; otherwise there may be
   * a gap.
   */
  replay: defineScript({
    NUMBER_OF_KEYS: 2,
    SCRIPT: `
redis.call('SET', KEYS[2], ARGV[1], 'NX')
local epoch = redis.call('GET', KEYS[2])
local last, added, length = '0-0', 0, 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last = info[i + 1] end
    if info[i] == 'entries-added' then added = info[i + 1] end
    if info[i] == 'length' then length = info[i + 1] end
  end
end
local after = ARGV[3]
if after == '' then return {epoch, last, 1} end
if ARGV[2] ~= epoch then return {epoch, last, 0} end
if after == last then return {epoch, last, 1} end
local known = (after == '0-0' and added == length) or #redis.call('XRANGE', KEYS[1], after, after) == 1
if not known then return {epoch, last, 0} end
local answer = {epoch, last, 1}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. after, '+', 'COUNT', ARGV[4])) do
  answer[#answer + 1] = entry[1]
  answer[#answer + 1] = entry[2][2]
end
return answer`,
    parseCommand(
      parser,
      keys: { readonly events: string; readonly epoch: string },
      asked: {
        /** Used if there is no epoch yet. */
        readonly newEpoch: string;
        /** Epoch of the id. */
        readonly epoch: string;
        /** The id; empty to get only the cursor. */
        readonly after: string;
        readonly atMost: number;
      },
    ) {
      parser.pushKeys([keys.events, keys.epoch]);
      parser.push(asked.newEpoch, asked.epoch, asked.after, String(asked.atMost));
    },
    transformReply([epoch, last, complete, ...rest]: [string, string, number, ...string[]]) {
      const events: { at: string; data: string }[] = [];
      for (let i = 0; i + 1 < rest.length; i += 2) events.push({ at: rest[i] ?? '', data: rest[i + 1] ?? '' });
      return { epoch, last, complete: complete === 1, events };
    },
  }),

  /** Stores a revocation until all sessions it ends have expired, and sends it to all nodes. */
  revoke: defineScript({
    NUMBER_OF_KEYS: 2,
    SCRIPT: `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', 'k', 'revoked', 'v', ARGV[1])
return 1`,
    parseCommand(
      parser,
      keys: { readonly revoked: string; readonly bus: string },
      revocation: string,
      keep: { readonly nowMs: number; readonly forgetAtMs: number; readonly busLength: number },
    ) {
      parser.pushKeys([keys.revoked, keys.bus]);
      parser.push(revocation, ...[keep.nowMs, keep.forgetAtMs, keep.busLength].map(String));
    },
    transformReply: (): void => undefined,
  }),

  /**
   * Records that a user was shown these meters. With `all`, other meters of the user are removed.
   */
  noteHolder: defineScript({
    SCRIPT: `
if ARGV[5] == 'all' then
  for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do redis.call('ZREM', key, ARGV[1]) end
  redis.call('DEL', KEYS[1])
end
for i = 2, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', ARGV[2])
  redis.call('ZADD', KEYS[i], ARGV[3], ARGV[1])
  redis.call('PEXPIRE', KEYS[i], ARGV[4])
  redis.call('SADD', KEYS[1], KEYS[i])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`,
    parseCommand(
      parser,
      keys: {
        /** Key of the meters that are recorded for this user. */
        readonly held: string;
        /** Keys of the holders of each meter. */
        readonly holders: readonly string[];
      },
      user: string,
      { nowMs, lifeMs, all }: { readonly nowMs: number; readonly lifeMs: number; readonly all: boolean },
    ) {
      parser.pushKeysLength([keys.held, ...keys.holders]);
      parser.push(user, ...[nowMs, nowMs + lifeMs, lifeMs].map(String), all ? 'all' : 'some');
    },
    transformReply: (): void => undefined,
  }),

  /** Counts one request in a window. @returns the number of requests in it. */
  count: defineScript({
    NUMBER_OF_KEYS: 1,
    SCRIPT: `
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return n`,
    parseCommand(parser, counter: string, lifeMs: number) {
      parser.pushKey(counter);
      parser.push(String(lifeMs));
    },
    transformReply: (count: number): number => count,
  }),
};
