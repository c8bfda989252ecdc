import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRedactor, type Exchange } from './redactor.ts';

const exchange = (target: string, body: unknown, more: Partial<Exchange> = {}): Exchange => ({
  method: 'GET',
  target,
  requestHeaders: new Headers(),
  requestBody: '',
  status: 200,
  responseHeaders: new Headers({ 'content-type': 'application/json', 'set-cookie': 'a=b' }),
  responseBody: JSON.stringify(body),
  ...more,
});

/** What a person or an account may be called: long enough not to be in other words by chance. */
const personal = fc
  .string({ unit: 'grapheme', minLength: 9, maxLength: 30 })
  .filter((text) => /[^\d\s:.TZ+A-Z_-]/.test(text));

test('no name, user or token is left of an exchange, wherever it stands', () => {
  fc.assert(
    fc.property(personal, personal, personal, (name, user, token) => {
      fc.pre(new Set([name, user, token]).size === 3);
      const redactor = createRedactor();
      const authorization = `Bearer ${encodeURIComponent(token).replaceAll('%', '')}`;
      const query = new URLSearchParams({ client_user_id: user, token });
      const redacted = redactor.redact(
        exchange(
          `/users/${encodeURIComponent(user)}?${query}`,
          {
            note: `for ${name}, who is ${user} with ${authorization}`,
            [name]: 1,
            service_customer_name: name,
            client_user_id: user,
            access_token: token,
            rows: [{ accountName: name, correlationIds: [user] }],
          },
          { requestHeaders: new Headers({ authorization }) },
        ),
      );
      const strings = JSON.stringify(redacted, (_key, each) => (typeof each === 'string' ? decode(each) : each));
      for (const text of [name, user, token, authorization.slice(7)])
        assert.equal(strings.includes(JSON.stringify(text).slice(1, -1)), false, text);
    }),
  );
});

test('no body, however odd, makes the redactor fail', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.webPath(), fc.webQueryParameters(), fc.string(), (body, path, query, text) => {
      const redactor = createRedactor();
      redactor.redact(exchange(`${path}?${query}`, body, { requestBody: text }));
      redactor.redact(exchange('/plug/meters?search=%28%28', body, { responseBody: text }));
    }),
  );
});

test('what says nothing about a person is kept', () => {
  const body = {
    id: 7,
    status: 'active',
    utility_name: 'Harbor Light & Power',
    created_at: '2026-03-20T12:00:00.000Z',
    kwh: 1.25,
    page: { number: 0, size: 20 },
    flags: ['utility_statement_past_due'],
    username: null,
  };
  const redacted = createRedactor().redact(exchange('/plug/meters?page=0&size=20', body));
  assert.deepEqual(redacted?.response.body, body);
  assert.deepEqual(redacted?.request, { method: 'GET', path: '/plug/meters', query: { page: ['0'], size: ['20'] } });
  assert.deepEqual(redacted?.response.headers, {});
});

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // was not encoded
  }
}

const CREDENTIAL = 'a1b2+c3d4/e5f6==';

for (const [where, requestHeaders] of [
  ['a header of its own', { 'x-api-key': CREDENTIAL }],
  ['a cookie', { cookie: `theme=dark; sid=${CREDENTIAL}` }],
  ['a bearer token', { authorization: `Bearer ${CREDENTIAL}` }],
] as const)
  test(`a credential from ${where} is not written, however an answer encodes it`, () => {
    const base64 = btoa(CREDENTIAL);
    const forms = [CREDENTIAL, base64, base64.replace(/=+$/, ''), encodeURIComponent(CREDENTIAL)];
    const body = { notes: forms.map((form) => `no ${form} here`) };
    const redacted = createRedactor().redact(
      exchange('/plug/meters', body, { requestHeaders: new Headers(requestHeaders) }),
    );
    assert.ok(redacted);
    const { notes } = redacted.response.body as typeof body;
    assert.equal(new Set(notes).size, 1);
    assert.match(notes[0] as string, /^no secret-\d here$/);
  });

test('a password with a colon is not written', () => {
  const requestHeaders = new Headers({ authorization: `Basic ${btoa('someone:ab:cd:ef')}` });
  const redacted = createRedactor().redact(exchange('/ping', { note: 'not ab:cd:ef' }, { requestHeaders }));
  assert.equal(JSON.stringify(redacted).includes('ab:cd'), false);
});

test('credentials and addresses are replaced in JSON within a text, in links and in odd fields', () => {
  const body = {
    payload: JSON.stringify({ access_token: 'of-somebody-1', client_user_id: 'ada-l' }),
    next: 'https://a.example/x?page=2&access_token=of-somebody-2&z=1',
    link: 'https://ada:of-somebody-3@a.example/',
    header: 'Bearer of-somebody-4',
    session_id: 'of-somebody-5',
    service_address: '12 Real Road',
    zip_code: '94199',
  };
  const text = JSON.stringify(createRedactor().redact(exchange('/ping', body)));
  assert.doesNotMatch(text, /of-somebody|ada|Real Road|94199/);
  assert.match(text, /page=2&access_token=secret-\d+&z=1/);
});

for (const link of ['sig=of-somebody', 'X-Amz-Signature=of-somebody', 'X-Amz-Credential=of-somebody%2F2026']) {
  test(`a signed link with ${link} is written without what signs it`, () => {
    const href = `https://files.example/bill.pdf?page=2&${link}`;
    const text = JSON.stringify(createRedactor().redact(exchange('/ping?sig=of-somebody-else', { href })));
    assert.doesNotMatch(text, /of-somebody/);
    assert.match(text, /page=2&/);
  });
}

