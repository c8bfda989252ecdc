import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEnvironment } from './environment.ts';

const SESSION_KEY = Buffer.alloc(32, 1).toString('base64url');
const GOOD = {
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'CANARY-secret-value',
  ARC_BROKER_KEYS: 'CANARY-broker-key',
  ARC_SESSION_KEYS: `k1:${SESSION_KEY}`,
  ARC_WEBHOOK_KEYS: 'CANARY-webhook-a,CANARY-webhook-b',
  ARC_ALLOWED_ORIGINS: 'https://partner.example,http://localhost:5173',
};

describe('readEnvironment', () => {
  it('uses the defaults', () => {
    const { options, secrets: _, ...command } = readEnvironment(GOOD);
    assert.deepEqual(command, {
      host: '127.0.0.1',
      port: 4020,
      metricsPort: null,
      redisUrl: null,
      redisPlain: false,
      durability: 'relaxed',
      logLevel: 'info',
    });
    assert.deepEqual(options, {
      apiUrl: 'https://api.arcadia.com',
      clientId: '001',
      clientSecret: GOOD.ARC_CLIENT_SECRET,
      tokenStyle: 'oauth2',
      sandboxMode: false,
      brokerKeys: [GOOD.ARC_BROKER_KEYS],
      sessionKeys: [{ kid: 'k1', key: SESSION_KEY }],
      webhookKeys: ['CANARY-webhook-a', 'CANARY-webhook-b'],
      allowedOrigins: ['https://partner.example', 'http://localhost:5173'],
      limits: { requestsPerMinute: 600, streamsPerSession: 4, streamsPerUser: 16, streamsPerProcess: 12_000 },
      heartbeatMs: 20_000,
      upstreamTimeoutMs: 10_000,
    });
  });

  const BAD: [name: string, value: string | undefined, sentence: string][] = [
    ['ARC_CLIENT_ID', undefined, 'is missing'],
    ['ARC_CLIENT_ID', '', 'is missing'],
    ['ARC_CLIENT_SECRET', undefined, 'is missing'],
    ['ARC_CLIENT_SECRET', ' CANARY', 'has white space around it or a control character in it'],
    ['ARC_CLIENT_SECRET', 'CANARY\n', 'has white space around it or a control character in it'],
    ['ARC_BROKER_KEYS', undefined, 'is missing'],
    ['ARC_BROKER_KEYS', 'CANARY1', '(item 1) has fewer than 8 characters'],
    ['ARC_BROKER_KEYS', 'CANARY-long-enough,', '(item 2) is empty'],
    [
      'ARC_BROKER_KEYS',
      'CANARY-key-1, CANARY-key-2',
      '(item 2) has white space around it or a control character in it',
    ],
    [
      'ARC_BROKER_KEYS',
      'CANARY-same-key,CANARY-same-key',
      '(item 2) holds the same secret as ARC_BROKER_KEYS (item 1)',
    ],
    ['ARC_BROKER_KEYS', GOOD.ARC_CLIENT_SECRET, '(item 1) holds the same secret as ARC_CLIENT_SECRET'],
    ['ARC_SESSION_KEYS', undefined, 'is missing'],
    ['ARC_SESSION_KEYS', 'CANARY', '(item 1) is not a pair of kid and key'],
    ['ARC_SESSION_KEYS', `${GOOD.ARC_SESSION_KEYS}:CANARY`, '(item 1) is not a pair of kid and key'],
    ['ARC_SESSION_KEYS', `:${SESSION_KEY}`, '(item 1, kid) is empty'],
    ['ARC_SESSION_KEYS', `k1:${Buffer.from('CANARY').toString('base64url')}`, '(item 1, key) has fewer than 32 bytes'],
    ['ARC_SESSION_KEYS', 'k1:CANARY!!', '(item 1, key) is not base64url'],
    [
      'ARC_SESSION_KEYS',
      `${GOOD.ARC_SESSION_KEYS},k1:${Buffer.alloc(32, 2).toString('base64url')}`,
      '(item 2) has the kid of another one',
    ],
    [
      'ARC_SESSION_KEYS',
      `${GOOD.ARC_SESSION_KEYS},k2:${SESSION_KEY}`,
      '(item 2, key) holds the same secret as ARC_SESSION_KEYS (item 1, key)',
    ],
    ['ARC_WEBHOOK_KEYS', 'CANARY1', '(item 1) has fewer than 8 characters'],
    ['ARC_WEBHOOK_KEYS', GOOD.ARC_BROKER_KEYS, '(item 1) holds the same secret as ARC_BROKER_KEYS (item 1)'],
    ['ARC_PLUG_WEBHOOK_SECRET', 'CANARY/with/slash', 'is not 8 to 128 letters, digits or _.:@-'],
    ['ARC_PLUG_WEBHOOK_SECRET', 'CANARY1', 'is not 8 to 128 letters, digits or _.:@-'],
    ['ARC_ALLOWED_ORIGINS', undefined, 'is missing'],
    ['ARC_ALLOWED_ORIGINS', '*', '(item 1) is not an origin such as https://example.com'],
    ['ARC_ALLOWED_ORIGINS', 'https://partner.example/', '(item 1) is not an origin such as https://example.com'],
    ['ARC_ALLOWED_ORIGINS', 'null', '(item 1) is not an origin such as https://example.com'],
    ['ARC_ALLOWED_ORIGINS', 'https://CANARY.example', '(item 1) is not an origin such as https://example.com'],
    ['ARC_ALLOWED_ORIGINS', 'https://*.example', '(item 1) is not an origin such as https://example.com'],
    ['ARC_ALLOWED_ORIGINS', 'https://a.example,https://a.example', '(item 2) is there twice'],
    ['ARC_API_URL', 'http://api.canary.example', 'is not https, and not an address of this machine'],
    ['ARC_API_URL', 'http://canary:4010', 'is not https, and not an address of this machine'],
    ['ARC_API_URL', 'http://192.168.1.7', 'is not https, and not an address of this machine'],
    ['ARC_API_URL', 'https://api.example/CANARY', 'is not an origin: scheme, host and port, without a path'],
    ['ARC_API_URL', 'CANARY', 'is not an origin: scheme, host and port, without a path'],
    ['ARC_API_URL', 'https://CANARY:x@api.example', 'is not an origin: scheme, host and port, without a path'],
    ['ARC_BROKER_PORT', 'CANARY', 'is not a port number from 0 to 65535'],
    ['ARC_BROKER_PORT', '65536', 'is not a port number from 0 to 65535'],
    ['ARC_BROKER_PORT', '-1', 'is not a port number from 0 to 65535'],
    ['ARC_BROKER_PORT', '080', 'is not a port number from 0 to 65535'],
    ['ARC_METRICS_PORT', '1.5', 'is not a port number from 0 to 65535'],
    ['ARC_SANDBOX_MODE', 'yes', 'is neither true nor false'],
    ['ARC_TOKEN_STYLE', 'CANARY', 'is not one of oauth2, legacy'],
    [
      'ARC_REDIS_URL',
      'http://CANARY',
      'is not a redis:, rediss: or unix: address, or several with commas between them',
    ],
    ['ARC_REDIS_DURABILITY', 'CANARY', 'is not one of strict, relaxed'],
    ['ARC_SESSION_LIMIT', '0', 'is not a whole number from 1 to 999999999'],
    ['ARC_SESSION_LIMIT', 'CANARY', 'is not a whole number from 1 to 999999999'],
    ['ARC_LOG_LEVEL', 'CANARY', 'is not one of debug, info, warn, error, silent'],
    ['ARC_WEBHOOK_KEY', 'CANARY-misspelt', 'is not known; ARC_WEBHOOK_KEYS is'],
    ['ARC_ALLOWED_ORIGIN', 'https://CANARY.example', 'is not known; ARC_ALLOWED_ORIGINS is'],
    ['ARC_WEBHOK_KEY', 'CANARY-misspelt', 'is not known; ARC_WEBHOOK_KEYS is'],
    ['ARC_SWITCH_APP_KE', 'CANARY', 'is not known; ARC_SWITCH_APP_KEY is'],
  ];
  for (const [name, value, sentence] of BAD) {
    it(`names ${name} only, if it is ${value === undefined ? 'missing' : JSON.stringify(value)} (T09)`, () => {
      assert.throws(() => readEnvironment({ ...GOOD, [name]: value }), {
        name: 'EnvironmentError',
        variable: name,
        message: `${name} ${sentence}`,
      });
      assert.doesNotMatch(sentence, /canary/i);
    });
  }

  it('accepts id and key of Switch only together, and its address only with them', () => {
    const withSwitch = (access: Record<string, string>) => readEnvironment({ ...GOOD, ...access }).options.switch;
    const together = 'ARC_SWITCH_URL, ARC_SWITCH_APP_ID and ARC_SWITCH_APP_KEY go together';
    assert.throws(() => withSwitch({ ARC_SWITCH_APP_ID: 'CANARY' }), {
      message: `ARC_SWITCH_APP_KEY is missing; ${together}`,
    });
    assert.throws(() => withSwitch({ ARC_SWITCH_APP_KEY: 'CANARY' }), {
      message: `ARC_SWITCH_APP_ID is missing; ${together}`,
    });
    assert.throws(
      () => withSwitch({ ARC_SWITCH_APP_ID: 'id', ARC_SWITCH_APP_KEY: 'key', ARC_SWITCH_URL: 'http://canary.example' }),
      { message: 'ARC_SWITCH_URL is not https, and not an address of this machine' },
    );
    assert.deepEqual(withSwitch({ ARC_SWITCH_APP_ID: 'id', ARC_SWITCH_APP_KEY: 'key' }), {
      url: 'https://api.genability.com',
      appId: 'id',
      appKey: 'key',
    });
    assert.equal(withSwitch({ ARC_SWITCH_URL: 'https://switch.example' }), undefined);
  });

  it('reads flags, numbers and lists', () => {
    const { options, port, metricsPort } = readEnvironment({
      ...GOOD,
      ARC_API_URL: 'http://localhost:4010/',
      ARC_SANDBOX_MODE: '1',
      ARC_SESSION_LIMIT: '42',
      ARC_BROKER_PORT: '0',
      ARC_METRICS_PORT: '9464',
      ARC_PLUG_WEBHOOK_SECRET: 'plug-secret',
    });
    assert.deepEqual(
      [port, metricsPort, options.apiUrl, options.sandboxMode],
      [0, 9464, 'http://localhost:4010', true],
    );
    assert.deepEqual([options.limits.requestsPerMinute, options.limits.streamsPerUser], [42, 16]);
    assert.equal(options.plugWebhookSecret, 'plug-secret');
    assert.deepEqual(options.sessionKeys, [{ kid: 'k1', key: SESSION_KEY }]);
    for (const [word, meant] of Object.entries({ true: true, false: false, 0: false })) {
      assert.equal(readEnvironment({ ...GOOD, ARC_SANDBOX_MODE: word }).options.sandboxMode, meant);
    }
  });

  it('lists the secrets for the log, except those that are too short', () => {
    const { secrets } = readEnvironment({
      ...GOOD,
      ARC_CLIENT_SECRET: 'secret:with,separators',
      ARC_SWITCH_APP_ID: 'id',
      ARC_SWITCH_APP_KEY: '7-chars',
      ARC_PLUG_WEBHOOK_SECRET: '8-chars.',
      ARC_REDIS_URL:
        'rediss://user-name:redis%20password@redis.example?sentinel=arc&sentinelPassword=sentinel-password',
    });
    assert.deepEqual(secrets, [
      'secret:with,separators',
      GOOD.ARC_BROKER_KEYS,
      SESSION_KEY,
      'CANARY-webhook-a',
      'CANARY-webhook-b',
      '8-chars.',
      'user-name',
      'redis%20password',
      'redis password',
      'sentinel-password',
    ]);
  });

  it('accepts plain redis: only for this machine and private networks, unless that is allowed (T67)', () => {
    const withRedis = (url: string, plain?: string) =>
      readEnvironment({ ...GOOD, ARC_REDIS_URL: url, ARC_REDIS_PLAIN: plain }).redisUrl;
    for (const host of [
      'localhost',
      '127.0.0.1',
      '[::1]',
      '10.1.2.3',
      '172.16.0.1',
      '172.31.255.1',
      '192.168.1.1',
      '[fd00::1]',
      'redis',
      'Redis_1',
      'redis.data.svc.cluster.local',
      'cache.internal',
    ])
      assert.equal(withRedis(`redis://user:pass@${host}:6379`), `redis://user:pass@${host}:6379`);
    for (const host of [
      'redis.example.com',
      '8.8.8.8',
      '172.32.0.1',
      '172.15.0.1',
      '192.169.1.1',
      '10.evil.example',
      '10.1.2.3.example',
      '127.0.0.1.example',
      '[2001:db8::1]',
      '134744072',
      '0x8080808',
      'redis.',
      'local.example',
      'x.notlocal',
    ]) {
      assert.throws(
        () => withRedis(`redis://:CANARY@${host}:6379`),
        /^(?!.*CANARY).*ARC_REDIS_URL is plain redis:/,
        host,
      );
      assert.equal(withRedis(`rediss://${host}:6379`), `rediss://${host}:6379`);
      assert.equal(withRedis(`redis://${host}:6379`, 'true'), `redis://${host}:6379`);
    }
    assert.throws(() => withRedis('redis://localhost', 'CANARY'), /ARC_REDIS_PLAIN is neither/);
  });

  it('ignores variables of other programs', () => {
    assert.doesNotThrow(() =>
      readEnvironment({ ...GOOD, ARC_SANDBOX_PORT: '4010', ARC_SANDBOX_WEBHOOK_KEY: 'x', PATH: '/bin' }),
    );
  });
});
