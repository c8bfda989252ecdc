import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cut } from '../testing/cut.ts';
import { ForeignDataError, IntervalNarrower } from './index.ts';

const owner = { meterId: 'mtr_1', user: 'alice', credentialIds: new Set(['crd_a']) };
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Narrows an answer in chunks of these sizes. */
function narrowed(text: string, sizes: readonly number[] = []): string {
  const narrower = new IntervalNarrower(owner);
  const parts: Uint8Array[] = [];
  for (const chunk of cut(text, sizes)) {
    narrower.push(chunk);
    parts.push(...narrower.take());
  }
  narrower.end();
  return decoder.decode(Buffer.concat([...parts, ...narrower.take()]));
}

const HEAD = '{"meterId":"mtr_1","correlationIds":["alice"],"readings":';
const readingsOf = (readings: string, sizes?: readonly number[]): string => {
  const text = narrowed(`${HEAD}${readings}}`, sizes);
  assert.ok(text.startsWith(HEAD), text);
  return text.slice(HEAD.length, -1);
};
const foreign = (error: unknown): boolean => error instanceof ForeignDataError && error.resource === 'intervals';

const ROW =
  '{"startAt":"2023-08-29T07:00:00.000+00:00","endAt":"2023-08-29T07:15:00Z","direction":"import","kwh":0.1000,"kw":-2e-3}';

/**
 * The columns of one reading and of parallel lists, taken from the documentation and not from the
 * code.
 */
const TEXTS: Readonly<Record<string, RegExp>> = {
  startAt: /^[0-9TtZz:.,+ -]{0,40}$/,
  endAt: /^[0-9TtZz:.,+ -]{0,40}$/,
  direction: /^[A-Za-z_. -]{0,40}$/,
  readType: /^[A-Za-z_. -]{0,40}$/,
  quality: /^[A-Za-z_. -]{0,40}$/,
  estimated: /^[A-Za-z_. -]{0,40}$/,
  kwh: /^[0-9.eE+ -]{0,40}$/,
  kw: /^[0-9.eE+ -]{0,40}$/,
};
const LISTS = ['importKwh', 'exportKwh', 'netKwh', 'electricMeterMultiplier'];
const isWordColumn = (name: string): boolean => ['direction', 'readType', 'quality', 'estimated'].includes(name);

function expectedValue(name: string, value: unknown): unknown {
  const text = TEXTS[name] ?? TEXTS.kwh;
  if (value === null || typeof value === 'number') return value;
  if (typeof value === 'boolean' && isWordColumn(name)) return value;
  if (typeof value === 'string' && text?.test(value)) return value;
  return name === 'direction' ? 'unknown' : null;
}

function expectedRow(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null;
  const entries = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    if (Object.hasOwn(TEXTS, name)) return [[name, expectedValue(name, value)]];
    if (!LISTS.includes(name)) return [];
    return [[name, Array.isArray(value) ? value.map((item) => expectedValue(name, item)) : null]];
  });
  return Object.fromEntries(entries);
}

const stamps = fc
  .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().replace('Z', '-07:00')));
const numbers = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -5, max: 2000 }).map((n) => n / 1000),
);
const plainRows = fc.record(
  {
    startAt: stamps,
    endAt: stamps,
    direction: fc.constantFrom('import', 'export'),
    kwh: fc.oneof(numbers, fc.constant(null)),
    kw: numbers,
    readType: fc.constantFrom('ESTIMATED', 'ACTUAL', true),
  },
  { requiredKeys: ['startAt', 'endAt', 'direction'] },
);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  stamps,
  numbers,
  fc.constantFrom('1.5', 'EST', '', 'a"b', '{'),
);
const oddRows = fc.dictionary(
  fc.constantFrom(...Object.keys(TEXTS), ...LISTS, 'other', 'kWh', '__proto__', 'é"'),
  fc.oneof(anything, fc.array(fc.oneof(numbers, fc.constant(null)), { maxLength: 30 }), fc.array(anything)),
);
const readings = fc.array(
  fc.oneof({ weight: 5, arbitrary: plainRows }, { weight: 2, arbitrary: oddRows }, { weight: 1, arbitrary: anything }),
  { maxLength: 8 },
);
const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 4 });

