import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import fc from 'fast-check';
import { type Series, slotEndMs, slotStartMs } from '../index.ts';
import { assertClose } from '../testing/close.ts';
import type { TrueMeter } from '../testing/csv-dialect.ts';
import { type WrittenCsv, writtenCsv } from '../testing/written-csv.ts';
import type { Choices, Question } from './question.ts';
import { readMeterFile } from './read-meter-file.ts';
import type { MeterFile, ReadMeterFileOptions } from './reading.ts';

/** Reads a file; returns `null` for a decode error, the only error that is allowed. */
function read(file: string | Uint8Array, choices: Choices = {}, options: ReadMeterFileOptions = {}): MeterFile | null {
  try {
    return readMeterFile(file, choices, options);
  } catch (error) {
    if (isArcError(error)) return null;
    throw error;
  }
}

const isOpen = ({ questions }: MeterFile): boolean => questions.some((question) => question.default === null);

/** Questions except which of several meters to show, because all meters are compared. */
const aboutValues = ({ questions }: MeterFile): readonly Question[] =>
  questions.filter((question) => question.default === null && question.kind !== 'meter');

/**
 * Returns the first difference between the meters that were read and those that were written;
 * `null` if there is none.
 */
function difference({ meters }: MeterFile, { meters: written }: WrittenCsv): string | null {
  if (meters.length !== written.length) return `${meters.length} meters, not ${written.length}`;
  for (const [i, meter] of written.entries()) {
    const found = meters.find(({ id }) => id === meter.id) ?? (meters.length === 1 ? meters[0] : undefined);
    if (found === undefined) return `no meter ${meter.id}`;
    const wrong =
      differenceOf('import', found.series.importKwh, found.series, meter, ({ importWh }) => importWh) ??
      differenceOf('export', found.series.exportKwh, found.series, meter, ({ exportWh }) => exportWh);
    if (wrong !== null) return `meter ${i}: ${wrong}`;
  }
  return null;
}

function differenceOf(
  name: string,
  column: Float64Array,
  series: Series,
  meter: TrueMeter,
  wattHours: (slot: TrueMeter['slots'][number]) => number | null,
): string | null {
  const expected = new Map<number, readonly [number, number]>();
  for (const slot of meter.slots) {
    const wh = wattHours(slot);
    if (wh !== null) expected.set(slot.startMs, [slot.endMs, wh / 1000]);
  }
  const time = (ms: number): string => new Date(ms).toISOString();
  for (let i = 0; i < series.length; i++) {
    const kwh = column[i]!;
    const start = slotStartMs(series, i);
    if (Number.isNaN(kwh)) continue;
    const [end, wanted] = expected.get(start) ?? [Number.NaN, 0];
    // Export of zero may be read as zero or as not measured.
    if (kwh === 0 && wanted === 0) {
      expected.delete(start);
      continue;
    }
    if (end !== slotEndMs(series, i)) return `${name} ${kwh} from ${time(start)} to ${time(slotEndMs(series, i))}`;
    if (Math.abs(kwh - wanted) > 1e-9 * Math.max(1, wanted)) return `${name} ${kwh}, not ${wanted}, at ${time(start)}`;
    expected.delete(start);
  }
  for (const [start, [, kwh]] of expected) if (kwh !== 0) return `${name} ${kwh} missing at ${time(start)}`;
  return null;
}

/** Returns true if some of the offered answers lead to what was written, or to an error. */
function isReachable(written: WrittenCsv, choices: Choices = {}): boolean {
  const file = read(written.text, choices, written.options);
  if (file === null) return true;
  const [question] = file.questions.filter(({ kind }) => kind !== 'meter');
  if (question === undefined) return difference(file, written) === null;
  const values = question.options.map(({ value }) => value);
  // The answer may be any zone.
  return (question.kind === 'time-zone' ? [written.zone] : values).some((value) =>
    isReachable(written, { ...choices, [question.kind]: value }),
  );
}

/**
 * Files in which some number shows the decimal mark. In others `1.200` is read with a decimal
 * point, and `1,200` between semicolons with a decimal comma, as most files mean it: a question
 * about every file with three decimals would be too much.
 */
const telling = writtenCsv.filter(({ dialect, meters, text }) => {
  const { clock, delimiter, thousands, times } = dialect;
  const lengths = new Set(meters.flatMap(({ slots }) => slots.map(({ endMs, startMs }) => endMs - startMs)));
  // An offset does not tell how long a day is of which only the start or the end is written.
  if (lengths.size > 1 && clock !== 'local' && (times === 'start' || times === 'end')) return false;
  if (thousands === ',' && delimiter === ';') return /\d,\d{3}\.\d/.test(text);
  return thousands !== '.' || (delimiter === ',' ? /"[\d.]+,\d+"/ : /\d,\d/).test(text);
});

const shown = (written: WrittenCsv): string => `${JSON.stringify(written.dialect)}\n${written.text}`;

