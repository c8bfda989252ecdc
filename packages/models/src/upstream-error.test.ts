import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ArcError, type ArcErrorCode, decodeError, decodeProblem, isArcError, toArcError } from './index.ts';
import { envelope } from './testing/wire.ts';

const failed = (code: string, overrides: Record<string, unknown> = {}) =>
  envelope(
    'Error',
    [
      {
        code,
        message: 'An appId must be supplied',
        objectName: 'requestSignature',
        propertyName: 'appId',
        ...overrides,
      },
    ],
    {
      status: 'error',
    },
  );

describe('decodeError: the six forms', () => {
  it('reads the legacy text form', () => {
    const error = decodeError({ status: 404, body: { error: "Couldn't find UtilityCredential" } });
    assert.equal(error.code, 'not-found');
    assert.equal(error.message, "Couldn't find UtilityCredential");
    assert.equal(error.status, 404);
    assert.equal(
      decodeError({ status: 401, body: { error: 'The supplied credentials are invalid.' } }).code,
      'unauthorized',
    );
  });

  it('reads the legacy object form, with its reasons and its parameter', () => {
    const details = { url: ['must use https'] };
    const error = decodeError({
      status: 422,
      body: { error: { description: 'Not valid, see details', type: 'BAD_REQUEST', details } },
    });
    assert.equal(error.code, 'invalid-request');
    assert.equal(error.message, 'Not valid, see details must use https');
    assert.equal(error.param, 'url');
    assert.deepEqual(error.codes, ['BAD_REQUEST']);
    const shorter = { error: { message: 'Not valid', type: 'BAD_REQUEST' } };
    assert.equal(decodeError({ status: 422, body: shorter }).message, 'Not valid');
    const misspelt = { error: { description: 'Only one, please', type: 'INVALID_PARAMATERS', details: null } };
    assert.equal(decodeError({ status: 422, body: misspelt }).code, 'invalid-request');
    assert.equal(decodeError({ status: 400, body: { error: { type: 'NOT_FOUND' } } }).code, 'not-found');
  });

  it('reads the flat Plug form', () => {
    const activation = {
      error: 'invalid_meter_activation',
      error_description: 'not in appropriate state for activation',
    };
    assert.equal(decodeError({ status: 400, body: activation }).code, 'meter-not-activatable');
    assert.equal(decodeError({ status: 409, body: activation }).code, 'meter-not-activatable');
    assert.equal(decodeError({ status: 404, body: activation }).code, 'not-found');
    const inactive = decodeError({
      status: 400,
      body: { error: 'invalid_intervals_request', error_description: 'inactive meter' },
    });
    assert.equal(inactive.code, 'meter-inactive');
    assert.equal(inactive.message, 'inactive meter');
    assert.deepEqual(inactive.codes, ['invalid_intervals_request']);
  });

  it('reads the Plug list form, without the value that was sent', () => {
    const errors = [
      {
        type: 'invalidParameter',
        message: 'must not be blank',
        param: 'username',
        details: { errorId: 'e-77', value: 'hunter2' },
      },
      { type: 'conflict', message: 'and again' },
    ];
    const error = decodeError({ status: 400, body: { errors } });
    assert.equal(error.code, 'invalid-request');
    assert.equal(error.message, 'must not be blank and again');
    assert.equal(error.param, 'username');
    assert.equal(error.errorId, 'e-77');
    assert.deepEqual(error.codes, ['invalidParameter', 'conflict']);
    assert.ok(!JSON.stringify({ ...error }).includes('hunter2'));
  });

  it('maps every documented type of the Plug list form', () => {
    const cases: readonly [number, string, ArcErrorCode][] = [
      [409, 'conflict', 'conflict'],
      [500, 'internalServerError', 'upstream-failed'],
      [400, 'invalidParameter', 'invalid-request'],
      [404, 'notFound', 'not-found'],
      [429, 'tooManyRequests', 'rate-limited'],
      [0, 'tooManyRequests', 'rate-limited'],
      [400, 'somethingNew', 'invalid-request'],
    ];
    for (const [status, type, code] of cases)
      assert.equal(decodeError({ status, body: { errors: [{ type }] } }).code, code, type);
  });

  it('reads Switch objects, without the value that was sent', () => {
    const error = decodeError({ status: 400, body: failed('NotNull', { propertyValue: 'secret-ish' }) });
    assert.equal(error.code, 'invalid-request');
    assert.equal(error.param, 'appId');
    assert.deepEqual(error.codes, ['NotNull']);
    assert.ok(!JSON.stringify({ ...error }).includes('secret-ish'));
    assert.equal(decodeError({ status: 401, body: failed('Unauthorized') }).code, 'unauthorized');
    const bare = {
      code: 'Unauthorized',
      message: 'The credentials were not supplied or are invalid',
      propertyName: 'appId',
    };
    assert.equal(decodeError({ status: 401, body: bare }).param, 'appId');
  });

  it('reads Switch text results and null results', () => {
    const text = decodeError({ status: 400, body: envelope('Error', ['No such tariff'], { status: 'error' }) });
    assert.equal(text.message, 'No such tariff');
    assert.equal(text.code, 'invalid-request');
    const none = decodeError({ status: 500, body: envelope('Error', null, { status: 'error' }) });
    assert.equal(none.code, 'upstream-failed');
    assert.match(none.message, /HTTP 500/);
  });

  it('distinguishes a Switch rate limit from a Switch refusal, which are both 403', () => {
    const body = (message: string) => envelope('Error', [{ code: '403', message }], { status: 'error' });
    assert.equal(decodeError({ status: 403, body: body('Rate limit exceeded') }).code, 'rate-limited');
    assert.equal(decodeError({ status: 403, body: body('This operates on separate data') }).code, 'forbidden');
  });
});

