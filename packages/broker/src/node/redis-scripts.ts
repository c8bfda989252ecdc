/**
 * What must happen in one step in Redis. Everything here is idempotent or guarded by the duplicate marker, because after
 * a time-out nobody knows whether a command has run.
 */

/**
 * Marks a body as seen and stores its event, or neither. Keys: marker, stream of the user, bus. Arguments: user (empty:
 * nobody), data, life of the marker in ms, events kept per user, life of the stream in ms, length of the bus.
 * @returns 1 when it was stored, 0 when the body had been seen.
 */
export const APPEND = `
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[3]) then return 0 end
if ARGV[1] == '' then return 1 end
local id = redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', 'd', ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[6], '*', 'k', 'event', 'u', ARGV[1], 'i', id, 'd', ARGV[2])
return 1`;

/**
 * What came after an id in a user's stream. Keys: stream, epoch. Arguments: an epoch in case there is none, the epoch of the
 * id, the id (empty: none), most events. An id counts only if it is still there, is the last one, or is the very beginning of
 * a stream that has lost nothing: anything else may hide a gap.
 * @returns epoch, last id, 1 or 0 for complete, then ids and data in turn.
 */
export const REPLAY = `
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
return answer`;

/**
 * Keeps a revocation until no session it concerns can be alive, and tells all nodes. Keys: revocations, bus. Arguments: the
 * revocation as text, now and when to forget it in epoch ms, length of the bus.
 */
export const REVOKE = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', 'k', 'revoked', 'v', ARGV[1])
return 1`;

/**
 * Notes whom to tell about some meters. Keys: the meters noted for this user. Arguments: user, now and when to forget it in epoch
 * ms, life in ms, `all` when other meters are no longer theirs, then the key of the holders of each meter.
 */
export const NOTE_HOLDER = `
if ARGV[5] == 'all' then
  for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do redis.call('ZREM', key, ARGV[1]) end
  redis.call('DEL', KEYS[1])
end
for i = 6, #ARGV do
  redis.call('ZREMRANGEBYSCORE', ARGV[i], '-inf', ARGV[2])
  redis.call('ZADD', ARGV[i], ARGV[3], ARGV[1])
  redis.call('PEXPIRE', ARGV[i], ARGV[4])
  redis.call('SADD', KEYS[1], ARGV[i])
end
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`;

/** Counts one request in a window. Keys: counter. Arguments: life in ms. @returns how many there were. */
export const COUNT = `
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return n`;
