import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ConnectApi, connectApi } from './connect.ts';

/** Calls an endpoint and returns the path and the body of its request. */
async function requestOf(namesUser: boolean, call: (connect: ConnectApi) => Promise<string>) {
  let request: unknown;
  const connect = connectApi(
    {
      json: async (path, options) => {
        request = [options?.method, path, options?.json];
        return { connect_token: 'con_1', connect_url: 'https://connect.example/', url: 'https://connect.example/' };
      },
      open: () => assert.fail('not a stream'),
    },
    namesUser,
  );
  await call(connect);
  return request;
}

describe('the Connect endpoints', () => {
  for (const [what, call, path] of [
    ['a token', (connect) => connect.token({ user: 'user-1' }), '/auth/connect_token'],
    ['an address', (connect) => connect.url({ user: 'user-1' }), '/auth/connect_url'],
  ] as const satisfies readonly (readonly [string, (connect: ConnectApi) => Promise<string>, string])[]) {
    it(`name the user of ${what} on a server only`, async () => {
      assert.deepEqual(await requestOf(true, call), ['POST', path, { client_user_id: 'user-1' }]);
      assert.deepEqual(await requestOf(false, call), ['POST', path, {}]);
    });
  }

  it('name a login in place of its user, because the platform refuses both', async () => {
    const request = await requestOf(true, (connect) => connect.token({ user: 'user-1', utilityCredentialId: 7 }));
    assert.deepEqual(request, ['POST', '/auth/connect_token', { utility_credential_id: 7 }]);
  });

  it('name the user of an address for an iframe on a server only', async () => {
    const call = (connect: ConnectApi) => connect.plugUrl({ user: 'user-1' });
    assert.deepEqual(await requestOf(true, call), [
      'POST',
      '/plug/connect/url',
      { correlationId: 'user-1', isCreatorAttributed: false },
    ]);
    assert.deepEqual(await requestOf(false, call), ['POST', '/plug/connect/url', {}]);
  });
});