describe('decodeError: other answers', () => {
  it('reads OAuth errors', () => {
    const error = decodeError({ status: 401, body: { error: 'invalid_client', error_description: 'Invalid client' } });
    assert.equal(error.code, 'unauthorized');
    assert.deepEqual(error.codes, ['invalid_client']);
    assert.equal(decodeError({ status: 400, body: { error: 'invalid_grant' } }).code, 'unauthorized');
    const spaced = decodeError({ status: 400, body: { error: ' invalid_grant\n' } });
    assert.deepEqual([spaced.code, spaced.codes], ['unauthorized', ['invalid_grant']]);
  });

  it('follows the error code of the body if the status is vague', () => {
    const words: readonly [string, ArcErrorCode][] = [
      ['insufficient_scope', 'forbidden'],
      ['temporarily_unavailable', 'unavailable'],
      ['UNAUTHENTICATED', 'unauthorized'],
      ['429', 'rate-limited'],
    ];
    for (const [error, code] of words) assert.equal(decodeError({ status: 400, body: { error } }).code, code, error);
    // The documented sentences of the legacy API.
    for (const error of ['Unknown or invalid access token', 'The supplied credentials are invalid.'])
      assert.equal(decodeError({ status: 400, body: { error } }).code, 'unauthorized', error);
  });

  it('prefers the problem type of our own broker to the status', () => {
    const problem = (slug: string) => ({
      type: `https://arc-elements.dev/problems/${slug}`,
      title: 'No',
      detail: 'Because.',
    });
    const slugs: readonly [number, string, ArcErrorCode][] = [
      [401, 'session-invalid', 'session-invalid'],
      [401, 'session-expired', 'session-expired'],
      [403, 'scope-missing', 'scope-missing'],
      [403, 'origin-not-allowed', 'origin-not-allowed'],
      [404, 'not-found', 'not-found'],
      [405, 'method-not-allowed', 'invalid-request'],
      [400, 'invalid-request', 'invalid-request'],
      [422, 'feature-not-ready', 'feature-not-ready'],
      [409, 'meter-not-activatable', 'meter-not-activatable'],
      [429, 'rate-limited', 'rate-limited'],
      [502, 'upstream-failed', 'upstream-failed'],
      [503, 'unavailable', 'unavailable'],
      [413, 'payload-too-large', 'invalid-request'],
      [502, 'webhook-invalid', 'invalid-request'],
      [502, 'payload-too-large', 'invalid-request'],
      [401, 'brand-new', 'unauthorized'],
    ];
    for (const decode of [decodeError, decodeProblem]) {
      for (const [status, slug, code] of slugs) {
        const error = decode({ status, body: problem(slug) });
        assert.equal(error.code, code, slug);
        assert.equal(error.message, 'Because.');
        assert.deepEqual(error.codes, [slug]);
      }
    }
  });

  it('keeps the id of a failure, under any of its keys', () => {
    const type = 'https://arc-elements.dev/problems/unavailable';
    assert.equal(decodeError({ status: 503, body: { type, errorId: 'e-1' } }).errorId, 'e-1');
    assert.equal(decodeError({ status: 503, body: { type, error_id: 'e-2' } }).errorId, 'e-2');
    const body = envelope('Error', ['x'], { requestId: 'r-3' });
    assert.equal(decodeError({ status: 400, body }).errorId, 'r-3');
    assert.equal(decodeError({ status: 503, body: { type, errorId: 'e'.repeat(1_000) } }).errorId?.length, 100);
  });

  it('never quotes HTML, and maps the page of a proxy by its status', () => {
    const body = '<html><h1>502 Bad Gateway</h1><p>upstream 10.0.0.7</p></html>';
    const error = decodeError({ status: 502, body });
    assert.equal(error.code, 'upstream-failed');
    assert.equal(error.message, 'The platform failed to answer. (HTTP 502)');
  });

  it('reads text that is JSON, and quotes nothing of incomplete JSON', () => {
    assert.equal(
      decodeError({ status: 400, body: '{"error":"invalid_meter_activation"}' }).code,
      'meter-not-activatable',
    );
    const cut = decodeError({ status: 500, body: '{"error":"Ada By' });
    assert.equal(cut.code, 'upstream-failed');
    assert.ok(!cut.message.includes('Ada'));
    assert.equal(decodeError({ status: 500, body: 'Ask again later' }).message, 'Ask again later');
    assert.ok(!decodeError({ status: 500, body: `Ada ${'x '.repeat(150)}` }).message.includes('Ada'), 'a long text');
  });

  it('maps an empty body by its status', () => {
    const codes: readonly [number, ArcErrorCode][] = [
      [300, 'upstream-failed'],
      [301, 'upstream-failed'],
      [400, 'invalid-request'],
      [401, 'unauthorized'],
      [403, 'forbidden'],
      [404, 'not-found'],
      [408, 'timeout'],
      [410, 'not-found'],
      [409, 'conflict'],
      [418, 'invalid-request'],
      [422, 'invalid-request'],
      [429, 'rate-limited'],
      [500, 'upstream-failed'],
      [502, 'upstream-failed'],
      [503, 'unavailable'],
      [504, 'timeout'],
      [0, 'network'],
      [200, 'unknown'],
    ];
    for (const body of [undefined, null, '', '  ', [], {}]) {
      for (const [status, code] of codes) assert.equal(decodeError({ status, body }).code, code, String(status));
    }
  });

  it('recognizes either failure flag of a Switch envelope, under any status', () => {
    assert.equal(decodeError({ status: 200, body: envelope('Error', null) }).code, 'upstream-failed');
    assert.equal(
      decodeError({ status: 200, body: envelope('Account', ['x'], { status: 'error' }) }).code,
      'upstream-failed',
    );
  });
});

