import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startSandbox } from './index.ts';

const options = { skip: spawnSync('curl', ['--version']).status === 0 ? false : 'curl is not installed here' };
const run = promisify(execFile);

/** Runs curl as the pages print it, with the sandbox in place of the platform's hosts. */
async function curl(...args: string[]) {
  const { stdout } = await run('curl', ['--silent', '--show-error', '--noproxy', '*', ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

test('the documented requests from a token to intervals run as printed', options, async () => {
  const { url, sandbox, close } = await startSandbox({ port: 0, now: Date.parse('2026-03-20T12:00:00Z') });
  try {
    const { access_token } = await curl(
      ...[
        '--request',
        'POST',
        '--url',
        `${url}/oauth2/token`,
        '--header',
        'content-type: application/x-www-form-urlencoded',
      ],
      ...['--data', 'grant_type=client_credentials', '--data', 'client_id=001', '--data', 'client_secret=001'],
    );
    const token = ['--header', `authorization: Bearer ${access_token}`];
    const created = await curl(
      ...[
        '--request',
        'POST',
        '--url',
        `${url}/plug/credentials`,
        ...token,
        '--header',
        'Arc-Version: 2024-02-21',
        '--header',
        'content-type: application/json',
      ],
      ...[
        '--data',
        '{"password":"password","username":"username","providerId":"36e14462ea0a11e0b6bb12313d2b6294","correlationId":"foo"}',
      ],
    );
    await sandbox.clock.advance(10_000);
    const plain = [
      '--header',
      'Arc-Version: 2024-02-01',
      '--header',
      'X-Sandbox-Mode: false',
      '--header',
      'accept: application/json',
      ...token,
    ];
    const list = await curl(
      '--request',
      'GET',
      '--url',
      `${url}/plug/credentials?search=correlationId%3Dfoo&page=0&size=20`,
      ...plain,
    );
    assert.deepEqual([list.credentials[0].id, list.credentials[0].status], [created.id, 'CONNECTION_SUCCESS']);
    const { meters } = await curl(
      '--request',
      'GET',
      '--url',
      `${url}/plug/meters?search=credentialIds%3D${created.id}&page=0&size=20`,
      ...plain,
    );
    const patched = await curl(
      ...[
        '--request',
        'PATCH',
        '--url',
        `${url}/plug/meters/${meters[0].id}`,
        ...plain,
        '--header',
        'content-type: application/json',
      ],
      ...['--data', '{"isIntervalsProductActive": true}'],
    );
    assert.equal(patched.meters[0].status, 'INTERVALS_IN_PROGRESS');
    await sandbox.clock.advance(10_000);
    for (const kind of ['intervals', 'normalizedIntervals']) {
      const body = await curl(
        '--request',
        'GET',
        '--url',
        `${url}/plug/${kind}/meters/${meters[0].id}`,
        '--header',
        'Arc-Version: 2024-02-21',
        ...token,
      );
      assert.equal(body.meterId, meters[0].id);
      assert.equal(body.readings.length > 0, true);
    }
  } finally {
    await close();
  }
});

test('the documented requests about a Switch account run as printed', options, async () => {
  const { url, close } = await startSandbox({ port: 0 });
  try {
    const call = (method: string, path: string, body?: unknown) =>
      curl(
        ...[
          '--user',
          '001:001',
          '--request',
          method,
          `${url}/rest/v1/${path}`,
          '--header',
          'Content-Type: application/json',
        ],
        ...(body === undefined ? [] : ['--data', JSON.stringify(body)]),
      );
    const customerClass = { keyName: 'customerClass', dataValue: '1' };
    const added = await call('POST', 'accounts', {
      providerAccountId: 'api-eg-01',
      accountName: 'Example 1 API Home',
      address: { addressString: '221 Main Street, San Francisco, CA 94105' },
      properties: { customerClass },
    });
    const { accountId } = added.results[0];
    const updated = await call('PUT', 'accounts', {
      providerAccountId: 'api-eg-01',
      owner: 'The Owner',
      properties: { customerClass },
    });
    assert.deepEqual([updated.results[0].accountId, updated.results[0].owner], [accountId, 'The Owner']);
    assert.equal(
      (await call('PUT', 'accounts/pid/api-eg-01/properties', { keyName: 'buildingArea', dataValue: '2000' })).type,
      'PropertyData',
    );
    assert.equal((await call('GET', 'accounts/pid/api-eg-01')).results[0].properties.buildingArea.dataValue, '2000');
    assert.equal((await call('DELETE', `accounts/${accountId}/properties/customerClass`)).results, null);
    assert.equal((await call('DELETE', `accounts/${accountId}`)).results[0].status, 'DELETED');
  } finally {
    await close();
  }
});