test('an account number is not written where another field has it as a number', () => {
  const redacted = createRedactor().redact(
    exchange('/ping', { account_number: '900100200', id: 900100200, kwh: 12345 }),
  );
  assert.deepEqual(redacted?.response.body, { account_number: '000000001', id: 1, kwh: 12345 });
});

test('a name is not written where a link has it encoded', () => {
  const body = { account_name: 'Ada Lovelace', links: ['/x?q=Ada%20Lovelace&z=1', '/x?q=Ada+Lovelace&z=1'] };
  const redacted = createRedactor().redact(exchange('/ping', body));
  assert.deepEqual(redacted?.response.body, { account_name: 'name-1', links: ['/x?q=name-1&z=1', '/x?q=name-1&z=1'] });
});

test('a name is not written where a text has it in capitals', () => {
  const body = {
    account_name: 'İda Straße',
    correlationIds: ['Ab-123', 'AB-123'],
    notes: ['for İDA STRAßE', 'AB-123', 'ab-123'],
  };
  const redacted = createRedactor().redact(exchange('/ping', body));
  assert.deepEqual(redacted?.response.body, {
    account_name: 'name-1',
    correlationIds: ['user-1', 'user-2'],
    notes: ['for name-1', 'user-2', 'user-1'],
  });
});

test('an e-mail address of another alphabet is not written', () => {
  const redacted = createRedactor().redact(exchange('/ping', { note: 'ask ада@пример.рф' }));
  assert.deepEqual(redacted?.response.body, { note: 'ask name-1' });
});

test('a cookie in quotes is not written where an answer has it without them', () => {
  const requestHeaders = new Headers({ cookie: 'a=b; sid="of-somebody"' });
  const redacted = createRedactor().redact(exchange('/ping', { note: 'not of-somebody' }, { requestHeaders }));
  assert.doesNotMatch(JSON.stringify(redacted), /of-somebody/);
});

/** A multipart body, and its type as `fetch` and curl write it. */
async function multipart(fields: Readonly<Record<string, string | Blob>>): Promise<Partial<Exchange>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const request = new Request('http://upstream/', { method: 'POST', body: form });
  return { method: 'POST', requestHeaders: request.headers, requestBody: await request.text() };
}

const PRIVATE_KEY = '-----BEGIN KEY-----\r\nof-somebody-1\r\n--of-somebody-2\r\n-----END KEY-----';

test('secrets and users of a multipart body are not written where an answer repeats them', async () => {
  const settings = new Blob([JSON.stringify({ password: 'of-somebody-3' })], { type: 'application/json' });
  const more = await multipart({
    'private key': 'kept',
    private_key: PRIVATE_KEY,
    settings,
    client_user_id: 'ada-l',
    note: 'kept too',
  });
  const body = { texts: [PRIVATE_KEY, 'not of-somebody-3', 'for ada-l', 'kept', 'kept too'] };
  const redacted = createRedactor().redact(exchange('/files', body, more));
  assert.ok(redacted);
  const { texts } = redacted.response.body as typeof body;
  assert.doesNotMatch(JSON.stringify(redacted), /of-somebody|ada-l/);
  assert.deepEqual(texts.slice(3), ['kept', 'kept too']);
});

test('a multipart body may have its boundary in quotes, and lines without a carriage return', () => {
  const lines = ['--a b', 'Content-Disposition: form-data; name=password', '', 'of-somebody', '--a b--', ''];
  const redacted = createRedactor().redact(
    exchange(
      '/files',
      { note: 'not of-somebody' },
      {
        requestHeaders: new Headers({ 'content-type': 'multipart/form-data; boundary="a b"; charset=utf-8' }),
        requestBody: lines.join('\n'),
      },
    ),
  );
  assert.doesNotMatch(JSON.stringify(redacted), /of-somebody/);
});

for (const [where, target, more] of [
  ['the query', '/callback?code=of-somebody&state=1', {}],
  ['a form', '/callback', { requestBody: 'grant_type=authorization_code&code=of-somebody' }],
  ['JSON', '/callback', { requestBody: '{"grant_type":"authorization_code","code":"of-somebody"}' }],
] as const)
  test(`an authorization code in ${where} is not written, and a code in an answer is`, () => {
    const body = { code: 'NotFound', note: 'not of-somebody', next: 'https://a.example/?code=somebody-elses&x=1' };
    const redacted = createRedactor().redact(exchange(target, body, more));
    assert.ok(redacted);
    assert.doesNotMatch(JSON.stringify(redacted), /somebody/);
    assert.equal((redacted.response.body as typeof body).code, 'NotFound');
  });

test('a parameter may be named as what every object has', () => {
  const redacted = createRedactor().redact(exchange('/ping?constructor=1&__proto__=2', {}));
  assert.deepEqual(Object.entries(redacted?.request.query ?? {}), [
    ['__proto__', ['2']],
    ['constructor', ['1']],
  ]);
});

test('thousands of people are redacted in time that grows with their number only', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      client_user_id: `user-${i}`,
      customer_name: `Mr Nr ${i}`,
      note: `n ${i}`,
    }));
  /** Time of this process, ms, because other programs may take the processor meanwhile. */
  const timeOf = (count: number): number => {
    const body = exchange('/utility_accounts', { data: rows(count) });
    const start = process.cpuUsage();
    createRedactor().redact(body);
    return process.cpuUsage(start).user / 1000;
  };
  /** The least of three, because collecting garbage and compiling only ever add to a time. */
  const least = (count: number): number => Math.min(timeOf(count), timeOf(count), timeOf(count));
  // Each name looked for in each text would take 64 times as long.
  assert.ok(least(4000) < 30 * Math.max(least(500), 10));
});
