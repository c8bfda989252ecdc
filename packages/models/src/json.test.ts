import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodeAccounts, decodeIntervalHeader, decodeMeters, decodeUtilityAccounts, parseJson } from './index.ts';

const DIGITS = '10443720000000017';

describe('parseJson', () => {
  it('returns what JSON.parse returns, except for whole numbers that are too large', () => {
    const string = fc.constantFrom(`[1,${DIGITS},2]`, `\\": ${DIGITS},`, `${DIGITS}`);
    fc.assert(
      fc.property(fc.json({ stringUnit: fc.oneof(fc.string(), string) }), (text) => {
        const expected = JSON.parse(`[${text}]`, (_key, value, { source = '' }: { source?: string } = {}) =>
          /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value,
        );
        assert.deepEqual(parseJson(`[${text}]`), expected);
      }),
    );
  });

  it('keeps every digit of a large whole number as text, in any place', () => {
    const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const place = fc.constantFrom(
      (text: string) => `[${text}]`,
      (text: string) => `[0.1234567890123456789, ${text}]`,
      (text: string) => `[${text} ,${text}\t]`,
      (text: string) => `{ "a" :\n${text} }`,
      (text: string) => `[{"note":"1, 2: \\"","b":[1,${text},2],"c":"${DIGITS}"}]`,
    );
    fc.assert(
      fc.property(digits, place, (number, write) => {
        const safe = Number.isSafeInteger(Number(number));
        const expected = JSON.parse(write(safe ? String(number) : `"${number}"`));
        assert.deepEqual(parseJson(write(String(number))), expected);
      }),
    );
  });

  it('keeps other numbers as numbers, with any number of digits', () => {
    const numbers = ['0.12345678901234567', '12345678901234567.5', '12345678901234567e2', '9007199254740991', '-0'];
    for (const text of numbers) assert.deepEqual(parseJson(`[${text}]`), JSON.parse(`[${text}]`), text);
  });

  it('refuses text that is not JSON', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', ' ', '\\', '0', '-', '.5', DIGITS, '"a"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const isJson = (parse: (text: string) => unknown): boolean => {
          try {
            parse(text);
            return true;
          } catch (error) {
            assert.ok(error instanceof SyntaxError);
            return false;
          }
        };
        assert.equal(isJson(parseJson), isJson(JSON.parse), text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a number of many digits', () => {
  it('keeps its digits in every field that is an id or is printed on a bill', () => {
    const [meter] = decodeMeters(
      parseJson(`{"meters":[{"id":"mtr_1","meterNumber":${DIGITS},"accounts":[{"accountNumber":${DIGITS}}]}]}`),
    ).value;
    assert.deepEqual([meter?.meterNumber, meter?.accounts[0]?.accountNumber], [DIGITS, DIGITS]);
    const [account] = decodeUtilityAccounts(
      parseJson(`[{"id":1,"account_number":${DIGITS},"utility_meters":[{"id":2,"meter_number":${DIGITS}}]}]`),
    ).value;
    assert.deepEqual([account?.accountNumber, account?.meters[0]?.meterNumber], [DIGITS, DIGITS]);
    const [switched] = decodeAccounts(
      parseJson(`[{"accountId":"a","tariffs":[{"masterTariffId":${DIGITS},"lseId":${DIGITS}}]}]`),
    ).value;
    assert.deepEqual([switched?.tariffs[0]?.masterTariffId, switched?.tariffs[0]?.lseId], [DIGITS, DIGITS]);
    assert.equal(decodeIntervalHeader(parseJson(`{"meterNumber":${DIGITS}}`)).meterNumber, DIGITS);
  });
});
