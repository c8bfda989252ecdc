import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Connection,
  type ConnectionState,
  connectionsOf,
  decodeCredential,
  decodeUtilityCredential,
} from './index.ts';
import { credentialWire, utilityCredentialWire } from './testing/wire.ts';

const STATES: readonly ConnectionState[] = ['checking', 'connected', 'needs-attention', 'retrying', 'unknown'];
const WORDS = ['CONNECTION_SUCCESS', 'CONNECTION_IN_PROGRESS', 'CONNECTION_FAILURE', 'CONNECTION_ON_STRIKE', null];
const DETAILS = [
  'LOGIN_AND_DATA_DISCOVERY_SUCCESS',
  'LOGIN_AND_DATA_DISCOVERY_SUCCESSFUL',
  'PROVIDER_WEBSITE_INACCESSIBLE',
  'ISSUE_UNDER_REVIEW',
  'PROVIDER_WEBSITE_NAVIGATION_FAILURE',
  'UNSUPPORTED_CAPTCHA',
  'EMAIL_APPROVAL',
  'REQUIRES_ENROLLMENT',
  'DATA_EXTRACTION_IN_PROGRESS',
  'INVALID_CREDENTIALS',
  'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION',
  'OTHER_ACCESS_LIMITATION',
  'MERCURY_IN_RETROGRADE',
  null,
];
const LEGACY = ['pending', 'verified', 'rejected', 'error', 'on_strike', null];
const FLAGS = [true, false, null];

const legacy = (overrides: Record<string, unknown> = {}) => decodeUtilityCredential(utilityCredentialWire(overrides));
const plug = (overrides: Record<string, unknown> = {}) => decodeCredential(credentialWire(overrides));
const ofPlug = (overrides: Record<string, unknown>): Connection =>
  only(connectionsOf({ utilityCredentials: [], credentials: [plug(overrides)] }));
const ofLegacy = (overrides: Record<string, unknown>): Connection =>
  only(connectionsOf({ utilityCredentials: [legacy(overrides)], credentials: [] }));

function only(connections: readonly Connection[]): Connection {
  assert.equal(connections.length, 1);
  return connections[0] as Connection;
}

/** Rules that hold for every connection. */
function assertCoherent(connection: Connection): void {
  assert.ok(STATES.includes(connection.state), connection.state);
  assert.equal(connection.state === 'needs-attention', connection.actor === 'person');
  assert.equal(connection.canRepair, connection.next === 'sign-in-again');
  assert.equal(connection.next === 'nothing', connection.actor === 'nobody');
  assert.ok(!connection.canRepair || connection.actor === 'person');
  assert.equal(connection.state === 'unknown', connection.reason === 'unknown');
  assert.ok(connection.utilityCredentialId !== null || connection.credentialId !== null);
}

/** `state reason actor next` for every documented row. Source: UPSTREAM.md, Credentials. */
const DOCUMENTED: readonly (readonly [status: string, detail: string | null, verdict: string])[] = [
  ['CONNECTION_SUCCESS', 'LOGIN_AND_DATA_DISCOVERY_SUCCESS', 'connected verified nobody nothing'],
  ['CONNECTION_IN_PROGRESS', 'PROVIDER_WEBSITE_INACCESSIBLE', 'retrying provider-down utility wait'],
  ['CONNECTION_IN_PROGRESS', 'ISSUE_UNDER_REVIEW', 'retrying under-review platform wait'],
  ['CONNECTION_IN_PROGRESS', 'PROVIDER_WEBSITE_NAVIGATION_FAILURE', 'retrying under-review platform wait'],
  ['CONNECTION_IN_PROGRESS', 'UNSUPPORTED_CAPTCHA', 'retrying under-review platform wait'],
  ['CONNECTION_IN_PROGRESS', 'EMAIL_APPROVAL', 'needs-attention email-approval person approve-email'],
  ['CONNECTION_IN_PROGRESS', 'REQUIRES_ENROLLMENT', 'checking enrolling platform wait'],
  ['CONNECTION_IN_PROGRESS', 'DATA_EXTRACTION_IN_PROGRESS', 'checking loading-data platform wait'],
  ['CONNECTION_IN_PROGRESS', null, 'checking verifying platform wait'],
  ['CONNECTION_FAILURE', 'INVALID_CREDENTIALS', 'needs-attention login-rejected person sign-in-again'],
  [
    'CONNECTION_FAILURE',
    'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION',
    'needs-attention mfa-required person sign-in-again',
  ],
  ['CONNECTION_FAILURE', 'OTHER_ACCESS_LIMITATION', 'needs-attention access-limited person contact-utility'],
  ['CONNECTION_FAILURE', null, 'needs-attention failed person sign-in-again'],
];

const verdictOf = ({ state, reason, actor, next }: Connection): string => `${state} ${reason} ${actor} ${next}`;