describe('narrowed readings', () => {
  it('have the known columns with valid values, for any JSON, white space and chunks', () => {
    fc.assert(
      fc.property(readings, sizes, fc.constantFrom(0, 2), fc.boolean(), (rows, cuts, indent, escapes) => {
        const json = JSON.stringify(rows, null, indent);
        const text = readingsOf(escapes ? json.replaceAll('T', '\\u0054').replaceAll('i', '\\u0069') : json, cuts);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(rows.map(expectedRow))));
        assert.equal(text, readingsOf(JSON.stringify(rows)));
      }),
      { numRuns: 1000 },
    );
  });

  it('have every byte of rows and lists as the platform sends them', () => {
    const list =
      '{"electricMeterMultiplier":[1,1.0],"importKwh":[0.1000,-0,1E+2,null,"2.50"],"exportKwh":[],"netKwh":null}';
    const guess = '{"readType":"ESTIMATED","quality":"Est.","estimated":true}';
    for (const text of [`[${ROW},${ROW},${guess}]`, '[]', '[{}]', `[${list}]`, list, 'null', `[${ROW},null]`])
      for (const cuts of [[], [1], [7, 50]]) assert.equal(readingsOf(text, cuts), text);
  });

  it('are the same for rows and lists that differ in one byte, for any chunks', () => {
    const inRows = fc.array(plainRows, { minLength: 1, maxLength: 2 }).map((rows) => JSON.stringify(rows).slice(1, -1));
    const list = fc.array(fc.oneof(numbers, fc.constant(null)), { minLength: 1, maxLength: 8 });
    const inList = list.map((values) => JSON.stringify(values).slice(1, -1));
    const outcome = (text: string, cuts: readonly number[]): string | null => {
      try {
        return readingsOf(text, cuts);
      } catch {
        return null;
      }
    };
    const changed = fc.tuple(fc.nat(), fc.integer({ min: 0x20, max: 0x7e }));
    fc.assert(
      fc.property(fc.oneof(inRows, inList), changed, (text, [at, code]) => {
        const i = at % text.length;
        const other = `${text.slice(0, i)}${String.fromCharCode(code)}${text.slice(i + 1)}`;
        const all = text.startsWith('{') ? `[${text},${other},${text}]` : `{"netKwh":[${text},${other}],"kwh":1}`;
        assert.equal(outcome(all, []), outcome(all, [1]), all);
      }),
      { numRuns: 5000 },
    );
  });

  it('have no other field, and only short values of its kind in each column', () => {
    const secret = '"Somebody Else, 1 Main Street"';
    for (const value of [
      secret,
      `[${secret}]`,
      `{"a":${secret}}`,
      `"${'1'.repeat(41)}"`,
      `"${'x'.repeat(100_000)}"`,
      'true',
    ])
      for (const cuts of [[], [999]]) {
        assert.equal(readingsOf(`[{"kwh":1,"other":${value}}]`, cuts), '[{"kwh":1}]');
        assert.equal(readingsOf(`[{"kwh":${value},"kw":1}]`, cuts), '[{"kwh":null,"kw":1}]');
        assert.equal(readingsOf(`[{"importKwh":[1,${value},2]}]`, cuts), '[{"importKwh":[1,null,2]}]');
      }
    const unlike = '[{"startAt":"1"},{"startAt":"1"},{"startAt":"1e5"},{},{}]';
    assert.equal(readingsOf(unlike), unlike.replace('"1e5"', 'null'));
    assert.equal(
      readingsOf(`[{"direction":${secret}},{"direction":{}}]`),
      '[{"direction":"unknown"},{"direction":"unknown"}]',
    );
  });

  it('are refused if a reading names another user or meter at any place (T23)', () => {
    for (const field of [
      '"correlationIds":["bob"]',
      '"credentialId":"crd_b"',
      '"meterId":"mtr_2"',
      '"c\\u006frrelationId":"bob"',
    ]) {
      for (const row of [`{"kwh":1,${field}}`, `{"kwh":{${field === '"meterId":"mtr_2"' ? '"user":7' : field}}}`]) {
        for (const text of [`[${row}]`, `[${ROW},${ROW},${row}]`])
          assert.throws(() => readingsOf(text, [64]), foreign, text);
      }
    }
    const own =
      '{"kwh":1,"correlationIds":["bob","alice"],"credentialId":"crd_a","meterId":"mtr_1","customData":{"user":"bob"}}';
    assert.equal(readingsOf(`[${own}]`), '[{"kwh":1}]');
  });

  it('are refused if a column occurs twice or the answer is not JSON', () => {
    for (const row of [
      '{"kwh":1,"kwh":2}',
      '{"kwh":1,"kw\\u0068":2}',
      '{"kwh":01}',
      '{"kwh":1,}',
      '{"kwh":1',
      '{"x":nul}',
    ])
      for (const text of [
        `[${row}]`,
        `[${ROW},${ROW},${row}]`,
        `[{"importKwh":[1,,2]}]`,
        '[{"importKwh":[1,]}]',
        '[{"importKwh":[1,2.]}]',
      ])
        assert.throws(() => readingsOf(text), SyntaxError, text);
    const long = `{"netKwh":[1,${'2,'.repeat(4000)}null,"1"]}`;
    assert.throws(
      () => readingsOf(`[${long},{"netKwh":[,"1"]},{}]`),
      SyntaxError,
      'like it but for what is in the middle',
    );
    for (const text of ['"none"', '7', 'true']) assert.throws(() => readingsOf(text), SyntaxError, text);
  });
});

describe('the narrowed fields beside readings', () => {
  it('keep all digits of a number that JavaScript would round', () => {
    const text = narrowed(`{"meterId":"mtr_1","meterNumber":12345678901234567,"readings":[]}`);
    assert.equal(JSON.parse(text).meterNumber, '12345678901234567');
  });

  it('are refused if a hidden one names another user', () => {
    for (const field of [
      '"correlationId":"bob"',
      '"more":{"users":[{"id":"bob"}]}',
      '"more":[{"site":7},{"user":"bob"}]',
      '"more":[[{"credentialId":"crd_b"}]]',
    ])
      for (const text of [`{${field},${HEAD.slice(1)}[]}`, `${HEAD}[],${field}}`])
        assert.throws(() => narrowed(text, [5]), foreign, text);
    const unread = '"more":[{"site":{"user":"bob"}},{"customData":{"a":[{"user":"bob"}]}}]';
    assert.equal(narrowed(`{${unread},${HEAD.slice(1)}[]}`), `${HEAD}[]}`);
  });
});
