import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type DecimalMark, MarkEvidence, parseNumber, unitBehind } from './numbers.ts';

const NONE = Number.NaN;

describe('parseNumber', () => {
  for (const [text, withDot, withComma] of [
    ['0', 0, 0],
    ['9', 9, 9],
    ['-1.5', -1.5, -1.5],
    ['1,5', 1.5, 1.5],
    ['-0,25', -0.25, -0.25],
    ['+2.5', 2.5, 2.5],
    ['.5', 0.5, 0.5],
    ['1.234', 1.234, 1234],
    ['1,234', 1234, 1.234],
    ['0.125', 0.125, 0.125],
    ['0,125', 0.125, 0.125],
    ['1,234.5', 1234.5, 1234.5],
    ['1.234,5', 1234.5, 1234.5],
    ['1.234.567', 1_234_567, 1_234_567],
    ['1,234,567', 1_234_567, 1_234_567],
    ["1'234.5", 1234.5, 1234.5],
    ['1’234,5', 1234.5, 1234.5],
    ['1 234,5', 1234.5, 1234.5],
    ['12345', 12_345, 12_345],
    ['1e3', 1000, 1000],
    ['1.5e-3', 0.0015, 0.0015],
    ['(2)', -2, -2],
    ['(2', 2, 2],
    ['2)', 2, 2],
    ['2-', -2, -2],
    ['−2', -2, -2],
    ['–2', -2, -2],
    ['- 2', -2, -2],
    ['1.5 kWh', 1.5, 1.5],
    ['1,5kWh', 1.5, 1.5],
    ['1.5*', 1.5, 1.5],
    ['1.5 E', 1.5, 1.5],
    ['1.5 apples', NONE, NONE],
    ['', NONE, NONE],
    [' ', NONE, NONE],
    ['-', NONE, NONE],
    ['0x10', NONE, NONE],
    ['-Infinity', NONE, NONE],
    ['1e999', NONE, NONE],
    ['abc', NONE, NONE],
    ['1-2', NONE, NONE],
  ] as const)
    it(`reads "${text}"`, () => {
      assert.equal(parseNumber(text, '.'), withDot, 'with a decimal point');
      assert.equal(parseNumber(text, ','), withComma, 'with a decimal comma');
    });
});

describe('the decimal mark of a file', () => {
  const decide = (cells: readonly string[], delimiter = ',', byDates: DecimalMark | null = null) => {
    const evidence = new MarkEvidence();
    for (const cell of cells) evidence.add(cell);
    const mark = evidence.decide(delimiter, byDates);
    return typeof mark === 'string' ? mark : `open: ${mark.open}`;
  };

  it('is a comma after a zero, before other than three digits, or after dots between thousands', () => {
    for (const cell of ['0,5', '1,5', '1,25', '1,2345', '0,125', '1234,567', '1.234,5', '-0,5', '(0,5)', '1.234.567'])
      assert.equal(decide(['1.234', cell]), ',', cell);
  });

  it('is a dot after a zero, before other than three digits, or after commas between thousands', () => {
    for (const cell of ['0.5', '1.5', '1.2345', '0.125', '1234.567', '1,234.5', '1,234,567', '0.5 kWh'])
      assert.equal(decide(['1,234', cell]), '.', cell);
  });

  it('is a comma if both are possible and some cell can only have that', () => {
    assert.equal(decide(['0.5', '0,5']), ',');
  });

  it('is what the other numbers suggest if a comma may also separate thousands', () => {
    assert.equal(decide(['1,234', '987']), '.');
    assert.equal(decide(['1,234', '999']), '.');
    assert.equal(decide(['1,234', '1000']), ',');
    assert.equal(decide(['1,234', '-999']), '.');
    assert.equal(decide(['1,234', '-1000']), ',');
    assert.equal(decide(['1,234', '5.678']), '.');
    assert.equal(decide(['1,234'], ';'), ',');
    assert.equal(decide(['1,234'], ',', '.'), '.');
    assert.equal(decide(['1,234'], ',', ','), ',');
    assert.equal(decide(['1,234', '2,345']), 'open: 1,234');
  });

  it('is a dot without commas, unless dates have dots and each dot may separate thousands', () => {
    assert.equal(decide(['1.234']), '.');
    assert.equal(decide(['1.234'], ';', ','), 'open: 1.234');
    assert.equal(decide(['1.234', '987'], ';', ','), ',');
    assert.equal(decide(['1.234', '1000'], ';', ','), '.');
    assert.equal(decide(['1.5', '1.234'], ';', ','), '.');
    assert.equal(decide(['12'], ';', ','), '.');
    assert.equal(decide([]), '.');
  });

  it('is certain after a decimal comma, and after a decimal point if no cell has a comma', () => {
    const isDecided = (cell: string, hasCommas: boolean): boolean => {
      const evidence = new MarkEvidence();
      evidence.add(cell);
      return evidence.isDecided(hasCommas);
    };
    assert.deepEqual([isDecided('0,5', true), isDecided('0.5', true)], [true, false]);
    assert.deepEqual(
      [isDecided('0.5', false), isDecided('1.234', false), isDecided('12', false)],
      [true, false, false],
    );
  });
});

describe('unitBehind', () => {
  it('returns a known unit after a number', () => {
    const texts = ['1.5 kWh', '2MWh', ' 3 W ', '1.5', '1.5 apples', 'kWh', ''];
    assert.deepEqual(texts.map(unitBehind), ['kWh', 'MWh', 'W', null, null, null, null]);
  });
});
