import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AccountView, accountsOf, canReadIntervals, decodeMeter, decodeUtilityAccount } from './index.ts';
import { meterWire, utilityAccountWire, utilityMeterWire } from './testing/wire.ts';

type Wire = Record<string, unknown>;
const views = (accounts: readonly Wire[], meters: readonly Wire[]): readonly AccountView[] =>
  accountsOf({
    utilityAccounts: accounts.map((overrides) => decodeUtilityAccount(utilityAccountWire(overrides))),
    meters: meters.map((overrides) => decodeMeter(meterWire(overrides))),
  });

describe('accountsOf', () => {
  it('merges a Plug meter with the legacy meter of its number, in the legacy account of its number', () => {
    const [account, ...rest] = views([{ account_number: '00 99-1' }], [{ meterNumber: '004217' }]);
    assert.deepEqual(rest, []);
    assert.equal(account?.id, 'arc:400');
    assert.equal(account?.addressLine, '1 Mill Lane, Lark, KS 66002');
    assert.equal(account?.tariffName, 'Home');
    assert.equal(account?.features.length, 6);
    assert.deepEqual(
      account?.meters.map(({ id, meterId, utilityMeterId, meterNumber }) => [id, meterId, utilityMeterId, meterNumber]),
      [['plug:mtr_m1', 'mtr_m1', 900, '0042 17']],
    );
  });

  it('keeps accounts and meters that only the legacy API or only Plug has', () => {
    const [legacy, plug] = views([{}], [{ accounts: [{ id: 'act_7', accountNumber: '5' }], serviceType: 'steam' }]);
    assert.deepEqual(
      legacy?.meters.map(({ id, canActivate, intervals }) => [id, canActivate, intervals]),
      [['arc:900', false, 'unknown']],
    );
    assert.equal(plug?.id, 'plug:act_7');
    assert.equal(plug?.utilityName, 'Prairie Power');
    assert.equal(plug?.status, null);
    assert.equal(plug?.tariffName, 'Home');
    assert.deepEqual(plug?.features, []);
    assert.deepEqual(plug?.services, [{ type: 'unknown', text: 'steam' }]);
    assert.equal(plug?.addressLine, '1 Mill Lane, Lark, KS 66002');
  });

  it('takes the tariff of the meter if the account has none', () => {
    assert.equal(views([{ most_recent_tariff: null }], [{}])[0]?.tariffName, 'Home');
    assert.equal(views([{ most_recent_tariff: null }], [{ currentTariff: null }])[0]?.tariffName, null);
  });

  it('keeps accounts apart that have the same number at two utilities', () => {
    const meters = [
      { provider: { name: 'Delta Gas' } },
      { id: 'mtr_2', provider: null },
      { id: 'mtr_3', provider: { name: ' PRAIRIE power' } },
    ];
    const found = views([{ utility_name: 'Prairie Power ', utility_long_name: null }], meters);
    assert.deepEqual(
      found.map(({ id, meters }) => [id, meters.map(({ meterId }) => meterId)]),
      [
        ['arc:400', ['mtr_2', 'mtr_3']],
        ['plug:act_1', ['mtr_m1']],
      ],
    );
  });

  it('fills fields that the Plug meter lacks from the legacy meter of the same number', () => {
    const [account] = views([{}], [{ serviceType: null }]);
    assert.deepEqual(
      account?.meters.map(({ serviceType, serviceTypeText }) => [serviceType, serviceTypeText]),
      [['electric', 'electric']],
    );
  });

  it('keeps the service of a Plug meter if the legacy meter has another', () => {
    const [account] = views([{}], [{ serviceType: 'GAS' }]);
    assert.deepEqual(
      account?.meters.map(({ serviceType, utilityMeterId }) => [serviceType, utilityMeterId]),
      [['gas', 900]],
    );
  });

  it('has no address line for an account whose meters have no address, or an empty one', () => {
    assert.equal(views([], [{ serviceAddress: null }])[0]?.addressLine, null);
    assert.equal(views([], [{ serviceAddress: {} }])[0]?.addressLine, null);
  });

  it('returns a meter once if it names the same account twice', () => {
    const accounts = [{ accountNumber: '0099-1' }, { accountNumber: '00991' }];
    assert.deepEqual(
      views([{}], [{ accounts }]).map(({ meters }) => meters.length),
      [1],
    );
  });

  it('prefers the full address of a meter to its parts', () => {
    const serviceAddress = { streetLine1: '1 Mill Lane', fullAddress: '1 Mill Lane, Lark KS' };
    assert.equal(views([], [{ serviceAddress }])[0]?.addressLine, '1 Mill Lane, Lark KS');
  });

  it('groups Plug meters by account id, then by account number, otherwise each on its own', () => {
    const found = views(
      [],
      [
        { id: 'mtr_1', accounts: [{ id: 'act_1' }] },
        { id: 'mtr_2', accounts: [{ id: 'act_1' }] },
        { id: 'mtr_3', accounts: [{ accountNumber: '12-3' }] },
        { id: 'mtr_4', accounts: [{ accountNumber: '123' }] },
        { id: 'mtr_7', accounts: [{ accountNumber: '123' }], provider: { id: 'prv_8' } },
        { id: 'mtr_8', accounts: [{ accountNumber: '123' }], provider: { name: 'Delta Gas' } },
        { id: 'mtr_9', accounts: [{ accountNumber: '123' }], provider: { name: 'Bay Gas' } },
        { id: 'mtr_5', accounts: [] },
        { id: 'mtr_6', accounts: null },
      ],
    );
    assert.deepEqual(
      found.map(({ id, meters }) => [id, meters.length]),
      [
        ['plug:act_1', 2],
        ['plug:prv_9:123', 2],
        ['plug:prv_8:123', 1],
        ['plug:Delta Gas:123', 1],
        ['plug:Bay Gas:123', 1],
        ['plug:mtr_5', 1],
        ['plug:mtr_6', 1],
      ],
    );
  });

  it('maps every meter status to an intervals state, and allows activation only where it is possible', () => {
    const meter = (overrides: Wire) => views([], [overrides])[0]?.meters[0];
    const known = { status: 'INTERVALS_IN_PROGRESS', latestIntervalAt: null };
    assert.equal(meter(known)?.intervals, 'collecting', 'readings of an earlier activation exist');
    const none = { earliestIntervalAt: null, latestIntervalAt: null };
    const states = [
      ['INTERVALS_NOT_REQUESTED', 'inactive', true],
      ['INTERVALS_IN_PROGRESS', 'starting', false],
      ['INTERVALS_SUCCESS', 'collecting', false],
      ['INTERVALS_NOT_SUPPORTED', 'not-supported', false],
      ['INTERVALS_ON_STRIKE', 'unknown', false],
      [null, 'unknown', false],
    ] as const;
    for (const [status, intervals, canActivate] of states) {
      const found = meter({ status, isIntervalsProductActive: false, ...none });
      assert.deepEqual([found?.intervals, found?.canActivate], [intervals, canActivate], String(status));
    }
    const inactive = { status: 'INTERVALS_NOT_REQUESTED', isIntervalsProductActive: 'false', ...none };
    for (const [patch, intervals, canActivate] of [
      [{ serviceType: 'gas' }, 'not-supported', false],
      [{ serviceType: 'string' }, 'inactive', true],
      [{ isIntervalsProductActive: true }, 'starting', false],
      [{ isIntervalsProductActive: null }, 'inactive', true],
    ] as const) {
      const found = meter({ ...inactive, ...patch });
      assert.deepEqual([found?.intervals, found?.canActivate], [intervals, canActivate], JSON.stringify(patch));
    }
  });

  it('merges each of two meters of one account with its own legacy meter', () => {
    const utility_meters = [
      utilityMeterWire({ id: 1, meter_number: 'A 1' }),
      utilityMeterWire({ id: 2, meter_number: 'B 2' }),
      utilityMeterWire({ id: 3, meter_number: null }),
    ];
    const [account] = views(
      [{ utility_meters }],
      [
        { id: 'mtr_b', meterNumber: 'b2' },
        { id: 'mtr_a', meterNumber: 'a1' },
        { id: 'mtr_n', meterNumber: null },
      ],
    );
    assert.deepEqual(
      account?.meters.map(({ id, utilityMeterId }) => [id, utilityMeterId]),
      [
        ['plug:mtr_b', 2],
        ['plug:mtr_a', 1],
        ['plug:mtr_n', null],
        ['arc:3', 3],
      ],
    );
  });

  it('returns every meter and every account exactly once', () => {
    const number = fc.constantFrom('1', '2', '3', null);
    const account = fc.record({ id: fc.nat(9), account_number: number });
    const meter = fc.record({ id: fc.nat(9).map((id) => `mtr_${id}`), account: number, meterNumber: number });
    fc.assert(
      fc.property(fc.array(account, { maxLength: 6 }), fc.array(meter, { maxLength: 6 }), (accounts, meters) => {
        const found = views(
          accounts.map((overrides) => ({ ...overrides, utility_meters: [] })),
          meters.map(({ id, account: accountNumber, meterNumber }) => ({
            id,
            meterNumber,
            accounts: [{ id: null, accountNumber }],
          })),
        );
        assert.deepEqual(
          found.flatMap(({ meters: own }) => own.map(({ meterId }) => meterId)).sort(),
          [...new Set(meters.map(({ id }) => id))].sort(),
        );
        assert.deepEqual(
          found.flatMap(({ utilityAccountId }) => utilityAccountId ?? []).sort(),
          [...new Set(accounts.map(({ id }) => id))].sort(),
        );
        assert.equal(new Set(found.map(({ id }) => id)).size, found.length);
      }),
    );
  });
});

describe('canReadIntervals', () => {
  it('is true if readings are known or the status says that there are some, except before activation', () => {
    const none = { earliestIntervalAt: null, latestIntervalAt: 'null' };
    const old = { earliestIntervalAt: '2023-01-01T00:00:00Z', latestIntervalAt: null };
    const recent = { earliestIntervalAt: null, latestIntervalAt: '2025-03-04T05:45:00Z' };
    const table = [
      ['INTERVALS_SUCCESS', true, true, true],
      ['INTERVALS_IN_PROGRESS', false, true, true],
      ['INTERVALS_NOT_SUPPORTED', false, true, true],
      ['INTERVALS_NOT_REQUESTED', false, false, false],
      ['INTERVALS_ON_STRIKE', true, true, true],
      [null, true, true, true],
    ] as const;
    for (const [status, ...expected] of table) {
      const found = [none, old, recent].map((overrides) =>
        canReadIntervals(decodeMeter(meterWire({ status, ...overrides }))),
      );
      assert.deepEqual(found, expected, String(status));
    }
  });
});
