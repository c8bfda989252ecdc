import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readEnvironment } from './environment.ts';

const GOOD = {
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'CANARY-secret-value',
  ARC_BROKER_KEYS: 'CANARY-broker-key',
  ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  ARC_ALLOWED_ORIGINS: 'https://partner.example',
};

describe('a variable given as a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'arc-broker-files-'));
  after(() => rmSync(folder, { recursive: true }));
  const file = (text: string): string => {
    const path = join(folder, 'value');
    writeFileSync(path, text);
    return path;
  };
  const secretFrom = (path: string, secret?: string) =>
    readEnvironment({ ...GOOD, ARC_CLIENT_SECRET: secret, ARC_CLIENT_SECRET_FILE: path });

  it('has the content of the file as its value and is removed from logs', () => {
    const { options, secrets } = secretFrom(file('CANARY-from-a-file'));
    assert.equal(options.clientSecret, 'CANARY-from-a-file');
    assert.ok(secrets.includes('CANARY-from-a-file'));
  });

  it('loses one line break at its end and nothing else', () => {
    for (const end of ['\n', '\r\n']) assert.equal(secretFrom(file(`CANARY${end}`)).options.clientSecret, 'CANARY');
    assert.throws(() => secretFrom(file('CANARY\n\n')), /^EnvironmentError: ARC_CLIENT_SECRET has white space/);
  });

  it('counts as not set when its file is empty', () => {
    assert.throws(() => secretFrom(file('\n')), /ARC_CLIENT_SECRET is missing/);
  });

  it('may be a list or a setting of the command too', () => {
    const { options } = readEnvironment({ ...GOOD, ARC_WEBHOOK_KEYS_FILE: file('CANARY-key-a,CANARY-key-b\n') });
    assert.deepEqual(options.webhookKeys, ['CANARY-key-a', 'CANARY-key-b']);
    const { redisUrl } = readEnvironment({ ...GOOD, ARC_REDIS_URL_FILE: file('redis://:CANARY@localhost:6379\n') });
    assert.equal(redisUrl, 'redis://:CANARY@localhost:6379');
  });

  it('is refused if it is set directly too', () => {
    assert.throws(
      () => secretFrom(file('CANARY-b'), 'CANARY-a'),
      /^EnvironmentError: ARC_CLIENT_SECRET is set and ARC_CLIENT_SECRET_FILE is too; set one of them$/,
    );
  });

  it('is refused without the path if its file cannot be read', () => {
    assert.throws(
      () => secretFrom(join(folder, 'CANARY-absent')),
      /^EnvironmentError: ARC_CLIENT_SECRET_FILE names a file that cannot be read \(ENOENT\)$/,
    );
  });

  it('is refused if its name is misspelt', () => {
    assert.throws(
      () => readEnvironment({ ...GOOD, ARC_CLIENT_SECRETS_FILE: 'x' }),
      /^EnvironmentError: ARC_CLIENT_SECRETS_FILE is not known; ARC_CLIENT_SECRET_FILE is$/,
    );
  });
});
