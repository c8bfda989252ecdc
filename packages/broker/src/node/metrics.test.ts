import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMetrics } from './metrics.ts';

const requestFor = (path: string, method = 'GET') => new Request(`http://127.0.0.1${path}`, { method });

describe('metrics', () => {
  it('count platform tokens by outcome and cause', async () => {
    const { observe, fetch } = createMetrics();
    observe({ kind: 'token', ok: true, cause: null });
    observe({ kind: 'token', ok: false, cause: 'token-refused' });
    observe({ kind: 'token', ok: false, cause: 'token-refused' });
    const text = await (await fetch(requestFor('/metrics'))).text();
    assert.match(text, /^arc_broker_token_requests_total\{ok="true",cause="none"\} 1$/m);
    assert.match(text, /^arc_broker_token_requests_total\{ok="false",cause="token-refused"\} 2$/m);
  });

  it('answer other methods with 405 and other paths with 404', async () => {
    const { fetch } = createMetrics();
    const answer = await fetch(requestFor('/metrics', 'POST'));
    assert.deepEqual([answer.status, answer.headers.get('allow')], [405, 'GET']);
    assert.equal((await fetch(requestFor('/'))).status, 404);
  });
});
