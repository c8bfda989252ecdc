import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArcError } from '@arc-elements/models';
import { endsSession, isTransient, meansSignedOut, notJson, toArcError } from './errors.ts';

const request = { method: 'GET', path: '/plug/meters' };
const own = new ArcError('forbidden', 'Not with this session.');
const abortError = new DOMException('The operation was aborted.', 'AbortError');
const failed = new TypeError('fetch failed');
const mistake = new TypeError('x is undefined');

describe('a failure', () => {
  for (const [what, error, context, code, message] of [
    ['an abort without a signal', abortError, {}, 'aborted', 'The request was ended before it finished.'],
    [
      'any error after an abort',
      failed,
      { signal: AbortSignal.abort() },
      'aborted',
      'The request was ended before it finished.',
    ],
    ['any error after an abort with a reason', failed, { signal: AbortSignal.abort(own) }, 'forbidden', own.message],
    ['an error of ours', own, { request, signal: new AbortController().signal }, 'forbidden', own.message],
    ['a failed request', mistake, { request }, 'network', 'GET /plug/meters could not be reached.'],
    ['a failed request of a callback', failed, {}, 'network', 'The request could not be reached.'],
    ['a mistake in a callback', mistake, {}, 'unknown', 'The request failed in an unexpected way.'],
    ['another error', new Error('secret'), { request }, 'unknown', 'GET /plug/meters failed in an unexpected way.'],
    ['anything else that is thrown', 'secret', {}, 'unknown', 'The request failed in an unexpected way.'],
  ] as const) {
    it(`has a code and a message of ours after ${what}`, () => {
      const result = toArcError(error, context);
      assert.deepEqual([result.code, result.message], [code, message]);
    });
  }

  it('has the possible causes in its message if the browser has a network', (t) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator') as PropertyDescriptor;
    t.after(() => Object.defineProperty(globalThis, 'navigator', before));
    Object.defineProperty(globalThis, 'navigator', { value: { onLine: true }, configurable: true });
    const { code, message } = toArcError(failed, { request });
    assert.equal(code, 'unreachable');
    assert.match(message, /^GET \/plug\/meters could not be reached\. .*Content-Security-Policy/);
  });

  for (const [text, type, what] of [
    ['<!doctype html>', '', 'a web page (HTML)'],
    ['  <html>', 'application/json', 'a web page (HTML)'],
    ['', 'text/html', 'a web page (HTML)'],
    ['oops <b>', 'text/plain', 'something that is not JSON'],
  ] as const) {
    it(`says that "${text}" of type "${type}" is ${what}`, () => {
      const error = notJson(text, new Response(text, { status: 201, headers: { 'content-type': type } }), request);
      assert.deepEqual(
        [error.code, error.status, error.message],
        ['decode', 201, `GET /plug/meters answered 201 with ${what}.`],
      );
    });
  }

  it('may end by itself if the network or a server is the cause, and not if the request is', () => {
    const transient = ['network', 'unreachable', 'timeout', 'rate-limited', 'upstream-failed', 'unavailable'] as const;
    for (const code of [...transient, 'broker-key-wrong', 'broker-unreachable'] as const)
      assert.equal(isTransient(new ArcError(code, '')), true, code);
    for (const code of ['aborted', 'decode', 'forbidden', 'not-found', 'invalid-request', 'unknown'] as const)
      assert.equal(isTransient(new ArcError(code, '')), false, code);
  });

  it('ends the session if the token is not accepted', () => {
    for (const code of ['unauthorized', 'session-invalid', 'session-expired'] as const)
      assert.equal(endsSession(new ArcError(code, '')), true, code);
    for (const code of ['forbidden', 'signed-out', 'network'] as const)
      assert.equal(endsSession(new ArcError(code, '')), false, code);
  });

  for (const [code, status, means] of [
    ['unauthorized', 401, true],
    ['forbidden', 403, true],
    ['unauthorized', undefined, true],
    ['decode', 200, true],
    // A route may pass on a failure of another server under its own status.
    ['unauthorized', 400, false],
    ['forbidden', 502, false],
    ['not-found', 401, false],
  ] as const) {
    it(`of the session route ${means ? 'means' : 'does not mean'} signed out with ${code} and status ${status}`, () => {
      assert.equal(meansSignedOut(new ArcError(code, '', status === undefined ? {} : { status })), means);
    });
  }
});