describe('decodeError: when to try again', () => {
  const at = (headers: Record<string, string>, body?: unknown) =>
    decodeError({ status: 429, headers, body, nowMs: 1_000_000 }).retryAtMs;

  it('adds seconds to the time of the answer', () => {
    assert.equal(at({ 'Retry-After': '5' }), 1_005_000);
    assert.equal(at({ 'retry-after': '0' }), 1_000_000);
    assert.equal(at({ 'retry-after': '1.0004' }), 1_001_001, 'never too early');
  });

  it('reads the three forms of an HTTP date as GMT', () => {
    const moment = Date.UTC(2026, 10, 6, 8, 49, 37);
    assert.equal(at({ 'retry-after': 'Fri, 06 Nov 2026 08:49:37 GMT' }), moment);
    assert.equal(at({ 'retry-after': 'Friday, 06-Nov-26 08:49:37 GMT' }), moment);
    assert.equal(at({ 'retry-after': 'Fri Nov  6 08:49:37 2026' }), moment);
  });

  it('reads RateLimit-Reset as epoch seconds, or as seconds from now', () => {
    assert.equal(at({ 'RateLimit-Reset': '1700000000' }), 1_700_000_000_000);
    assert.equal(at({ 'RateLimit-Reset': '10' }), 1_010_000);
    assert.equal(at({ 'RateLimit-Reset': '200000000' }), 200_001_000_000, 'six years from now');
    assert.equal(at({ 'RateLimit-Reset': '1700000000', 'Retry-After': '5' }), 1_005_000);
  });

  it('reads a time from the message if there is no header', () => {
    assert.equal(at({}, { error: 'Rate limit exceeded. Try again at 2024-05-01T10:00:00Z' }), Date.UTC(2024, 4, 1, 10));
    assert.equal(
      at({}, { error: 'Rate limit exceeded. Try again at 2024-05-01 10:00:00 UTC' }),
      Date.UTC(2024, 4, 1, 10),
    );
    assert.equal(at({}, { error: 'Rate limit exceeded. Try again at 2024-05-01T10:00:00' }), Date.UTC(2024, 4, 1, 10));
    assert.equal(at({}, { error: 'Try again at 2024-05-01T10:00:00 -04:00' }), Date.UTC(2024, 4, 1, 14));
  });

  it('is absent if nothing usable is given', () => {
    for (const value of ['', 'soon', '-5', 'NaN', '1e400', 'Someday, 40 Foo 2026 08:49:37 GMT'])
      assert.equal(at({ 'retry-after': value }), undefined, value);
    assert.ok(!('retryAtMs' in decodeError({ status: 429 })));
  });

  it('is read from Headers and from plain objects', () => {
    const headers = new Headers({ 'Retry-After': '5' });
    assert.equal(decodeError({ status: 503, headers, nowMs: 0 }).retryAtMs, 5000);
    assert.equal(decodeError({ status: 503, headers: { 'RETRY-AFTER': ['7', '9'] }, nowMs: 0 }).retryAtMs, 7000);
  });
});

