import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import * as models from './index.ts';
import { replaced } from './testing/replaced.ts';
import {
  credentialWire,
  envelope,
  intervalsWire,
  meterWire,
  normalizedWire,
  switchAccountWire,
  utilityAccountWire,
  utilityCredentialWire,
} from './testing/wire.ts';

const DECODERS = {
  decodeAccount: models.decodeAccount,
  decodeAccounts: models.decodeAccounts,
  decodeConnectToken: models.decodeConnectToken,
  decodeConnectUrl: models.decodeConnectUrl,
  decodeCredential: models.decodeCredential,
  decodeCredentials: models.decodeCredentials,
  decodeIntervalHeader: models.decodeIntervalHeader,
  decodeMeter: models.decodeMeter,
  decodeMeters: models.decodeMeters,
  decodePlugWebhook: models.decodePlugWebhook,
  decodeProperties: models.decodeProperties,
  decodeSessionGrant: models.decodeSessionGrant,
  decodeToken: models.decodeToken,
  decodeUser: models.decodeUser,
  decodeUsers: models.decodeUsers,
  decodeUtilityAccount: models.decodeUtilityAccount,
  decodeUtilityAccounts: models.decodeUtilityAccounts,
  decodeUtilityCredential: models.decodeUtilityCredential,
  decodeUtilityCredentials: models.decodeUtilityCredentials,
  decodeWebhook: models.decodeWebhook,
  decodeWebhookEndpoint: models.decodeWebhookEndpoint,
  decodeWebhookEndpoints: models.decodeWebhookEndpoints,
  decodeWebhookEvent: models.decodeWebhookEvent,
  decodeWebhookEvents: models.decodeWebhookEvents,
} satisfies Record<string, (body: unknown) => unknown>;

const NEVER_THROW = {
  decodeConnectClose: models.decodeConnectClose,
  decodeConnectMessage: models.decodeConnectMessage,
  decodeError: (body: unknown) => models.decodeError({ status: 400, body }),
  decodeProblem: (body: unknown) => models.decodeProblem({ status: 400, body }),
} satisfies Record<string, (body: unknown) => unknown>;

const BODIES = [
  utilityCredentialWire(),
  utilityAccountWire(),
  credentialWire(),
  meterWire(),
  intervalsWire(),
  normalizedWire(),
  switchAccountWire(),
  envelope('Account', [switchAccountWire()]),
  { data: [utilityAccountWire({ utility_credentials: [utilityCredentialWire()] })], total_count: 1 },
  {
    meters: [meterWire()],
    credentials: [credentialWire()],
    page: { number: 0, size: 0, totalElements: 0, totalPages: 0 },
  },
  {
    type: 'utility_accounts_discovered',
    created_at: '2025-01-01T00:00:00Z',
    data: { utility_accounts: [utilityAccountWire()] },
  },
  { type: 'STATUS_CHANGE', data: meterWire() },
  { errors: [{ type: 'conflict', message: 'x', details: { errorId: 'e' } }] },
  { error: { description: 'x', type: 'BAD_REQUEST', details: { url: ['y'] } } },
];

/** Returns the path of every field of a body. */
function placesOf(body: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof body !== 'object' || body === null) return [at];
  return [at, ...Object.entries(body).flatMap(([key, value]) => placesOf(value, [...at, key]))];
}

/** An ordinary body in which one field has any value. */
const damaged = fc
  .constantFrom(...BODIES)
  .chain((body) => fc.tuple(fc.constant(body), fc.constantFrom(...placesOf(body)), fc.jsonValue()))
  .map(([body, place, value]) => replaced(body, place, value));

function assertOnlyArcErrors(name: string, decode: (body: unknown) => unknown, body: unknown): void {
  const before = JSON.stringify(body);
  try {
    decode(body);
  } catch (error) {
    assert.ok(models.isArcError(error), `${name} threw ${String(error)}`);
    assert.ok(error.message.length > 0);
  }
  assert.equal(JSON.stringify(body), before, `${name} changed its input`);
}

