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