describe('a CSV of any series in any dialect', () => {
  it('is read back equal, or leads to a question or an error', () => {
    fc.assert(
      fc.property(telling, (written) => {
        const file = read(written.text, {}, written.options);
        if (file === null || aboutValues(file).length > 0) return;
        // The default may be chosen.
        assert.ok(isReachable(written), `${difference(file, written)}\n${shown(written)}`);
      }),
      { numRuns: 400 },
    );
  });

  it('has the true series among the answers to its questions', () => {
    fc.assert(
      fc.property(telling, (written) => assert.ok(isReachable(written), shown(written))),
      { numRuns: 150 },
    );
  });
});

describe('a question about a file', () => {
  it('has the same totals for all options if it has a default', () => {
    fc.assert(
      fc.property(writtenCsv, ({ text, options }) => {
        const file = read(text, {}, options);
        if (file === null) return;
        for (const question of file.questions.filter((each) => each.default !== null)) {
          for (const { value } of question.options) {
            const chosen = read(text, { [question.kind]: value }, options);
            assert.deepEqual(totalsOf(chosen), totalsOf(file), `${question.kind}: ${value}\n${text}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('leads to exactly the sample of the chosen option', () => {
    fc.assert(
      fc.property(writtenCsv, ({ text, options }) => {
        for (const { kind, options: answers } of read(text, {}, options)?.questions ?? []) {
          for (const { value, sample } of answers) {
            const chosen = read(text, { [kind]: value }, options);
            const [meter] = chosen?.meters ?? [];
            if (sample === null) {
              assert.ok(
                chosen === null || meter === undefined || isOpen(chosen),
                `${kind}: ${value} has no sample\n${text}`,
              );
              continue;
            }
            assert.ok(meter, `${kind}: ${value} gives no meter\n${text}`);
            const { series, receipt } = meter;
            const actual = {
              importKwh: receipt.importKwh,
              exportKwh: receipt.exportKwh,
              fromMs: series.startMs,
              toMs: series.endMs,
              timeZone: series.timeZone,
            };
            assert.deepEqual(actual, sample, `${kind}: ${value}\n${text}`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

/**
 * Returns import and export of each meter, rounded to millionths of a kWh, because sums depend on
 * the order of addition.
 */
function totalsOf(file: MeterFile | null) {
  const rounded = (kwh: number | null) => (kwh === null ? null : Math.round(kwh * 1e6));
  return file?.meters.map(({ id, receipt }) => [id, rounded(receipt.importKwh), rounded(receipt.exportKwh)]);
}

describe('bytes that are not a meter file', () => {
  it('are rejected with a decode error, whatever they are', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void read(bytes)));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => void read(text)));
  });

  it('are read or rejected if bytes of a file were changed, left out or doubled', () => {
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 30 }), with: fc.uint8Array({ maxLength: 30 }) });
    const broken = fc.tuple(writtenCsv, fc.array(change, { minLength: 1, maxLength: 4 })).map(([{ text }, changes]) =>
      changes.reduce((bytes, { at, length, with: put }) => {
        const from = at % (bytes.length + 1);
        return Uint8Array.from([...bytes.slice(0, from), ...put, ...bytes.slice(from + length)]);
      }, new TextEncoder().encode(text) as Uint8Array),
    );
    fc.assert(fc.property(broken, (bytes) => void read(bytes)));
  });

  it('are read or rejected if they are random words of a format', () => {
    const word = fc.constantFrom(
      ...[
        '<feed',
        '<IntervalBlock>',
        '</',
        '>',
        '{',
        '"readings"',
        '[',
        '}',
        ':',
        '100,NEM12,',
        '200,',
        '300,',
        '400,1,',
        '900',
        '\n',
      ],
      ...[
        ',',
        ';',
        '"',
        'Start',
        'kWh',
        '2024-07-01 00:00',
        '20240701',
        '1.5',
        '1,5',
        '-',
        'PK\u0003\u0004',
        '\u001f\u008b',
        '\uFEFF',
        '\0',
      ],
    );
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
    fc.assert(fc.property(text, (content) => void read(content)));
    fc.assert(fc.property(text, (content) => void read(Uint8Array.from(content, (letter) => letter.charCodeAt(0)))));
  });
});

describe('a plain CSV', () => {
  it('is read without a question: one energy column in kWh, stamps with their offset', () => {
    const plain = writtenCsv.filter(
      ({ dialect }) =>
        dialect.shape === 'columns' &&
        dialect.clock !== 'local' &&
        dialect.words === 'en' &&
        dialect.unitIn === 'header' &&
        // With decimal commas "1,200" is ambiguous.
        dialect.decimal === '.',
    );
    fc.assert(
      fc.property(plain, (written) => {
        const { meters, questions } = readMeterFile(written.text, {}, written.options);
        const importKwh = written.meters.map(
          ({ slots }) => slots.reduce((wh, slot) => wh + (slot.importWh ?? 0), 0) / 1000,
        );
        for (const [i, { receipt }] of meters.entries())
          assertClose(receipt.importKwh, importKwh[i]!, undefined, shown(written));
        assert.deepEqual(
          questions.filter(({ kind }) => kind !== 'meter'),
          [],
          shown(written),
        );
      }),
      { numRuns: 100 },
    );
  });
});
