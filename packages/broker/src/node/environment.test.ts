import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EnvironmentError, readEnvironment } from './environment.ts';

const GOOD = {
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'CANARY-secret-value',
  ARC_BROKER_KEYS: 'CANARY-broker-key',
  ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  ARC_WEBHOOK_KEYS: 'CANARY-webhook-a,CANARY-webhook-b',
  ARC_ALLOWED_ORIGINS: 'https://partner.example,http://localhost:5173',
};

describe('readEnvironment', () => {
  it('takes the settled defaults', () => {
    const { host, port, metricsPort, redisUrl, options } = readEnvironment(GOOD);
    assert.deepEqual([host, port, metricsPort, redisUrl], ['127.0.0.1', 4020, null, null]);
    assert.deepEqual(
      [options.apiUrl, options.tokenStyle, options.sandboxMode],
      ['https://api.arcadia.com', 'oauth2', false],
    );
    assert.deepEqual(options.webhookKeys, ['CANARY-webhook-a', 'CANARY-webhook-b']);
  });

  const BAD: [string, string | undefined][] = [
    ['ARC_CLIENT_ID', undefined],
    ['ARC_CLIENT_ID', ''],
    ['ARC_CLIENT_SECRET', undefined],
    ['ARC_CLIENT_SECRET', ' CANARY'],
    ['ARC_CLIENT_SECRET', 'CANARY\n'],
    ['ARC_BROKER_KEYS', undefined],
    ['ARC_BROKER_KEYS', 'CANARY1'],
    ['ARC_BROKER_KEYS', 'CANARY-long-enough,'],
    ['ARC_BROKER_KEYS', 'CANARY-same-key,CANARY-same-key'],
    ['ARC_BROKER_KEYS', GOOD.ARC_CLIENT_SECRET],
    ['ARC_SESSION_KEYS', undefined],
    ['ARC_SESSION_KEYS', 'CANARY'],
    ['ARC_SESSION_KEYS', `k1:${Buffer.from('CANARY').toString('base64url')}`],
    ['ARC_SESSION_KEYS', 'k1:CANARY!!'],
    ['ARC_SESSION_KEYS', `${GOOD.ARC_SESSION_KEYS},k1:${Buffer.alloc(32, 2).toString('base64url')}`],
    ['ARC_WEBHOOK_KEYS', 'CANARY1'],
    ['ARC_WEBHOOK_KEYS', GOOD.ARC_BROKER_KEYS],
    ['ARC_PLUG_WEBHOOK_SECRET', 'CANARY/with/slash'],
    ['ARC_ALLOWED_ORIGINS', undefined],
    ['ARC_ALLOWED_ORIGINS', '*'],
    ['ARC_ALLOWED_ORIGINS', 'https://partner.example/'],
    ['ARC_ALLOWED_ORIGINS', 'null'],
    ['ARC_ALLOWED_ORIGINS', 'https://CANARY.example'],
    ['ARC_ALLOWED_ORIGINS', 'https://*.example'],
    ['ARC_API_URL', 'http://api.CANARY.example'],
    ['ARC_API_URL', 'https://api.example/CANARY'],
    ['ARC_API_URL', 'CANARY'],
    ['ARC_API_URL', 'https://CANARY:x@api.example'],
    ['ARC_BROKER_PORT', 'CANARY'],
    ['ARC_BROKER_PORT', '65536'],
    ['ARC_BROKER_PORT', '-1'],
    ['ARC_METRICS_PORT', '1.5'],
    ['ARC_SANDBOX_MODE', 'yes'],
    ['ARC_TOKEN_STYLE', 'CANARY'],
    ['ARC_REDIS_URL', 'http://CANARY'],
    ['ARC_REDIS_DURABILITY', 'CANARY'],
    ['ARC_SWITCH_APP_ID', 'CANARY-without-key'],
    ['ARC_SESSION_LIMIT', '0'],
    ['ARC_LOG_LEVEL', 'CANARY'],
    ['ARC_WEBHOOK_KEY', 'CANARY-misspelt'],
    ['ARC_ALLOWED_ORIGIN', 'https://CANARY.example'],
  ];
  for (const [name, value] of BAD) {
    it(`names ${name} when it is ${value === undefined ? 'missing' : JSON.stringify(value)}, and never says a value (T09)`, () => {
      assert.throws(
        () => readEnvironment({ ...GOOD, [name]: value }),
        (error) => {
          assert.ok(error instanceof EnvironmentError);
          assert.ok(
            error.message.includes(name) || name === 'ARC_SWITCH_APP_ID' || error.message.includes('ARC_'),
            error.message,
          );
          assert.equal(/CANARY|\n/.test(error.message), false, error.message);
          return true;
        },
      );
    });
  }

  it('takes plain redis: to this machine and to private networks only, unless it is told to (T67)', () => {
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

  it('leaves variables of other programs alone', () => {
    assert.doesNotThrow(() =>
      readEnvironment({ ...GOOD, ARC_SANDBOX_PORT: '4010', ARC_SANDBOX_WEBHOOK_KEY: 'x', PATH: '/bin' }),
    );
  });
});