describe('decoding', () => {
  it('throws only an ArcError with a code, and changes nothing, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        for (const [name, decode] of Object.entries(DECODERS)) assertOnlyArcErrors(name, decode, body);
        for (const decode of Object.values(NEVER_THROW)) decode(body);
      }),
    );
  });

  it('throws only an ArcError with a code for an ordinary body with one damaged field', () => {
    fc.assert(
      fc.property(damaged, (body) => {
        for (const [name, decode] of Object.entries(DECODERS)) assertOnlyArcErrors(name, decode, body);
        for (const decode of Object.values(NEVER_THROW)) decode(body);
      }),
      { numRuns: 500 },
    );
  });

  it('creates errors with a known code, a short text and no secret from any answer', () => {
    const alphabet = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_+/='];
    const token = fc
      .array(fc.constantFrom(...alphabet), { minLength: 20, maxLength: 60 })
      .map((letters) => `t0${letters.join('')}`);
    const answer = (secret: string): readonly unknown[] => [
      `The token ${secret} is wrong`,
      { error: `Unknown access token "${secret}"` },
      { error: secret },
      { error: 'invalid_token', error_description: `${secret} has expired` },
      {
        error: {
          description: `No: ${secret}`,
          type: 'BAD_REQUEST',
          details: { url: [`https://p.example/?k=${secret}`] },
        },
      },
      { errors: [{ type: 'invalidParameter', message: `Bearer ${secret}`, details: { value: secret } }] },
      { status: 'error', type: 'Error', results: [{ code: 'X', message: `(${secret})`, propertyValue: secret }] },
      { status: 'error', type: 'Error', results: [`=${secret}`] },
      `<p>${secret}</p>`,
    ];
    const headers = fc.dictionary(fc.constantFrom('Retry-After', 'RateLimit-Reset', 'x'), fc.string());
    fc.assert(
      fc.property(token, headers, fc.integer({ min: 0, max: 599 }), fc.nat(8), (secret, given, status, index) => {
        const error = models.decodeError({ status, headers: given, body: answer(secret)[index], nowMs: 0 });
        const shown = [error.message, String(error), JSON.stringify({ ...error })].join(' ');
        assert.ok(!shown.includes(secret), shown);
        assert.ok(!shown.includes(secret.slice(0, 12)), shown);
        assert.ok(error.message.length > 0 && error.message.length <= 300);
        assert.notEqual(models.messageOf(error.code), undefined);
        assert.ok(error.retryAtMs === undefined || Number.isFinite(error.retryAtMs));
      }),
      { numRuns: 300 },
    );
  });

  it('is tested for every exported decoder', () => {
    const covered = [...Object.keys(DECODERS), ...Object.keys(NEVER_THROW)].sort();
    assert.deepEqual(
      Object.keys(models)
        .filter((name) => name.startsWith('decode'))
        .sort(),
      covered,
    );
  });

  it('returns or reports each item of a list', () => {
    const entry = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(meterWire(), meterWire({ id: 'mtr_2' }), meterWire({ status: 7, latestIntervalAt: 'TBD' })),
    );
    fc.assert(
      fc.property(fc.array(entry), (meters) => {
        const { value, rejected, leftOut } = models.decodeMeters({ meters });
        const reported = new Set(rejected.map(({ path }) => /^meters\[\d+\]/.exec(path)?.[0]));
        assert.equal(value.length + leftOut, meters.length);
        assert.ok(reported.size >= leftOut);
      }),
    );
  });

  it('keeps the text of any unknown word', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(word, (text) => {
        const wire = `~${text}`;
        const credential = models.decodeCredential(credentialWire({ status: wire, statusDetail: wire }));
        assert.deepEqual([credential.status, credential.statusText], ['unknown', wire]);
        assert.deepEqual([credential.statusDetail, credential.statusDetailText], ['unknown', wire]);
        const meter = models.decodeMeter(meterWire({ status: wire, serviceType: wire }));
        assert.deepEqual(
          [meter.status, meter.statusText, meter.serviceType, meter.serviceTypeText],
          ['unknown', wire, 'unknown', wire],
        );
        const legacy = models.decodeUtilityCredential(utilityCredentialWire({ verification_status: wire }));
        assert.deepEqual([legacy.status, legacy.statusText], ['unknown', wire]);
        const account = models.decodeUtilityAccount(
          utilityAccountWire({
            status: wire,
            services: [wire],
            flags: [wire],
            feature_availability: { charge_cost: wire },
          }),
        );
        assert.deepEqual([account.status, account.statusText], ['unknown', wire]);
        assert.deepEqual(account.services, [{ type: 'unknown', text: wire }]);
        assert.deepEqual(account.flags, [wire]);
        assert.deepEqual([account.features.charge_cost, account.featuresText.charge_cost], ['unknown', wire]);
        const switched = models.decodeAccount(switchAccountWire({ status: wire, type: wire }));
        assert.deepEqual(
          [switched.status, switched.statusText, switched.type, switched.typeText],
          ['unknown', wire, 'unknown', wire],
        );
        const event = models.decodeWebhook({ type: wire });
        assert.deepEqual([event.type, event.typeText], ['unknown', wire]);
      }),
    );
  });

  it('keeps any undocumented field', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (name, value) => {
        const key = `x${name}`;
        for (const extra of [
          models.decodeMeter(meterWire({ [key]: value })).extra,
          models.decodeCredential(credentialWire({ [key]: value })).extra,
          models.decodeUtilityCredential(utilityCredentialWire({ [key]: value })).extra,
          models.decodeUtilityAccount(utilityAccountWire({ [key]: value })).extra,
        ]) {
          assert.deepEqual(extra, { [key]: value });
        }
      }),
    );
  });

  it('returns the same connections for rows in any order', () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.nat(50), name: fc.constantFrom('ada', 'bob', null) }), {
      selector: ({ id }) => id,
      maxLength: 8,
    });
    const keys = (connections: readonly models.Connection[]) =>
      connections
        .flatMap(({ utilityCredentialId, credentialId }) => [utilityCredentialId, credentialId])
        .filter((id) => id !== null)
        .sort();
    fc.assert(
      fc.property(rows, rows, (legacy, plug) => {
        const input = {
          utilityCredentials: legacy.map(({ id, name }) =>
            models.decodeUtilityCredential(utilityCredentialWire({ id, username: name })),
          ),
          credentials: plug.map(({ id, name }) =>
            models.decodeCredential(credentialWire({ id: `crd_${id}`, username: name })),
          ),
        };
        const found = models.connectionsOf(input);
        // Every row of both generations is in exactly one connection, and every key is used once.
        const expected = [...legacy.map(({ id }) => id), ...plug.map(({ id }) => `crd_${id}`)].sort();
        assert.deepEqual(keys(found), expected);
        assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      }),
    );
  });
});
