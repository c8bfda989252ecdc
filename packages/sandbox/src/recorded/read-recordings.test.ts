import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecordings } from './read-recordings.ts';

const har = (response: object, url = 'https://api.example/plug/meters'): string =>
  JSON.stringify({ log: { entries: [{ request: { method: 'GET', url }, response: { status: 200, ...response } }] } });

test('a HAR file without content has answers without a body', () => {
  assert.deepEqual(readRecordings('a.har', har({})), [
    { method: 'GET', path: '/plug/meters', query: [], status: 200, headers: {}, body: '' },
  ]);
});

test('a byte order mark before the JSON is left out', () => {
  assert.equal(readRecordings('a.har', `\uFEFF${har({})}`).length, 1);
  assert.equal(readRecordings('plug/meters.json', '\uFEFF{"data":[]}')[0]?.body, '{"data":[]}');
});

for (const [what, name, text, message] of [
  [
    'a content type',
    'a.har',
    har({ content: { mimeType: 'a\nb' } }),
    /^log\.entries\.0\.response\.content\.mimeType: /,
  ],
  [
    'a header',
    'a.har',
    har({ headers: [{ name: 'Location', value: '€' }] }),
    /^log\.entries\.0\.response\.headers\.0: /,
  ],
  [
    'base64',
    'a.har',
    har({ content: { text: '%', encoding: 'base64' } }),
    /^log\.entries\.0\.response\.content: .*base64/,
  ],
  ['a status', 'a.har', har({ status: 200.5 }), /^log\.entries\.0\.response\.status: /],
  ['a URL', 'a.har', har({}, 'data:text/plain,x'), /^log\.entries\.0\.request\.url: /],
  ['JSON', 'a.json', '{"data":[', /^it is not JSON, or was cut off$/],
  [
    'a recorded header',
    'a.json',
    JSON.stringify({
      exchanges: [{ request: { method: 'GET', path: '/' }, response: { status: 200, headers: { location: 'a\nb' } } }],
    }),
    /^exchanges\.0\.response\.headers\.location: /,
  ],
] as const)
  test(`${what} that cannot be used is refused by where it is`, () => {
    assert.throws(() => readRecordings(name, text), { message });
  });

test('a header that is not played may have any value', () => {
  assert.equal(readRecordings('a.har', har({ headers: [{ name: 'X-Name', value: '€' }] })).length, 1);
});
