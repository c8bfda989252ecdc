import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Choices } from '@arc-elements/intervals';
import { readImportFile } from './import-file.ts';
import { UsageError } from './usage-error.ts';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'arc-sandbox-import-'));
});
after(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Meters of a file, and the notes about it, without its name. */
function imported(name: string, content: string | Uint8Array, choices: Choices = {}) {
  const path = write(name, content);
  const notes: string[] = [];
  const meters = readImportFile(path, choices, (line) => {
    assert.ok(line.startsWith(`${path}: `) && !line.includes('\n'), line);
    notes.push(line.slice(path.length + 2));
  });
  const sums = meters.map(({ readings }) => readings.reduce((sum, { kwh }) => sum + kwh, 0));
  return { meters, sums, notes };
}

/** Asserts that it is refused with a message that names the file, and returns the rest of it. */
function refused(name: string, content: string | Uint8Array | null, choices: Choices = {}): string {
  const path = content === null ? join(folder, name) : write(name, content);
  let rest = '';
  assert.throws(
    () => readImportFile(path, choices),
    (error: Error) => {
      assert.ok(error instanceof UsageError, String(error.stack));
      assert.ok(error.message.startsWith(`--import ${path}: `), error.message);
      rest = error.message.slice(`--import ${path}: `.length);
      return true;
    },
  );
  return rest;
}

const csv = (header: string, ...rows: readonly string[]): string => `${[header, ...rows].join('\n')}\n`;
const hours = (...values: readonly string[]): string[] =>
  values.map((value, i) => `2024-07-01T0${i}:00:00Z,2024-07-01T0${i + 1}:00:00Z,${value}`);

const TWO_COLUMNS = csv('start,end,House (kWh),Garage (kWh)', ...hours('1,2', '0.5,0.25', '0.25,4'));
const TWO_METERS = csv(
  'Meter Number,start,end,Usage (kWh)',
  ...hours('1', '3', '2').map((row) => `N100,${row}`),
  ...hours('5', '9', '7').map((row) => `N200,${row}`),
);

describe('a file that leaves something open', () => {
  it('is refused with a line for each answer: the flag, and what comes of it', () => {
    const [asked, ...answers] = refused('two.csv', TWO_COLUMNS).split('\n');
    assert.match(asked ?? '', /which of its columns of energy count/);
    assert.deepEqual(answers, [
      '  --columns "House (kWh), Garage (kWh)"   8 kWh from the grid, 2024-07-01 00:00 to 2024-07-01 03:00 (UTC)',
      '  --columns "House (kWh)"   1.75 kWh from the grid, 2024-07-01 00:00 to 2024-07-01 03:00 (UTC)',
      '  --columns "Garage (kWh)"   6.25 kWh from the grid, 2024-07-01 00:00 to 2024-07-01 03:00 (UTC)',
      '  --columns "House (kWh) | Garage (kWh)" ' +
        '  1.75 kWh from the grid, 6.25 kWh to the grid, 2024-07-01 00:00 to 2024-07-01 03:00 (UTC)',
      '  --columns "Garage (kWh) | House (kWh)" ' +
        '  6.25 kWh from the grid, 1.75 kWh to the grid, 2024-07-01 00:00 to 2024-07-01 03:00 (UTC)',
    ]);
  });

  it('says which columns it has when another is chosen', () => {
    assert.match(
      refused('two.csv', TWO_COLUMNS, { columns: 'Cellar' }),
      /no column "Cellar"; it has House \(kWh\), Garage \(kWh\)/,
    );
  });

  for (const [choices, wanted] of [
    [{ 'time-zone': 'Berlin' }, /"Berlin" is not a time zone/],
    [{ 'register-or-interval': 'both' }, /"both".*register or interval/],
    [{ 'date-order': 'odd' }, /"odd".*day-first or month-first/],
  ] as const) {
    it(`refuses an answer that no file has: ${Object.values(choices)}`, () =>
      assert.match(refused('two.csv', TWO_COLUMNS, choices), wanted));
  }

  it('is imported once it is answered, and the answer is notes', () => {
    const { sums, notes } = imported('two.csv', TWO_COLUMNS, { columns: 'Garage (kWh)' });
    assert.deepEqual(sums, [6.25]);
    assert.ok(notes.includes('chosen columns: Garage (kWh)'), notes.join('\n'));
  });

  it('takes each answer of its question as it is printed', () => {
    const flags = /^ {2}--values (\w+) {3}([\d.]+) kWh/gm;
    const states = csv('start,end,kWh', ...hours('100', '101', '103.5', '104'));
    const answers = [...refused('states.csv', states).matchAll(flags)];
    assert.equal(answers.length, 2);
    for (const [, value, kwh] of answers)
      assert.deepEqual(imported('states.csv', states, { 'register-or-interval': value }).sums, [Number(kwh)]);
  });

  it('asks for the unit of values without one', () => {
    const text = csv('start,end,Usage', ...hours('1500', '500', '700'));
    assert.match(refused('bare.csv', text), /^ {2}--unit Wh {3}2\.7 kWh/m);
    assert.deepEqual(imported('bare.csv', text, { unit: 'Wh' }).sums, [2.7]);
  });
});

describe('a file of several meters', () => {
  it('becomes as many meters', () => {
    const { meters, sums } = imported('meters.csv', TWO_METERS);
    assert.deepEqual(
      meters.map(({ meterNumber }) => meterNumber),
      ['N100', 'N200'],
    );
    assert.deepEqual(sums, [6, 21]);
  });

  it('says the totals of each', () => {
    const { notes } = imported('meters.csv', TWO_METERS);
    assert.ok(notes.some((line) => line.startsWith('meter N100: 6 kWh from the grid, 2024-07-01 00:00')));
    assert.ok(notes.some((line) => line.startsWith('meter N200: 21 kWh from the grid, 2024-07-01 00:00')));
  });

  it('becomes the one that is chosen', () => {
    assert.deepEqual(imported('meters.csv', TWO_METERS, { meter: 'N200' }).sums, [21]);
  });

  it('is refused with the meters that it has when another is chosen', () => {
    assert.match(refused('meters.csv', TWO_METERS, { meter: 'N300' }), /"N300".*N100, N200/);
  });
});

describe('what is notes after an import', () => {
  it('has what the reader met', () => {
    const [first = '', ...others] = hours('1', '3', '2');
    const { notes } = imported('twice.csv', csv('start,end,Usage (kWh)', first, first, ...others));
    assert.ok(
      notes.includes('readings that occur again with the same value, counted once: 1 (2024-07-01T00:00:00.000Z)'),
    );
  });

  it('has what became of each column', () => {
    const { notes } = imported(
      'both.csv',
      csv('start,end,Import (kWh),Export (kWh),Net (kWh)', ...hours('1,2,-1', '0,1,-1')),
    );
    assert.ok(
      notes.includes('columns: "Import (kWh)" is import, "Export (kWh)" is export, "Net (kWh)" is left out'),
      notes.join('\n'),
    );
  });

  it('has an answer that the file does not ask for', () => {
    const { notes } = imported('plain.csv', csv('start,end,Usage (kWh)', ...hours('1', '3', '2')), {
      columns: 'Usage (kWh)',
    });
    assert.ok(notes.includes('chosen columns: Usage (kWh), but the file does not leave it open'), notes.join('\n'));
  });
});

describe('a file that cannot be imported', () => {
  it('is one that states the unit that is to be chosen', () =>
    assert.match(
      refused('plain.csv', csv('start,end,Usage (kWh)', ...hours('1', '3', '2')), { unit: 'MWh' }),
      /says the unit/,
    ));

  for (const [name, content, wanted] of [
    ['nowhere.json', null, /^there is no such file$/],
    ['broken.json', '{"readings":[', /^it is not JSON/],
    ['none.json', '{"readings":[]}', /./],
    ['feed.xml', '<feed></feed>', /./],
    ['notes.csv', 'dear diary\nnothing happened', /./],
    ['empty.csv', '', /^it is empty$/],
    ['cut.gz', gzipSync('{}').subarray(0, 12), /./],
    ['gas.csv', csv('start,end,Usage (therms)', ...hours('1', '3', '2')), /gas/],
  ] as const) {
    it(`is named with the reason: ${name}`, () => {
      const reason = refused(name, content);
      assert.match(reason, wanted);
      assert.ok(!reason.includes('\n'), reason);
    });
  }

  it('is named when it is a folder', () => assert.match(refused('', null), /^it is a folder$/));
});
