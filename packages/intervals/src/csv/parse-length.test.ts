import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseLength } from './parse-length.ts';

describe('parseLength', () => {
  for (const [seconds, ...texts] of [
    [30, '30s', '30 sec', 'PT30S', '0.5 min'],
    [
      900,
      '15min',
      '15 min.',
      '15-minute',
      '15 Minuten',
      '15  min',
      '15.000 min',
      'PT15M',
      'PT0.25H',
      'quarter-hourly',
      '1/4 hour',
    ],
    [1800, 'half-hourly', 'Half hour', 'halbstündlich', '0,5 h'],
    [3600, '1h', '3,600 s', '1 ora', 'Stunde', '1 hour', 'PT1H', 'PT60M', 'hourly', 'stündlich'],
    [5400, 'PT1H30M', '1.5 h', '1 hour 30 minutes', '1 hour, 30 minutes', '1h 30min', '1h30min', '90 m'],
    [7200, '2 Stunden', '2 heures'],
    [86_400, 'P1D', '1 day', '24 h', '1,440 min', '1.440 min', '1 giorno', 'Daily', 'täglich', 'PT24H'],
    [604_800, 'P1W', '1 week', 'weekly', '7 days', '10.080 min'],
    [694_800, 'P1WT25H', 'P8DT1H'],
  ] as const)
    for (const text of texts)
      it(`reads "${text}" as ${seconds} seconds`, () => {
        assert.deepEqual(parseLength(text), { ms: seconds * 1000, months: 0 });
      });

  for (const [text, months] of [
    ['P1M', 1],
    ['1 month', 1],
    ['monthly', 1],
    ['3 Monate', 3],
  ] as const)
    it(`reads "${text}" as calendar months`, () => {
      assert.deepEqual(parseLength(text), { ms: 0, months });
    });

  for (const text of [
    '',
    '15',
    '0 min',
    'P0M',
    '0 months',
    '1,5,0 h',
    '15 min,, 3 s',
    '-15 min',
    'min',
    'P',
    'PT',
    'P1DT',
    '15 kWh',
    '1.5.2 h',
    '15 min past',
    '00:15',
  ])
    it(`returns null for "${text}"`, () => {
      assert.equal(parseLength(text), null);
    });
});
