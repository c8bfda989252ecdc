import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { BrokerEvent } from '../broker-event.ts';
import { readEnvironment } from './environment.ts';
import { createLog } from './log.ts';

const ENV = {
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'CANARY-client-secret',
  ARC_SWITCH_APP_ID: 'app',
  ARC_SWITCH_APP_KEY: 'CANARY-app-key',
  ARC_BROKER_KEYS: 'CANARY-broker-key,CANARY-broker-key-2',
  ARC_SESSION_KEYS: `k1:${Buffer.from('CANARY-session-key-of-32-bytes-xx').toString('base64url')}`,
  ARC_WEBHOOK_KEYS: 'CANARY-webhook-a,CANARY-webhook-b',
  ARC_PLUG_WEBHOOK_SECRET: 'CANARY-plug-secret',
  ARC_REDIS_URL: 'rediss://default:CANARY-redis-password@redis.example:6379',
  ARC_ALLOWED_ORIGINS: 'https://partner.example',
};

/** Returns the log line of an event. */
function lineOf(event: BrokerEvent, secrets: readonly string[] = readEnvironment(ENV).secrets) {
  const lines: string[] = [];
  createLog('debug', secrets, { write: (line) => void lines.push(line) })(event);
  assert.equal(lines.length, 1);
  return lines[0] ?? '';
}

const fault = (error: unknown): BrokerEvent => ({ kind: 'fault', where: '/events', error });

describe('the log', () => {
  it('has the message of a fault without secrets of the environment (T76)', () => {
    for (const [name, value] of Object.entries(ENV)) {
      if (!name.endsWith('KEYS') && !/SECRET|KEY|REDIS/.test(name)) continue;
      for (const secret of value.split(',')) {
        const text = secret.replace(/^k1:/, '');
        const line = lineOf(fault(new Error(`connecting with ${text} failed`)));
        assert.match(line, /"message":"connecting with .*\[redacted\].* failed"/, name);
        assert.doesNotMatch(line, /CANARY/, name);
        assert.equal(line.includes(text), false, name);
      }
    }
  });

  it('has no secret of a fault in its name or code, nor one that was cut (T76)', () => {
    const secret = 'CANARY-client-secret';
    const error = Object.assign(new Error(`${'x'.repeat(195)}${secret}`), { name: secret, code: secret });
    const { name, code, message } = JSON.parse(lineOf(fault(error)));
    assert.deepEqual([name, code], ['[redacted]', '[redacted]']);
    assert.equal(message, `${'x'.repeat(195)}[reda`);
  });

  it('leaves no rest of a secret that begins like another (T76)', () => {
    const line = lineOf(fault(new Error('tried CANARY-long-secret')), ['CANARY-long', 'CANARY-long-secret']);
    assert.match(line, /"message":"tried \[redacted\]"/);
  });

  it('logs only the type of a thrown value that is no error', () => {
    assert.match(lineOf(fault('CANARY')), /"name":"string","code":null,"message":""/);
  });

  it('logs why there is no platform token, and which origin was refused', () => {
    assert.match(
      lineOf({ kind: 'token', ok: false, cause: 'token-unreachable' }),
      /"level":40,.*"kind":"token","ok":false,"cause":"token-unreachable"/,
    );
    assert.match(lineOf({ kind: 'token', ok: true, cause: null }), /"level":30,.*"kind":"token","ok":true}/);
    assert.match(
      lineOf({ kind: 'origin-refused', origin: 'https://app.example' }),
      /"level":40,.*"kind":"origin-refused","origin":"https:\/\/app\.example"/,
    );
  });
});
