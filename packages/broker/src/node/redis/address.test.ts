import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRedisAddress } from './address.ts';

describe('readRedisAddress', () => {
  it('reads one address as one server', () => {
    for (const url of [
      'redis://127.0.0.1',
      'rediss://user:secret@redis.example.com:6380/2',
      'redis://:a,b@localhost:6379/0',
      'unix:///run/redis.sock?db=2',
    ]) {
      assert.deepEqual(readRedisAddress(url), { kind: 'single', url });
    }
  });

  it('reads several addresses, or one with cluster=true, as a cluster', () => {
    const several = 'rediss://us%40er:p%2Cw,x@a.example.com:7000,rediss://b.example.com/0,rediss://[2001:db8::1]:7002';
    assert.deepEqual(readRedisAddress(several), {
      kind: 'cluster',
      nodes: [
        { host: 'a.example.com', port: 7000 },
        { host: 'b.example.com', port: 6379 },
        { host: '2001:db8::1', port: 7002 },
      ],
      login: { username: 'us@er', password: 'p,w,x' },
      tls: true,
      plainAnywhere: false,
    });
    assert.deepEqual(readRedisAddress('redis://8.8.8.8?cluster=true', { plainAnywhere: true }), {
      kind: 'cluster',
      nodes: [{ host: '8.8.8.8', port: 6379 }],
      login: {},
      tls: false,
      plainAnywhere: true,
    });
  });

  it('reads sentinels with a login of their own', () => {
    const text =
      'rediss://:pw@s1.example.com,rediss://:pw@s2.example.com:5000/3,rediss://s3.example.com/3?sentinel=main&sentinelUsername=s&sentinelPassword=a%2Bb';
    assert.throws(() => readRedisAddress(text), /^TypeError: names different databases$/);
    assert.deepEqual(readRedisAddress(text.replace('s1.example.com', 's1.example.com/3')), {
      kind: 'sentinel',
      master: 'main',
      nodes: [
        { host: 's1.example.com', port: 26_379 },
        { host: 's2.example.com', port: 5000 },
        { host: 's3.example.com', port: 26_379 },
      ],
      login: { password: 'pw' },
      sentinelLogin: { username: 's', password: 'a+b' },
      database: 3,
      tls: true,
      plainAnywhere: false,
    });
  });

  it('refuses an invalid address with a reason that does not repeat it', () => {
    const malformed = 'is not a redis:, rediss: or unix: address, or several with commas between them';
    for (const [text, reason] of [
      ['', malformed],
      ['rediss://CANARY:7000,b:7001', malformed],
      ['http://CANARY.internal', malformed],
      ['redis://', malformed],
      ['rediss://CANARY:99999', malformed],
      ['rediss://CANARY#1', malformed],
      ['rediss://CANARY,', malformed],
      ['rediss://CANARY,http://CANARY', malformed],
      ['unix://', malformed],
      ['rediss://CANARY,redis://localhost', 'mixes redis: and rediss:'],
      ['rediss://CANARY/x', 'has a path that is not the number of a database'],
      ['rediss://CANARY/1/2', 'has a path that is not the number of a database'],
      ['rediss://CANARY,rediss://b/1', 'names different databases'],
      ['rediss://CANARY/1,rediss://b/1', 'names a database, and a cluster has none to choose from'],
      ['rediss://u:CANARY@a,rediss://u:other@b', 'has different logins'],
      ['rediss://u:%CANARY@a,rediss://b', 'has a login that is not well encoded'],
      ['rediss://a?cluster=true,rediss://b', 'has parameters before its last address'],
      ['rediss://a?CANARY=true', 'has a parameter that is unknown or empty'],
      ['rediss://a?sentinel=', 'has a parameter that is unknown or empty'],
      ['rediss://a?sentinel=CANARY&sentinel=b', 'has a parameter twice'],
      ['rediss://a?cluster=CANARY', 'has a cluster= that is not true'],
      ['rediss://a?cluster=true&sentinel=CANARY', 'asks for a cluster and for a sentinel'],
      ['rediss://a,rediss://b?sentinelPassword=CANARY', 'has a login for sentinels, but no sentinel='],
    ] as const) {
      assert.throws(() => readRedisAddress(text), new TypeError(reason), text);
    }
  });

  it('refuses plain redis: if one of the addresses is public, unless that is allowed (T67)', () => {
    const reason = new TypeError('is plain redis: to a public address; use rediss: or set ARC_REDIS_PLAIN');
    for (const text of [
      'redis://8.8.8.8',
      'redis://10.0.0.1,redis://redis.example.com,redis://10.0.0.2',
      'redis://10.0.0.1,redis://8.8.8.8?sentinel=main',
      'redis://8.8.8.8?cluster=true',
    ]) {
      assert.throws(() => readRedisAddress(text), reason, text);
      readRedisAddress(text, { plainAnywhere: true });
      readRedisAddress(text.replaceAll('redis:', 'rediss:'));
    }
    readRedisAddress('redis://10.0.0.1,redis://redis-2,redis://[fd00::1]?sentinel=main');
  });
});
