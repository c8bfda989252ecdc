import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem, type ProblemCode } from './problem.ts';

/** The status of each code, listed independently: a client may depend on both. */
const STATUSES: Readonly<Record<ProblemCode, number>> = {
  'session-invalid': 401,
  'session-expired': 401,
  'scope-missing': 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  'not-configured': 404,
  'method-not-allowed': 405,
  'invalid-request': 400,
  'feature-not-ready': 400,
  'meter-not-activatable': 409,
  'meter-inactive': 409,
  conflict: 409,
  'rate-limited': 429,
  'upstream-failed': 502,
  unavailable: 503,
  'webhook-invalid': 401,
  'payload-too-large': 413,
};

describe('a problem document', () => {
  it('has the type, the title and the status of its code', async () => {
    for (const [code, status] of Object.entries(STATUSES) as [ProblemCode, number][]) {
      const problem = new Problem(code);
      const answer = problem.toResponse('r1');
      const { title, ...rest } = (await answer.json()) as Record<string, unknown>;
      assert.equal(answer.status, status, code);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      assert.deepEqual(rest, { type: `https://arc-elements.dev/problems/${code}`, status, instance: 'urn:request:r1' });
      assert.match(String(title), /^[A-Z][A-Za-z ,]+$/);
      assert.equal(problem.message, title);
    }
  });

  it('has a detail, another status and headers if they are given', async () => {
    const headers = { allow: 'GET' };
    const problem = new Problem('method-not-allowed', { detail: 'Only GET.', status: 418, headers, cause: 'it' });
    const answer = problem.toResponse('r1');
    const { detail, status } = (await answer.json()) as Record<string, unknown>;
    assert.deepEqual([answer.status, status, detail, answer.headers.get('allow')], [418, 418, 'Only GET.', 'GET']);
    assert.deepEqual([problem.message, problem.cause], ['Only GET.', 'it']);
    assert.equal('cause' in new Problem('conflict'), false);
  });

  it('names the scheme only to a caller without a valid session', () => {
    const schemeOf = (code: ProblemCode, status?: number) =>
      new Problem(code, status === undefined ? {} : { status }).headers['www-authenticate'];
    assert.deepEqual([schemeOf('session-invalid'), schemeOf('session-expired')], ['Bearer', 'Bearer']);
    assert.deepEqual([schemeOf('webhook-invalid'), schemeOf('session-invalid', 403)], [undefined, undefined]);
  });

  it('asks to wait for whole seconds, at least one, without the noise of two clock readings', () => {
    const waits = [0, 0.2, 1, 1.0004, 1.001, 6.9999, 59.5].map(
      (retryAfterS) => new Problem('unavailable', { retryAfterS }).headers['retry-after'],
    );
    assert.deepEqual(waits, ['1', '1', '1', '1', '2', '7', '60']);
    assert.equal('retry-after' in new Problem('unavailable').headers, false);
  });
});

describe('Problem.from', () => {
  it('returns a problem as it is, and makes one of anything else', () => {
    const problem = new Problem('conflict');
    assert.equal(Problem.from(problem, 'unavailable', { retryAfterS: 5 }), problem);
    const cause = new Error('reset by peer');
    const made = Problem.from(cause, 'unavailable', { retryAfterS: 5 });
    assert.deepEqual([made.code, made.cause, made.headers['retry-after']], ['unavailable', cause, '5']);
  });
});
