import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { feed, point, reading, readings } from '../testing/green-button-xml.ts';
import { outcomeOf } from '../testing/outcome.ts';

const HOUR_MS = 3_600_000;

describe('several reading types of one flow', () => {
  const tariffs = [1, 2].map((tou) =>
    point({ id: 1, type: tou, fields: { tou } }, readings(tou === 1 ? [100, 0] : [0, 300])),
  );

  it('are added if they are its tariffs, with a note', () => {
    const { totals, notes, columns } = outcomeOf(feed(...tariffs));
    assert.deepEqual([totals, notes.includes('added')], [[0.4, null], true]);
    assert.deepEqual(columns, [
      ['Forward Wh, tou 1, 60 min', 'import', 'Wh'],
      ['Forward Wh, tou 2, 60 min', 'import', 'Wh'],
    ]);
  });

  it('are added if they are its phases, tiers or critical peaks', () => {
    for (const fields of [
      [{ phase: 128 }, { phase: 64 }, { phase: 32 }],
      [{ phase: 512 }, { phase: 256 }],
      [{ consumptionTier: 1 }, { consumptionTier: 2 }],
      [{ tou: 1 }, { tou: 1, cpp: 1 }],
    ]) {
      const shares = fields.map((each, type) => point({ id: 1, type, fields: each }, readings([1000])));
      assert.deepEqual(outcomeOf(feed(...shares)).totals, [fields.length, null], JSON.stringify(fields));
    }
  });

  it('are not added to the whole of which they are parts', () => {
    const whole = point({ id: 1, type: 3 }, readings([100, 300]));
    const { totals, columns } = outcomeOf(feed(whole, ...tariffs));
    assert.deepEqual(totals, [0.4, null]);
    assert.deepEqual(
      columns?.map(([, use]) => use),
      ['import', 'left-out', 'left-out'],
    );
  });

  it('lead to a question if the whole is not their sum', () => {
    const whole = point({ id: 1, type: 3, typeTitle: 'Total use' }, readings([150, 300]));
    const { asks, options } = outcomeOf(feed(whole, ...tariffs));
    assert.deepEqual([asks, options[0]?.map(([, kwh]) => kwh)], [['columns'], [0.85, 0.45, 0.4]]);
  });

  it('are read by hour if they are also there by day', () => {
    const days = [1, 2].map((tou) =>
      point({ id: 1, type: tou + 2, length: 7200, fields: { tou } }, readings([tou === 1 ? 100 : 300], 7200)),
    );
    const day = point({ id: 1, type: 5, length: 7200 }, readings([400], 7200));
    const { series, totals } = outcomeOf(feed(day, ...days, ...tariffs));
    assert.deepEqual([series?.stepMs, totals], [HOUR_MS, [0.4, null]]);
  });

  it('are joined if the finer covers less time and both agree where they overlap', () => {
    const quarters = point({ id: 1, length: 900 }, readings([250, 250, 250, 250], 900, 4));
    const hours = point({ id: 1, type: 2 }, readings([3000, 1000, 2000]));
    const day = point({ id: 1, type: 3, length: 10_800 }, readings([6000], 10_800));
    const { columns, series, totals } = outcomeOf(feed(day, quarters, hours));
    assert.deepEqual(
      [totals, [...series!.importKwh]],
      [
        [6, null],
        [3, 0.25, 0.25, 0.25, 0.25, 2],
      ],
    );
    assert.deepEqual(
      columns?.map(([, use]) => use),
      ['left-out', 'import', 'import'],
    );
    const other = point({ id: 1, type: 2 }, readings([3000, 1100, 2000]));
    assert.deepEqual(outcomeOf(feed(quarters, other)).asks, ['columns']);
  });

  it('are parts if readings of one interval have different tariffs', () => {
    for (const name of ['tou', 'cpp', 'consumptionTier', 'tier']) {
      const rows = [
        reading(0, 100, undefined, 3600, `<espi:${name}>1</espi:${name}>`),
        reading(0, 200, undefined, 3600, `<espi:${name}>2</espi:${name}>`),
        reading(1, 400, undefined, 3600, `<espi:${name}>2</espi:${name}>`),
      ];
      const { columns, totals, notes } = outcomeOf(feed(point({ id: 1 }, rows.join(''))));
      assert.deepEqual([totals, notes.includes('added')], [[0.7, null], true], name);
      const word = name === 'consumptionTier' ? 'tier' : name;
      const labels = [1, 2].map((part) => `Forward Wh, 60 min, ${word} ${part}`);
      assert.deepEqual(
        columns?.map(([label]) => label),
        labels,
      );
    }
  });

  it('are one column if each interval has one tariff', () => {
    const rows = [1, 2, 1].map((tou, i) => reading(i, 100, undefined, 3600, `<espi:tou>${tou}</espi:tou>`));
    const { columns } = outcomeOf(feed(point({ id: 1 }, rows.join(''))));
    assert.deepEqual(columns, [['Forward Wh, 60 min', 'import', 'Wh']]);
  });

  it('add up to the whole however it is divided into tariffs and shuffled', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 4 })), { minLength: 1 }),
        fc.boolean(),
        (slots, isReversed) => {
          const parts = [1, 2, 3, 4].map((tou) => {
            const rows = slots.flatMap(([wh, own], i) => (own === tou ? [reading(i, wh)] : []));
            return point({ id: 1, type: tou, fields: { tou } }, (isReversed ? rows.reverse() : rows).join(''));
          });
          const [importKwh] = outcomeOf(feed(...(isReversed ? parts.reverse() : parts))).totals!;
          const expected = slots.reduce((sum, [wh]) => sum + wh, 0) / 1000;
          assert.ok(Math.abs(importKwh! - expected) < 1e-9 * Math.max(1, expected));
        },
      ),
    );
  });
});
