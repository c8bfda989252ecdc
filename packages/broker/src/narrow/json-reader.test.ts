import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cut } from '../testing/cut.ts';
import { JsonReader, OPEN_BRACKET } from './json-reader.ts';

const decoder = new TextDecoder();

/**
 * Rebuilds a value from the reports of a reader. Members whose name begins with `w` are read as a
 * whole.
 */
function read(text: string, sizes: readonly number[] = []): unknown {
  const open: { container: unknown[] | Record<string, unknown>; name: string }[] = [{ container: [], name: '' }];
  const put = (value: unknown): void => {
    const { container, name } = open.at(-1) as (typeof open)[number];
    if (Array.isArray(container)) container.push(value);
    else Object.defineProperty(container, name, { value, enumerable: true, configurable: true });
  };
  const parsed = (bytes: Uint8Array, from: number, to: number): unknown => {
    const reported = decoder.decode(bytes.subarray(from, to));
    try {
      return JSON.parse(reported);
    } catch (cause) {
      // No SyntaxError: the reader should have refused it.
      throw new Error(`reported as a value: ${reported}`, { cause });
    }
  };
  const reader = new JsonReader({
    key: (bytes, from, to) => {
      const name = String(parsed(bytes, from, to));
      (open.at(-1) as (typeof open)[number]).name = name;
      return name.startsWith('w');
    },
    open: (bracket) => {
      const container = bracket === OPEN_BRACKET ? [] : {};
      put(container);
      open.push({ container, name: '' });
    },
    close: () => open.pop(),
    scalar: (bytes, from, to) => put(to > from ? parsed(bytes, from, to) : 'too long'),
    whole: (bytes, from, to) => put(parsed(bytes, from, to)),
    items: (_, from) => from,
  });
  for (const chunk of cut(text, sizes)) reader.push(chunk);
  reader.end();
  const [{ container } = { container: [] }] = open;
  return Array.isArray(container) ? container[0] : undefined;
}

/** Returns a text with each sign of a number after it. */
const longerNumbers = (text: string): string[] => Array.from('-01.e+', (sign) => text + sign);

const names = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('w', 'whole', '__proto__', 'é"\\'));
const { object } = fc.letrec<{ object: Record<string, unknown>; value: unknown }>((tie) => ({
  object: fc.dictionary(names, tie('value'), { maxKeys: 4 }),
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false, -0, 1e-7, 1e21, 0.1, '', '\u2028"\\\n', [], {}),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    tie('object'),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
}));
const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 4 });

/** Returns the value of a JSON text; `undefined` if `JSON.parse` rejects it. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

describe('JsonReader', () => {
  it('reports all parts of any object, for any white space and chunks', () => {
    fc.assert(
      fc.property(object, sizes, fc.constantFrom(0, 1, '\t'), (value, cuts, indent) => {
        const text = JSON.stringify(value, null, indent);
        assert.deepEqual(read(text, cuts), JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const signs = fc.constantFrom(...'{}[]",:.-+0123eEntrufalse\\/ \n\t\u0000\u001fé', '');
    fc.assert(
      fc.property(object, fc.nat(), signs, fc.boolean(), sizes, (value, at, sign, replaces, cuts) => {
        const text = JSON.stringify(value);
        const i = at % (text.length + 1);
        const changed = (text.slice(0, i) + sign + text.slice(replaces ? i + 1 : i)).toWellFormed();
        const expected = parsed(changed);
        const isObject = typeof expected === 'object' && expected !== null && !Array.isArray(expected);
        if (isObject) assert.deepEqual(read(changed, cuts), expected);
        else assert.throws(() => read(changed, cuts), SyntaxError, changed);
      }),
      { numRuns: 3000 },
    );
  });

  it('accepts exactly the numbers and words of JSON', () => {
    let numbers = [''];
    for (let length = 1; length <= 5; length += 1)
      numbers = numbers.concat(numbers.filter((text) => text.length === length - 1).flatMap(longerNumbers));
    const words = ['true', 'false', 'null'];
    const mixed = words.flatMap((one) =>
      words.flatMap((other) =>
        Array.from(one, (_, to) => Array.from(other, (_, from) => one.slice(0, to) + other.slice(from))).flat(),
      ),
    );
    for (const text of [...numbers, ...mixed]) {
      const json = `{"a":[${text}]}`;
      const expected = parsed(json);
      if (expected === undefined) assert.throws(() => read(json), SyntaxError, json);
      else assert.deepEqual(read(json), expected);
    }
  });

  it('accepts one object and nothing else', () => {
    assert.deepEqual(read(' {} \n'), {});
    for (const text of ['', ' ', '[]', '[{}]', '"a"', '1', 'null', 'true', '{}{}', '{} 1', '{},', '{}]', '}', ']'])
      for (const cuts of [[], [1]]) assert.throws(() => read(text, cuts), SyntaxError, text);
  });

  it('holds at most 64 KB of a value: a longer string is reported without bytes, any other is refused', () => {
    const long = 'x'.repeat(64 * 1024 - 1);
    const most = long.slice(1); // with its quotes exactly 64 KB
    const digits = '1'.repeat(64 * 1024);
    for (const cuts of [[], [1000]]) {
      for (const text of [`{"a":["${most}",1]}`, `{"w":"${most}"}`, `{"w":["${most.slice(2)}"]}`, `{"${most}":1}`])
        assert.deepEqual(read(text, cuts), JSON.parse(text));
      assert.ok(read(`{"a":${digits}}`, cuts), 'a number of 64 KB');
      assert.deepEqual(read(`{"a":["${long}",1]}`, cuts), { a: ['too long', 1] });
      for (const text of [`{"w":"${long}"}`, `{"w":["${long}"]}`, `{"${long}":1}`, `{"a":${digits}0}`])
        assert.throws(() => read(text, cuts), SyntaxError);
    }
  });

  it('skips any length of a string, and refuses any other long value before its end', () => {
    const long = 'x'.repeat(200_000);
    assert.deepEqual(read(`{"a":["${long}",1]}`, [1000]), { a: ['too long', 1] });
    for (const text of [`{"${long}`, `{"w":"${long}`, `{"w":["${long}`, `{"a":${'1'.repeat(200_000)}`])
      assert.throws(() => read(text, [1000]), { name: 'SyntaxError', message: 'a value is too long' });
    const digits = '1'.repeat(64 * 1024);
    assert.ok(read(`{"a":${digits}}`, [`{"a":${digits}`.length]), 'a number of 64 KB that fills its chunk');
  });

  it('refuses a depth beyond 64', () => {
    const nested = (depth: number): string => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    assert.doesNotThrow(() => read(nested(63)));
    assert.throws(() => read(nested(64)), SyntaxError);
    assert.throws(() => read(nested(1_000_000)), SyntaxError);
  });
});