describe('the text of an error', () => {
  it('has no tokens, e-mail addresses, long numbers or ids', () => {
    const secrets = [
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P',
      'ada@mill.example',
      '7626177069',
      '762 617-7069',
      'fff57dc7-3a2b-4395-8a62-e3486d46dabe',
      'mtr_fff57dc7-3a2b-4395-8a62-e3486d46dabe',
    ];
    for (const secret of secrets) {
      const { message } = decodeError({ status: 400, body: { error: `Sorry, "${secret}" is wrong` } });
      assert.equal(message, 'Sorry, "[…]" is wrong');
    }
    const spelt = 'Bearer abc123, token=xyz, client_secret: "pw", /path?token=abc';
    const { message } = decodeError({ status: 400, body: { error: spelt } });
    for (const secret of ['abc', 'xyz', 'pw']) assert.ok(!message.includes(secret), message);
    const headers = decodeError({ status: 400, body: { error: 'Basic YWRh: and signature=c2ln' } }).message;
    assert.equal(headers, 'Basic […]: and signature=[…]');
  });

  it('is on one line, without space around it', () => {
    assert.equal(decodeError({ status: 400, body: { error: ' Not \n  valid\n' } }).message, 'Not valid');
  });

  it('keeps dates, field names and codes', () => {
    const text = 'UNSUPPORTED_MULTI_FACTOR_AUTHENTICATION in isCustomerActionRequired since 2024-05-01';
    assert.equal(decodeError({ status: 400, body: { error: text } }).message, text);
  });

  it('is short, however long the answer', () => {
    assert.ok(decodeError({ status: 400, body: { error: 'no way '.repeat(10_000) } }).message.length <= 300);
  });

  it('has the request without its query or origin', () => {
    const request = { method: 'get', path: 'https://api.example/plug/meters?search=correlationId%3D%3Dada' };
    assert.deepEqual(decodeError({ status: 500, request }).request, { method: 'GET', path: '/plug/meters' });
  });
});

