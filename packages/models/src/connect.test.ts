import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  decodeConnectClose,
  decodeConnectMessage,
  decodeConnectToken,
  decodeConnectUrl,
  decodeSessionGrant,
  decodeToken,
} from './index.ts';

describe('decodeConnectMessage', () => {
  it('decodes the three messages of the iframe', () => {
    assert.deepEqual(decodeConnectMessage({ type: 'onStart' }), { type: 'onStart' });
    const submitted = { type: 'onCredentialsSubmitted', payload: { utilityCredentialId: 'crd_1' } };
    assert.deepEqual(decodeConnectMessage(submitted), { type: 'onCredentialsSubmitted', utilityCredentialId: 'crd_1' });
    for (const status of ['LOGIN_SUCCESS', 'PENDING']) {
      assert.deepEqual(decodeConnectMessage({ type: 'onEnd', payload: { status } }), {
        type: 'onEnd',
        status,
        statusText: status,
      });
    }
  });

  it('decodes the numeric id of the legacy widget as text', () => {
    const submitted = { type: 'onCredentialsSubmitted', payload: { utilityCredentialId: 71 } };
    assert.deepEqual(decodeConnectMessage(submitted), { type: 'onCredentialsSubmitted', utilityCredentialId: '71' });
  });

  it('keeps an unknown end status, and accepts messages without a payload', () => {
    const odd = { type: 'onEnd', payload: { status: 'MAYBE' } };
    assert.deepEqual(decodeConnectMessage(odd), { type: 'onEnd', status: 'unknown', statusText: 'MAYBE' });
    assert.deepEqual(decodeConnectMessage({ type: 'onEnd' }), { type: 'onEnd', status: 'unknown', statusText: null });
    const none = { type: 'onCredentialsSubmitted', utilityCredentialId: null };
    assert.deepEqual(decodeConnectMessage({ type: 'onCredentialsSubmitted', payload: null }), none);
  });

  it('returns null for any other message', () => {
    for (const data of [null, undefined, 'onStart', 7, [], {}, { type: 'webpackOk' }, { type: { type: 'onStart' } }]) {
      assert.equal(decodeConnectMessage(data), null);
    }
  });
});

describe('decodeConnectClose', () => {
  it('decodes the six close statuses of the legacy widget, as an object or a word', () => {
    for (const status of ['verified', 'rejected', 'timed_out', 'pending', 'no_submit', 'error']) {
      assert.equal(decodeConnectClose({ status }).status, status);
      assert.equal(decodeConnectClose(status).status, status);
    }
    assert.deepEqual(decodeConnectClose({ status: 'eaten' }), { status: 'unknown', statusText: 'eaten' });
    assert.deepEqual(decodeConnectClose(undefined), { status: 'unknown', statusText: null });
  });
});

describe('decodeConnectUrl', () => {
  it('accepts each of the three keys', () => {
    const address = 'https://connect.example/org?token=a';
    for (const key of ['connect_url', 'url', 'connectUrl']) assert.equal(decodeConnectUrl({ [key]: address }), address);
    assert.equal(decodeConnectUrl({ url: 'HTTPS://connect.example' }), 'HTTPS://connect.example');
  });

  it('refuses an address that an iframe must not open', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', '//evil.example', '/path', '', 7, null]) {
      assert.throws(() => decodeConnectUrl({ url }), { code: 'decode' });
    }
    assert.throws(() => decodeConnectUrl({}), { path: 'connect_url', message: 'connect_url: expected text' });
    for (const body of [null, 'https://connect.example', [], {}])
      assert.throws(() => decodeConnectUrl(body), { code: 'decode' });
  });
});

describe('decodeConnectToken', () => {
  it('refuses a body without a token', () => {
    for (const body of [
      null,
      {},
      { connect_token: ' ' },
      { connect_token: 7 },
      { connect_url: 'https://connect.example/' },
    ]) {
      assert.throws(() => decodeConnectToken(body), { code: 'decode' });
    }
  });
});

describe('decodeSessionGrant', () => {
  it('decodes the answer of the broker', () => {
    const grant = decodeSessionGrant({ token: 't', session_id: 's-1', expires_at: '2026-01-01T00:00:00Z' });
    assert.deepEqual(grant, { token: 't', sessionId: 's-1', expiresAtMs: Date.UTC(2026, 0, 1) });
    assert.equal(decodeSessionGrant({ token: 't', expires_at: '2026-01-01T00:00:00Z' }).sessionId, '');
  });

  it('accepts seconds and milliseconds from a partner’s own route', () => {
    const expires = (expires_at: unknown) => decodeSessionGrant({ token: 't', expires_at }).expiresAtMs;
    assert.equal(expires(1_767_225_600), 1_767_225_600_000);
    assert.equal(expires(1_767_225_600_000), 1_767_225_600_000);
    assert.equal(expires('1767225600'), 1_767_225_600_000);
    assert.equal(expires(10_000_000_000), 10_000_000_000_000, 'seconds of the year 2286');
  });

  it('refuses any other body without quoting the token', () => {
    const bodies = [
      null,
      't',
      {},
      { token: '' },
      { token: 'sesame' },
      { token: 'sesame', expires_at: 'soon' },
      { token: 'sesame', expires_at: -1 },
      { token: 'sesame', expires_at: 0 },
      { token: 'sesame', expires_at: {} },
      { token: 'sesame', expires_at: Number.POSITIVE_INFINITY },
    ];
    for (const body of bodies) {
      assert.throws(
        () => decodeSessionGrant(body),
        (error: Error & { code?: string }) => error.code === 'decode' && !error.message.includes('sesame'),
      );
    }
  });
});

describe('decodeToken', () => {
  it('decodes the time of issue from the legacy token route', () => {
    const body = {
      access_token: 'a',
      expires_in: 7200,
      token_type: 'Bearer',
      scope: 'write',
      created_at: 1_700_000_000,
    };
    const expected = {
      accessToken: 'a',
      expiresInS: 7200,
      tokenType: 'Bearer',
      scope: 'write',
      issuedAtMs: 1_700_000_000_000,
    };
    assert.deepEqual(decodeToken(body), expected);
  });

  it('defaults to a bearer token of one hour', () => {
    const read = (overrides: Record<string, unknown>) => {
      const { tokenType, expiresInS } = decodeToken({ access_token: 'a', ...overrides });
      return [tokenType, expiresInS];
    };
    assert.deepEqual(read({}), ['Bearer', 3600]);
    assert.deepEqual(read({ token_type: 'MAC', expires_in: 0 }), ['MAC', 0]);
    assert.deepEqual(read({ expires_in: -1 }), ['Bearer', 3600]);
  });

  it('refuses a body without a token', () => {
    for (const body of [null, 'x', {}, { access_token: '' }, { access_token: null }, { error: 'invalid_client' }]) {
      assert.throws(() => decodeToken(body), { code: 'decode' });
    }
  });
});
