import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseExact, parseJson, toBytes } from './encoding.ts';

describe('parseExact', () => {
  const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;

  it('returns what JSON.parse returns, except for integers that JSON.parse would change', () => {
    const json = JSON.stringify;
    fc.assert(
      fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = json(value, null, indent);
        const changed = /(?:^|[:,[\s])(?:-0|[^"]*[0-9]{16}|[^"]*e[-+]?[0-9])/i.test(text);
        fc.pre(!changed);
        assert.deepEqual(parseExact(toBytes(text)), JSON.parse(text));
      }),
    );
    for (const value of [
      0,
      -1,
      42,
      max,
      min,
      0.1,
      -2.5,
      1.25e-7,
      123456789012345.67,
      '1.0',
      '12345678901234567890',
      true,
      null,
    ]) {
      assert.deepEqual(parseExact(json({ value })), { value });
      assert.deepEqual(parseExact(json([value])), [value]);
      assert.deepEqual(parseExact(json(value)), value);
    }
  });

  it('keeps every digit of an unsafe integer', () => {
    fc.assert(
      fc.property(fc.oneof(fc.bigInt({ min: BigInt(max) + 1n }), fc.bigInt({ max: BigInt(min) - 1n })), (integer) => {
        for (const text of [`${integer}`, `[${integer}]`, `{"a":1,"b": ${integer} }`, `[0,\n${integer}\n]`])
          assert.ok(
            [parseExact(text)].flatMap((value) => Object.values(value ?? {}).concat(value)).includes(integer),
            text,
          );
      }),
    );
  });

  it('returns a bigint for an integer written with a fraction, an exponent or as -0', () => {
    for (const [text, integer] of [
      ['1.0', 1n],
      ['1.000', 1n],
      ['1e0', 1n],
      ['10E-1', 1n],
      ['-0', 0n],
      ['-0.0', 0n],
      ['0.0', 0n],
      ['1.5e1', 15n],
      ['1e-400', 0n],
      ['0.99999999999999999999', 1n],
      ['1e21', 10n ** 21n],
      ['-5.0', -5n],
    ] as const) {
      for (const around of [
        (json: string) => `{"a":${json}}`,
        (json: string) => `{"a":\t${json}\r\n,"b":1}`,
        (json: string) => `{"a": [2,${json} ]}`,
      ]) {
        const { a } = parseExact(around(text)) as { a: unknown };
        assert.equal(Array.isArray(a) ? a[1] : a, integer, around(text));
      }
      assert.equal(parseExact(text), integer, text);
    }
  });

  it('refuses invalid UTF-8, a byte order mark and invalid JSON', () => {
    for (const bytes of [
      new Uint8Array([0x22, 0xff, 0x22]),
      toBytes('\ufeff{}'),
      toBytes('{"a":1.0'),
      toBytes('{"a":01}'),
    ])
      assert.throws(() => parseExact(bytes));
  });

  it('refuses an object that has a key twice, also if one is written with escapes', () => {
    const twice = [
      '{"a":1,"a":1}',
      '[{"b":{"a":1, "a" :2}}]',
      '{"a":1,"\\u0061":2}',
      '{"":1,"":1}',
      '{"a\\"":1,"a\\"":2}',
    ];
    for (const json of twice) {
      assert.throws(() => parseExact(json), SyntaxError, json);
      assert.throws(() => parseJson(toBytes(json)), SyntaxError, json);
    }
    for (const value of [{ a: { a: [{ a: 'a' }, { a: '"a":' }] } }, ['a', 'a', '{', '"'], { 'a\\': 1, a: 2 }])
      assert.deepEqual(parseExact(JSON.stringify(value)), value);
    fc.assert(
      fc.property(fc.json(), (json) => assert.doesNotThrow(() => parseExact(JSON.stringify(JSON.parse(json))))),
    );
  });

  it('reads 256 KB of any input in less than a quarter of a second of CPU time', () => {
    for (const part of ['[', ':0', ': ', '1', ',1.', ':1e', ':-0', '0.0,', ',1.0 ']) {
      const text = part.repeat(262_144 / part.length);
      const tries = [1, 2, 3].map(() => {
        const before = process.threadCpuUsage();
        try {
          parseExact(text);
        } catch {
          // Most of these are not JSON; only the time matters.
        }
        return process.threadCpuUsage(before).user / 1000;
      });
      assert.ok(Math.min(...tries) < 250, `${part}: ${Math.min(...tries)} ms`);
    }
  });
});