describe('toArcError', () => {
  it('distinguishes aborted, timed out and unreachable requests, and keeps the cause', () => {
    const named = (name: string) => Object.assign(new Error('https://x.example/?token=abc'), { name });
    assert.equal(toArcError(named('AbortError')).code, 'aborted');
    assert.equal(toArcError(named('TimeoutError')).code, 'timeout');
    const network = toArcError(new TypeError('fetch failed for https://x.example/?token=abc'), {
      method: 'get',
      path: '/a?b=c',
    });
    assert.equal(network.code, 'network');
    assert.ok(network.cause instanceof TypeError);
    assert.ok(!network.message.includes('token'));
    assert.deepEqual(network.request, { method: 'GET', path: '/a' });
    for (const odd of [undefined, null, 'x', 7, {}, new Error('x')]) assert.equal(toArcError(odd).code, 'unknown');
  });

  it('returns an ArcError unchanged', () => {
    const error = new ArcError('signed-out', 'Signed out.');
    assert.equal(toArcError(error), error);
  });
});

describe('isArcError', () => {
  it('recognizes errors of another copy of the package, and no other values', async () => {
    const copy: typeof import('./error.ts') = await import(`./error.ts${'?copy'}`);
    const foreign = new copy.ArcError('timeout', 'There was no answer in time.');
    assert.ok(!(foreign instanceof ArcError));
    assert.ok(isArcError(foreign));
    assert.ok(isArcError(new copy.DecodeError('a.b', 'expected text')));
    for (const other of [new Error('x'), { code: 'timeout' }, null, undefined, 'timeout'])
      assert.ok(!isArcError(other));
  });

  it('has no fields that are not known', () => {
    assert.deepEqual(Object.keys(new ArcError('network', 'x', { status: undefined })).sort(), ['code', 'name']);
    assert.equal(new ArcError('network', 'x', { cause: 7 }).cause, 7);
    assert.ok(!('cause' in new ArcError('network', 'x')));
  });
});

describe('decodeProblem', () => {
  it('reads a problem document as decodeError does, whether it is text or parsed', () => {
    const body = {
      type: 'https://arc-elements.dev/problems/rate-limited',
      detail: 'Slow down.',
      param: 'page',
      errorId: 'e-1',
    };
    const answer = {
      status: 429,
      headers: { 'retry-after': '30' },
      nowMs: 1_000,
      request: { method: 'get', path: '/a?b' },
    };
    for (const read of [body, JSON.stringify(body)]) {
      const error = decodeProblem({ ...answer, body: read });
      assert.deepEqual(
        { ...error, message: error.message },
        { ...decodeError({ ...answer, body }), message: 'Slow down.' },
      );
      assert.equal(error.retryAtMs, 31_000);
    }
  });

  it('maps any other answer by its status, and quotes nothing of it', () => {
    for (const body of [
      '<html>502</html>',
      'Ask Ada',
      '{"error":"Ada',
      { error: 'Ada' },
      { type: 'about:blank', detail: 'Ada' },
      undefined,
    ]) {
      const error = decodeProblem({ status: 502, body });
      assert.equal(error.code, 'upstream-failed');
      assert.equal(error.message, 'The platform failed to answer. (HTTP 502)');
    }
  });
});
