import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createBroker } from './broker.ts';
import type { BrokerOptions } from './broker-options.ts';
import { resolveOptions } from './options.ts';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');

const GOOD = {
  apiUrl: 'https://api.platform.example',
  clientId: 'canary-client-id',
  clientSecret: 'canary-client-secret',
  brokerKeys: ['canary-broker-key-1', 'canary-broker-key-2'],
  sessionKeys: [
    { kid: 'k1', key: key(1) },
    { kid: 'k2', key: key(2) },
  ],
  webhookKeys: ['canary-webhook-key'],
  allowedOrigins: ['https://partner.example'],
};

/** Creates a broker without type checks. */
const build = (changes: Readonly<Record<string, unknown>>) => createBroker({ ...GOOD, ...changes } as BrokerOptions);

const refused = (changes: Readonly<Record<string, unknown>>, message: string) =>
  assert.throws(() => build(changes), { name: 'TypeError', message });

describe('createBroker', () => {
  it('names a missing option', () => {
    for (const name of Object.keys(GOOD).filter((name) => name !== 'webhookKeys')) {
      const { [name as keyof typeof GOOD]: _, ...rest } = GOOD;
      assert.throws(() => createBroker(rest as unknown as BrokerOptions), {
        name: 'TypeError',
        message: `${name} is missing`,
      });
      refused({ [name]: undefined }, `${name} is missing`);
      refused({ [name]: null }, `${name} is missing`);
    }
    assert.throws(() => (createBroker as () => unknown)(), { name: 'TypeError', message: 'options is missing' });
    assert.throws(() => createBroker('canary' as never), { name: 'TypeError', message: 'options is not an object' });
  });

  const WRONG: [option: string, value: unknown, sentence: string][] = [
    ['clientId', 7, 'is not a string'],
    ['clientSecret', '', 'is empty'],
    ['clientSecret', 'canary\n', 'has white space around it or a control character in it'],
    ['clientSecret', 'canary\tsecret', 'has white space around it or a control character in it'],
    ['apiUrl', 'canary', 'is not an origin: scheme, host and port, without a path'],
    ['apiUrl', 'https://api.platform.example/canary', 'is not an origin: scheme, host and port, without a path'],
    ['apiUrl', 'https://canary:x@api.platform.example', 'is not an origin: scheme, host and port, without a path'],
    ['apiUrl', 'http://api.canary.example', 'is not https, and not an address of this machine'],
    ['apiUrl', 'http://canary', 'is not https, and not an address of this machine'],
    ['apiUrl', 'http://127.0.0.1.canary.example', 'is not https, and not an address of this machine'],
    ['apiUrl', 'http://10.0.0.7', 'is not https, and not an address of this machine'],
    ['tokenStyle', 'canary', 'is not one of oauth2, legacy'],
    ['sandboxMode', 'true', 'is neither true nor false'],
    ['brokerKeys', 'canary-broker-key', 'is not a list'],
    ['brokerKeys', [], 'is empty'],
    ['allowedOrigins', [], 'is empty'],
    ['sessionKeys', [], 'is empty'],
    ['transport', {}, 'is not a function'],
    ['observe', 'canary', 'is not a function'],
    ['now', 7, 'is not a function'],
    ['monotonic', 7, 'is not a function'],
    ['random', 7, 'is not a function'],
    ['store', 'canary', 'is not an object'],
    ['heartbeatMs', 0, 'is not a whole number from 1 to 2147483647'],
    ['heartbeatMs', 2_147_483_648, 'is not a whole number from 1 to 2147483647'],
    ['heartbeatMs', Number.POSITIVE_INFINITY, 'is not a whole number from 1 to 2147483647'],
    ['upstreamTimeoutMs', '10000', 'is not a whole number from 1 to 2147483647'],
    ['plugWebhookSecret', 'canary/slash', 'is not 8 to 128 letters, digits or _.:@-'],
    ['switch', 'canary', 'is not an object'],
  ];
  for (const [option, value, sentence] of WRONG) {
    it(`refuses ${option}: ${JSON.stringify(value)}`, () => refused({ [option]: value }, `${option} ${sentence}`));
  }

  const access = { url: 'https://switch.platform.example', appId: 'canary-id', appKey: 'canary-app-key' };
  const WITHIN: [changes: Readonly<Record<string, unknown>>, message: string][] = [
    [{ brokerKeys: ['canary7'] }, 'brokerKeys[0] has fewer than 8 characters'],
    [{ brokerKeys: [...GOOD.brokerKeys, undefined] }, 'brokerKeys[2] is missing'],
    [
      { brokerKeys: ['canary key 1'] },
      'brokerKeys[0] has a character that no key may have: white space, a comma or non-ASCII',
    ],
    [
      { brokerKeys: ['canary,key'] },
      'brokerKeys[0] has a character that no key may have: white space, a comma or non-ASCII',
    ],
    [{ webhookKeys: ['canary7'] }, 'webhookKeys[0] has fewer than 8 characters'],
    [{ sessionKeys: ['canary'] }, 'sessionKeys[0] is not a pair of kid and key'],
    [{ sessionKeys: [{ key: key(1) }] }, 'sessionKeys[0].kid is missing'],
    [{ sessionKeys: [{ kid: 'k1' }] }, 'sessionKeys[0].key is missing'],
    [{ sessionKeys: [{ kid: 'a b', key: key(1) }] }, 'sessionKeys[0].kid is not 1 to 32 letters, digits, - or _'],
    [{ sessionKeys: [{ kid: 'k1', key: 'canary!!' }] }, 'sessionKeys[0].key is not base64url'],
    [{ sessionKeys: [{ kid: 'k1', key: 'Y2FuYXJ5' }] }, 'sessionKeys[0].key has fewer than 32 bytes'],
    [
      { sessionKeys: [{ kid: 'k1', key: Buffer.alloc(31, 1).toString('base64url') }] },
      'sessionKeys[0].key has fewer than 32 bytes',
    ],
    [
      { sessionKeys: [{ kid: 'k'.repeat(33), key: key(1) }] },
      'sessionKeys[0].kid is not 1 to 32 letters, digits, - or _',
    ],
    [
      { allowedOrigins: ['https://partner.example', '*'] },
      'allowedOrigins[1] is not an origin such as https://example.com',
    ],
    [
      { allowedOrigins: ['https://partner.example/'] },
      'allowedOrigins[0] is not an origin such as https://example.com',
    ],
    [{ allowedOrigins: ['null'] }, 'allowedOrigins[0] is not an origin such as https://example.com'],
    [
      { switch: { ...access, url: 'http://switch.canary.example' } },
      'switch.url is not https, and not an address of this machine',
    ],
    [{ switch: { ...access, appKey: undefined } }, 'switch.appKey is missing'],
    [
      { switch: { url: access.url, appKey: 'canary-app-key' } },
      'switch.appId is missing; switch.url, switch.appId and switch.appKey go together',
    ],
    [{ switch: { ...access, appId: '' } }, 'switch.appId is empty'],
    [{ limits: { requestsPerMinute: 0 } }, 'limits.requestsPerMinute is not a whole number from 1 to 999999999'],
    [
      { limits: { requestsPerMinute: 1_000_000_000 } },
      'limits.requestsPerMinute is not a whole number from 1 to 999999999',
    ],
    [{ limits: { streamsPerUser: 1.5 } }, 'limits.streamsPerUser is not a whole number from 1 to 999999999'],
  ];
  for (const [changes, message] of WITHIN) it(`says that ${message}`, () => refused(changes, message));

  it('refuses duplicates', () => {
    const {
      allowedOrigins: [origin],
      sessionKeys: [first, second],
    } = GOOD;
    refused({ allowedOrigins: [origin, origin] }, 'allowedOrigins[1] is there twice');
    refused({ sessionKeys: [first, { ...second, kid: 'k1' }] }, 'sessionKeys[1] has the kid of another one');
  });

  it('refuses a secret for two purposes, except two of the platform', () => {
    const [one] = GOOD.brokerKeys;
    refused({ brokerKeys: [one, one] }, 'brokerKeys[1] holds the same secret as brokerKeys[0]');
    refused({ webhookKeys: [one] }, 'webhookKeys[0] holds the same secret as brokerKeys[0]');
    refused({ brokerKeys: [GOOD.clientSecret] }, 'brokerKeys[0] holds the same secret as clientSecret');
    refused({ plugWebhookSecret: GOOD.webhookKeys[0] }, 'plugWebhookSecret holds the same secret as webhookKeys[0]');
    refused({ switch: { ...access, appKey: one } }, 'brokerKeys[0] holds the same secret as switch.appKey');
    refused({ brokerKeys: [key(2)] }, 'sessionKeys[1].key holds the same secret as brokerKeys[0]');
    refused(
      { sessionKeys: [GOOD.sessionKeys[0], { kid: 'k3', key: key(1) }] },
      'sessionKeys[1].key holds the same secret as sessionKeys[0].key',
    );
    assert.doesNotThrow(() => build({ switch: { ...access, appKey: GOOD.clientSecret } }));
  });

  it('refuses an unknown option and suggests the most similar one', () => {
    refused({ brokerKey: 'canary-key' }, 'brokerKey is not known; brokerKeys is');
    refused({ plug_webhook_secret: 'canary-secret' }, 'plug_webhook_secret is not known; plugWebhookSecret is');
    refused({ clientSecret: undefined, clientsecret: 'canary' }, 'clientsecret is not known; clientSecret is');
    refused({ verbose: true }, 'verbose is not known');
    refused({ limits: { requestPerMinute: 5 } }, 'limits.requestPerMinute is not known; requestsPerMinute is');
    refused({ switch: { ...access, apiKey: 'canary' } }, 'switch.apiKey is not known; appKey is');
  });

  it('accepts null for every optional option', () => {
    const nothing = Object.fromEntries(
      [
        'tokenStyle',
        'sandboxMode',
        'switch',
        'webhookKeys',
        'plugWebhookSecret',
        'transport',
        'store',
        'limits',
        'heartbeatMs',
        'upstreamTimeoutMs',
        'observe',
        'now',
        'monotonic',
        'random',
      ].map((name) => [name, null]),
    );
    assert.doesNotThrow(() => build(nothing));
    assert.doesNotThrow(() => build({ limits: { requestsPerMinute: null } }));
  });

  it('accepts the shortest secrets, the longest key id, and the smallest and largest numbers', () => {
    assert.doesNotThrow(() =>
      build({
        brokerKeys: ['8-chars.'],
        webhookKeys: ['8-chars!'],
        plugWebhookSecret: '8-chars_',
        sessionKeys: [{ kid: 'k'.repeat(32), key: key(1) }],
      }),
    );
    for (const [count, ms] of [
      [1, 1],
      [999_999_999, 2_147_483_647],
    ]) {
      const limits = { requestsPerMinute: count, streamsPerSession: count, streamsPerUser: count };
      assert.doesNotThrow(() => build({ limits, heartbeatMs: ms, upstreamTimeoutMs: ms }));
    }
  });

  it('has the documented default of each option', () => {
    const { tokenStyle, sandboxMode, limits, heartbeatMs, upstreamTimeoutMs } = resolveOptions(GOOD);
    assert.deepEqual(
      { tokenStyle, sandboxMode, limits, heartbeatMs, upstreamTimeoutMs },
      {
        tokenStyle: 'oauth2',
        sandboxMode: false,
        limits: { requestsPerMinute: 600, streamsPerSession: 4, streamsPerUser: 16, streamsPerProcess: 12_000 },
        heartbeatMs: 20_000,
        upstreamTimeoutMs: 10_000,
      },
    );
  });

  it('accepts plain http for this machine', () => {
    for (const apiUrl of ['http://localhost:4010', 'http://127.0.0.1:4010', 'http://127.1.2.3', 'http://[::1]:4010/']) {
      assert.doesNotThrow(() => build({ apiUrl, switch: { ...access, url: apiUrl } }), apiUrl);
    }
  });

  it('uses the given address without its trailing slash', async () => {
    const asked: string[] = [];
    const broker = build({
      apiUrl: 'https://api.platform.example/',
      transport: ({ url }: { url: string }) => {
        asked.push(url);
        return Promise.reject(new Error('no network in this test'));
      },
    });
    await broker.warmUp();
    await broker.close();
    assert.deepEqual(asked, ['https://api.platform.example/oauth2/token']);
  });

  it('never repeats a value', () => {
    for (const [option, value] of WRONG) assert.throws(() => build({ [option]: value }), withoutValue);
    for (const [changes] of WITHIN) assert.throws(() => build(changes), withoutValue);
  });
});

function withoutValue(error: Error): true {
  assert.doesNotMatch(`${error.message} ${error.stack}`, /canary/);
  return true;
}