describe('connectionsOf', () => {
  it('maps every documented Plug status and detail to its state, actor and step', () => {
    for (const [status, statusDetail, expected] of DOCUMENTED) {
      assert.equal(verdictOf(ofPlug({ status, statusDetail })), expected, `${status} ${statusDetail}`);
    }
  });

  it('maps every documented legacy status to its state, actor and step', () => {
    const verdict = (status: string | null) => verdictOf(ofLegacy({ verification_status: status }));
    assert.equal(verdict('pending'), 'checking verifying platform wait');
    assert.equal(verdict('verified'), 'connected verified nobody nothing');
    assert.equal(verdict('rejected'), 'needs-attention login-rejected person sign-in-again');
    assert.equal(verdict('error'), 'retrying verification-error platform wait');
    assert.equal(verdict('on_strike'), 'unknown unknown nobody nothing');
    assert.equal(verdict(null), 'unknown unknown nobody nothing');
    for (const verification_status of LEGACY) {
      for (const accounts_load_in_progress of FLAGS) {
        const wire = { verification_status, accounts_load_in_progress };
        assertCoherent(ofLegacy(wire));
      }
    }
  });

  it('returns a consistent state for every combination of Plug statuses, details, flags and nulls', () => {
    const seen = new Map<ConnectionState, number>();
    for (const status of WORDS) {
      for (const statusDetail of DETAILS) {
        for (const isActive of FLAGS) {
          for (const isCustomerActionRequired of FLAGS) {
            const connection = ofPlug({ status, statusDetail, isActive, isCustomerActionRequired });
            assertCoherent(connection);
            seen.set(connection.state, (seen.get(connection.state) ?? 0) + 1);
          }
        }
      }
    }
    assert.equal(
      [...seen.values()].reduce((sum, count) => sum + count),
      5 * 14 * 9,
    );
    // Success and failure have one block of 14 details each; other statuses give `unknown`.
    assert.equal(seen.get('connected'), 14 * 9);
    assert.equal(seen.get('unknown'), 2 * 14 * 9);
  });

  it('returns a consistent state for every combination of both generations of one login', () => {
    for (const verification_status of LEGACY) {
      for (const accounts_load_in_progress of FLAGS) {
        for (const status of WORDS) {
          for (const statusDetail of DETAILS) {
            const pair = {
              utilityCredentials: [legacy({ verification_status, accounts_load_in_progress })],
              credentials: [plug({ status, statusDetail })],
            };
            const connection = only(connectionsOf(pair));
            assert.equal(connection.id, 'arc:71');
            assert.equal(connection.credentialId, 'crd_a1');
            assert.ok(STATES.includes(connection.state));
            // The other generation never hides that a person must act.
            const alone = [ofLegacy({ verification_status }).state, ofPlug({ status, statusDetail }).state];
            assert.equal(connection.state === 'needs-attention', alone.includes('needs-attention'));
            assert.equal(
              connection.state === 'unknown',
              alone.every((state) => state === 'unknown'),
            );
          }
        }
      }
    }
  });

  it('ignores a detail under a status that it does not belong to', () => {
    assert.equal(ofPlug({ status: 'CONNECTION_SUCCESS', statusDetail: 'INVALID_CREDENTIALS' }).state, 'connected');
    assert.equal(
      ofPlug({ status: 'CONNECTION_FAILURE', statusDetail: 'DATA_EXTRACTION_IN_PROGRESS' }).reason,
      'failed',
    );
  });

  it('asks the person to act under an unknown detail if the platform does', () => {
    const odd = { status: 'CONNECTION_IN_PROGRESS', statusDetail: 'MERCURY_IN_RETROGRADE' };
    assert.equal(ofPlug({ ...odd, isCustomerActionRequired: true }).state, 'needs-attention');
    assert.equal(ofPlug({ ...odd, isCustomerActionRequired: false }).state, 'checking');
    assert.equal(ofPlug(odd).statusText, 'CONNECTION_IN_PROGRESS / MERCURY_IN_RETROGRADE');
  });

  it('reports loading accounts while a verified login loads them', () => {
    const loading = ofLegacy({ verification_status: 'verified', accounts_load_in_progress: true });
    assert.equal(verdictOf(loading), 'connected loading-data platform wait');
    assert.equal(loading.accountsLoading, true);
  });

  it('reports loading accounts while Plug extracts data, and not otherwise', () => {
    const detail = { status: 'CONNECTION_IN_PROGRESS', statusDetail: 'DATA_EXTRACTION_IN_PROGRESS' };
    assert.equal(ofPlug(detail).accountsLoading, true);
    assert.equal(ofPlug({}).accountsLoading, false);
  });

  it('prefers the more detailed of two generations that agree', () => {
    const pair = (legacyOver: Record<string, unknown>, plugOver: Record<string, unknown>) =>
      only(connectionsOf({ utilityCredentials: [legacy(legacyOver)], credentials: [plug(plugOver)] }));
    assert.equal(pair({ accounts_load_in_progress: true }, {}).reason, 'loading-data');
    const mfa = { status: 'CONNECTION_FAILURE', statusDetail: 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION' };
    assert.equal(pair({ verification_status: 'rejected' }, mfa).reason, 'mfa-required');
    assert.equal(pair({ verification_status: 'rejected' }, {}).reason, 'login-rejected');
    assert.equal(pair({ verification_status: 'error' }, mfa).reason, 'mfa-required');
    assert.equal(pair({ accounts_load_in_progress: true }, mfa).accountsLoading, true);
  });

  it('reports a working login that is not active as paused', () => {
    assert.equal(verdictOf(ofPlug({ isActive: false })), 'connected paused nobody nothing');
    assert.equal(verdictOf(ofPlug({ isActive: null })), 'connected verified nobody nothing');
  });

  it('merges a login of both generations by username and either utility name, in any case', () => {
    const credentials = [plug({ username: 'ADA ', provider: { name: 'prairie power (north)' } })];
    const connection = only(connectionsOf({ utilityCredentials: [legacy()], credentials }));
    assert.equal(connection.utilityCredentialId, 71);
    assert.equal(connection.credentialId, 'crd_a1');
  });

  it('merges a login without a user id in either generation', () => {
    for (const [ownLegacy, ownPlug] of [
      [{ client_user_id: null }, {}],
      [{}, { correlationId: null }],
    ]) {
      const input = { utilityCredentials: [legacy(ownLegacy)], credentials: [plug(ownPlug)] };
      assert.equal(only(connectionsOf(input)).credentialId, 'crd_a1');
    }
  });

  it('does not merge logins of different users, different usernames or no username', () => {
    const apart = [
      plug({ correlationId: 'person-2' }),
      plug({ username: 'bob' }),
      plug({ provider: { name: 'Delta Gas' } }),
      plug({ username: null }),
      plug({ provider: null }),
    ];
    for (const credential of apart) {
      const ids = connectionsOf({ utilityCredentials: [legacy()], credentials: [credential] }).map(({ id }) => id);
      assert.deepEqual(ids, ['arc:71', 'plug:crd_a1']);
    }
  });

  it('keeps two logins of one generation with the same username at the same utility', () => {
    const input = {
      utilityCredentials: [legacy({ id: 1 }), legacy({ id: 2 })],
      credentials: [plug({ id: 'crd_1' }), plug({ id: 'crd_2' }), plug({ id: 'crd_3' })],
    };
    const found = connectionsOf(input).map(({ id, credentialId }) => `${id} ${credentialId}`);
    assert.deepEqual(found, ['arc:1 crd_1', 'arc:2 crd_2', 'plug:crd_3 crd_3']);
  });

  it('returns a login that was listed twice once, with its later values', () => {
    const twice = [legacy({ verification_status: 'pending' }), legacy({ verification_status: 'verified' })];
    assert.equal(only(connectionsOf({ utilityCredentials: twice, credentials: [] })).state, 'connected');
  });

  it('takes utility name and username from the generation that has them', () => {
    assert.equal(ofLegacy({}).utilityName, 'Prairie Power');
    assert.equal(ofPlug({}).utilityName, 'Prairie Power');
    assert.equal(ofPlug({ provider: null }).utilityName, null);
    const pair = connectionsOf({ utilityCredentials: [legacy()], credentials: [plug({ username: 'Ada' })] });
    assert.equal(only(pair).username, 'ada');
    assert.equal(ofPlug({ username: null }).username, null);
    const unnamed = legacy({ utility_name: null, utility_long_name: 'Prairie Power' });
    assert.equal(
      only(connectionsOf({ utilityCredentials: [unnamed], credentials: [plug()] })).utilityName,
      'Prairie Power',
    );
  });

  it('has the status as the platform wrote it, with its detail if there is one', () => {
    assert.equal(ofPlug({ status: 'ON_STRIKE', statusDetail: 'SINCE_MONDAY' }).statusText, 'ON_STRIKE / SINCE_MONDAY');
    assert.equal(ofPlug({ status: 'ON_STRIKE', statusDetail: null }).statusText, 'ON_STRIKE');
    assert.equal(ofPlug({ status: null, statusDetail: null }).statusText, null);
  });

  it('dates the state from the change of status, otherwise from the creation', () => {
    assert.equal(ofLegacy({}).sinceMs, Date.UTC(2025, 2, 4, 12, 6, 7, 890));
    assert.equal(ofLegacy({ verification_updated_at: null }).sinceMs, Date.UTC(2025, 2, 4, 5));
    assert.equal(ofPlug({}).sinceMs, Date.UTC(2025, 2, 4, 5, 10));
    assert.equal(ofPlug({ lastModifiedAt: null }).sinceMs, Date.UTC(2025, 2, 4, 5));
    assert.equal(ofPlug({ lastModifiedAt: null, createdAt: null }).sinceMs, null);
  });
});
