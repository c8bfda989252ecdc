import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { acceptsGzip } from './accept-encoding.ts';
import { createTestBroker } from './testing/test-broker.ts';

/** RFC 9110, 12.5.3, and the examples there. */
const CASES: [string | null, boolean, string][] = [
  [null, false, 'no header: identity is always allowed'],
  ['', false, 'no coding at all'],
  ['gzip', true, ''],
  ['compress, gzip', true, ''],
  ['compress;q=0.5, gzip;q=1.0', true, ''],
  ['gzip;q=1.0, identity; q=0.5, *;q=0', true, ''],
  ['br', false, ''],
  ['*', true, ''],
  ['gzip;q=0, *', false, 'a refusal by name takes precedence over *'],
  ['*, gzip;q=0', false, 'in any order'],
  ['GZIP;Q=0, *', false, 'in upper case'],
  ['x-gzip;q=0, *', false, 'the old name means the same'],
  ['gzip;q=0.000, *', false, 'zero in any spelling'],
  ['gzip;q=0., *', false, ''],
  ['*;q=0, gzip', true, '* does not apply to what is named'],
  ['*;q=0', false, ''],
  ['x-gzip', true, ''],
  ['X-GZIP;Q=0.001', true, ''],
  ['gzip\t; \tq=0.5', true, 'white space as the grammar has it'],
  [',, gzip ,', true, 'empty elements of a list are no elements'],
  ['identity;q=0', true, 'gzip is all there is beside it'],
  ['identity;q=0, br', true, ''],
  ['identity;q=0, gzip;q=0', false, 'nothing is left, and a body that can be read is better than none'],
  ['identity;q=0, *', true, ''],
  ['identity;q=0, gzip;q=0.1', true, ''],
  ['identity, gzip;q=0.5', false, 'identity is wanted more'],
  ['identity;q=0.5, gzip;q=0.5', true, 'as welcome as identity, and smaller'],
  ['identity;q=0.4, *;q=0.5', true, ''],
  ['gzip;q=2, *', false, 'an invalid weight'],
  ['gzip;q=no, *', false, ''],
  ['gzip;q=0.0001, *', false, ''],
  ['gzip;q=-1', false, ''],
  ['gzip;level=9', false, 'a coding has no parameters'],
  ['gzipped', false, ''],
  ['gzip;q=0, gzip', false, 'said twice: a refusal counts'],
];

describe('acceptsGzip', () => {
  for (const [header, expected, why] of CASES) {
    it(`is ${expected} for ${JSON.stringify(header)}${why && `: ${why}`}`, () => {
      assert.equal(acceptsGzip(header), expected);
    });
  }

  it('is false if gzip is refused by name', () => {
    const anyCase = fc.constantFrom('gzip', 'GZip', 'x-gzip', 'X-GZIP');
    const zero = fc.constantFrom('0', '0.', '0.0', '0.00', '0.000');
    const other = fc.constantFrom('*', 'br', '*;q=1', 'identity;q=0', 'identity;q=0.1', 'deflate;q=0.3', 'gzip', '');
    fc.assert(
      fc.property(anyCase, zero, fc.array(other), fc.array(other), (name, q, before, after) => {
        assert.equal(acceptsGzip([...before, `${name};q=${q}`, ...after].join(', ')), false);
      }),
    );
  });

  it('accepts any header without failing', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => typeof acceptsGzip(text) === 'boolean'));
  });
});

describe('interval answers', () => {
  it('are not compressed for a client that refuses gzip and accepts everything else', async () => {
    const { call, token } = createTestBroker();
    const answer = await call('GET', '/plug/intervals/meters/mtr_alice', {
      token: await token('alice'),
      headers: { 'accept-encoding': 'gzip;q=0, *' },
    });
    assert.equal(answer.headers.get('content-encoding'), null);
    assert.equal(JSON.parse(await answer.text()).meterId, 'mtr_alice');
  });
});
