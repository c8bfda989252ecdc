import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { parseTimestamp } from './index.ts';
import { CASES, type Kind, SINGLE } from './testing/optional-fields.ts';
import { replaced } from './testing/replaced.ts';

/** Values of each kind of optional field. Not derived from the source, so that they check it. */
const READABLE: Record<Kind, (value: unknown) => boolean> = {
  text: (value) => value === null || typeof value === 'string' || typeof value === 'number',
  word: (value) => value === null || typeof value === 'string',
  number: (value) =>
    value === null || typeof value === 'number' || (typeof value === 'string' && Number.isFinite(asNumber(value))),
  id: (value) => value === null || Number.isSafeInteger(value) || isSafeDigits(value) || isNullText(value),
  flag: (value) => value === null || typeof value === 'boolean' || isNullText(value) || isWord(value, 'true', 'false'),
  time: (value) => value === null || isNullText(value) || (typeof value === 'string' && parseTimestamp(value) !== null),
  list: (value) => value === null || Array.isArray(value),
  object: (value) => value === null || (typeof value === 'object' && !Array.isArray(value)),
  map: (value) => value === null || typeof value === 'object',
  minutes: (value) => value === null || Array.isArray(value) || asPositive(value) > 0,
  multiplier: (value) => Array.isArray(value) || READABLE.number(value),
};

const isNullText = (value: unknown): boolean => typeof value === 'string' && isWord(value, 'null', '');
const isWord = (value: unknown, ...words: readonly string[]): boolean =>
  typeof value === 'string' && words.includes(value.trim().toLowerCase());
const asNumber = (text: string): number => (isNullText(text) ? 0 : Number(text));
const asPositive = (value: unknown): number => (typeof value === 'string' || typeof value === 'number' ? +value : 0);
const isSafeDigits = (value: unknown): boolean =>
  typeof value === 'string' && /^\d+$/.test(value) && Number.isSafeInteger(Number(value));

const keysOf = (path: string): readonly string[] => path.split(/[.[\]]+/).filter((key) => key !== '');

/** Returns the path of every field of a body, as in a rejection. */
function fieldsOf(body: unknown, at = ''): readonly string[] {
  if (Array.isArray(body)) return body.flatMap((entry, index) => fieldsOf(entry, `${at}[${index}]`));
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([key, value]) => {
    const path = at === '' ? key : `${at}.${key}`;
    return [path, ...fieldsOf(value, path)];
  });
}

/** Fields that are the same without the field must be the same now. */
function assertUnchanged(before: unknown, absent: unknown, now: unknown): void {
  if (isDeepStrictEqual(before, absent)) assert.deepEqual(now, before);
  else if (isTree(before) && isTree(absent) && isTree(now))
    for (const [key, value] of Object.entries(before)) assertUnchanged(value, absent[key], now[key]);
}
const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    'TBD',
    'null',
    '',
    ' ',
    '7',
    '07',
    'False',
    'true',
    '2025-01-01',
    '2025-01-01T00:00:00Z',
    '9'.repeat(20),
  ),
  fc.constantFrom(7, 1.5, -1, 1e300, true, {}, [], [null], { id: 'x' }),
);

for (const { name, body, decode, required, fields } of CASES) {
  describe(`an optional field that ${name} reads`, () => {
    const good = decode(body);

    it('is listed here, and can be read', () => {
      assert.deepEqual(good.rejected, []);
      const wraps = /^(data|results|meters|credentials|properties)$|properties\.customerClass$/;
      const known = fieldsOf(body).filter((path) => !wraps.test(path) && !required.includes(path));
      assert.deepEqual([...known].sort(), Object.keys(fields).sort());
    });

    it('is null and reported if it cannot be read, and changes nothing else', () => {
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(fields)), value, (path, odd) => {
          const { kept, rejected } = decode(replaced(body, keysOf(path), odd));
          const absent = decode(replaced(body, keysOf(path), null)).kept;
          assert.ok(kept !== undefined && absent !== undefined);
          assert.deepEqual(
            rejected.filter((each) => each.path !== path && !/^[.[]/.test(each.path.slice(path.length))),
            [],
          );
          const messages = rejected.filter((each) => each.path === path).map(({ message }) => message);
          if (READABLE[fields[path] as Kind](odd)) assert.deepEqual(messages, []);
          else {
            assert.match(messages.join(';'), /^expected [a-z ,]+$/);
            assert.deepEqual(kept, absent);
          }
          assertUnchanged(good.kept, absent, kept);
        }),
        { numRuns: 100 * Math.ceil(Object.keys(fields).length / 10) },
      );
    });
  });
}

describe('an optional field of a single item', () => {
  it('counts as absent if it cannot be read', () => {
    for (const [decode, item, fields] of SINGLE) {
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(fields)), value, (path, odd) => {
          const found = decode(replaced(item, keysOf(path), odd));
          if (READABLE[fields[path] as Kind](odd)) return;
          assert.deepEqual(found, decode(replaced(item, keysOf(path), null)), path);
        }),
      );
    }
  });
});
