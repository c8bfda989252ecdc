import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArcError } from '@arc-elements/models';
import {
  AWAITING,
  ESTIMATED,
  MEASURED,
  MISSING,
  readIntervals,
  slotAt,
  slotEndMs,
  slotStartMs,
  summarize,
  totalsByLocalDay,
} from './index.ts';
import { body, wireRow } from './testing/arbitrary.ts';
import { assertClose } from './testing/close.ts';

const START = Date.UTC(2024, 2, 4, 8);
const QUARTER = 900_000;
const row = (slot: number, kwh: number, direction = 'import', minutes = 15) =>
  wireRow(START + slot * QUARTER, minutes, kwh, direction);
const codes = (result: ReturnType<typeof readIntervals>) =>
  result.receipt.notes.map(({ code, count }) => `${code} ${count}`);

describe('readIntervals, raw body', () => {
  it('puts readings in any order into columns by their times', () => {
    const { series, receipt, meter } = readIntervals(body([row(2, 3), row(0, 1), row(1, 2)], 'America/New_York'));
    assert.deepEqual([...series.importKwh], [1, 2, 3]);
    assert.equal(series.startMs, START);
    assert.equal(series.endMs, START + 3 * QUARTER);
    assert.equal(series.stepMs, QUARTER);
    assert.equal(series.timeZone, 'America/New_York');
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh, receipt.coverage], [6, null, null, 1]);
    assert.equal(meter.meterNumber, '7');
  });

  it('leaves export and net unknown if export was never measured', () => {
    const { series, receipt } = readIntervals(body([row(0, 1)]));
    assert.equal(series.exportMeasured, false);
    assert.ok(Number.isNaN(series.exportKwh[0]!) && Number.isNaN(series.netKwh[0]!));
    assert.equal(receipt.netKwh, null);
    assert.equal(totalsByLocalDay(series)[0]!.exportKwh, null);
  });

  it('reads import as net only with the option for it', () => {
    const { series, receipt } = readIntervals(body([row(0, 1), row(1, 2)]), { net: 'import-only' });
    assert.deepEqual([...series.netKwh], [1, 2]);
    assert.equal(receipt.netKwh, 3);
    assert.equal(receipt.exportKwh, null);
  });

  it('adds up net only where both channels are known', () => {
    const { receipt, series } = readIntervals(body([row(0, 5), row(1, 7), row(0, 1, 'export')]));
    assert.equal(receipt.netKwh, 4);
    assert.equal(series.quality[1], MEASURED);
    assert.equal(receipt.missingMinutes, 15);
    assert.deepEqual(receipt.gaps, [
      { fromMs: START + QUARTER, toMs: START + 2 * QUARTER, minutes: 15, channel: 'export' },
    ]);
  });

  it('has no total of a channel whose readings have no value', () => {
    const { receipt } = readIntervals(
      body([{ ...wireRow(0, 15, 0), kwh: null }, wireRow(0, 15, 2, 'export')] as never),
    );
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh, receipt.coverage], [null, 2, null, 0]);
  });

  it('shows a gap as missing slots, never as zero', () => {
    const { series, receipt } = readIntervals(body([row(0, 1), row(4, 1)]));
    assert.deepEqual([...series.quality], [MEASURED, MISSING, MISSING, MISSING, MEASURED]);
    assert.ok(Number.isNaN(series.importKwh[2]!));
    assert.equal(receipt.coverage, 2 / 5);
    assert.equal(receipt.missingMinutes, 45);
    assert.equal(receipt.gaps.length, 1);
  });

  it('counts an exact duplicate once', () => {
    const result = readIntervals(body([row(0, 1), row(0, 1), row(1, 2)]));
    assert.deepEqual([result.receipt.importKwh, result.receipt.duplicates, result.receipt.conflicts], [3, 1, 0]);
  });

  it('counts a duplicate once, though a shorter reading with the same start is between the two', () => {
    const result = readIntervals(body([row(0, 4, 'import', 60), row(0, 1), row(0, 4, 'import', 60)]));
    assert.deepEqual([result.receipt.importKwh, codes(result)], [4, ['duplicate 1', 'overlap 1']]);
  });

  it('decides between contradicting readings by the chosen policy', () => {
    const rows = [row(0, 2), row(0, 5), row(0, 3)];
    const of = (conflicts?: 'last-published' | 'first-published' | 'largest' | 'smallest') =>
      readIntervals(body(rows), { conflicts }).receipt.importKwh;
    assert.deepEqual(
      [of(), of('last-published'), of('first-published'), of('largest'), of('smallest')],
      [3, 3, 2, 5, 2],
    );
    assert.equal(readIntervals(body(rows)).receipt.conflicts, 2);
  });

  it('keeps four quarters rather than the hour that repeats them', () => {
    const quarters = [0, 1, 2, 3].map((slot) => row(slot, 0.25));
    const { series, receipt } = readIntervals(body([row(0, 1, 'import', 60), ...quarters]));
    assert.equal(series.stepMs, QUARTER);
    assert.deepEqual([receipt.importKwh, receipt.conflicts, receipt.coverage], [1, 1, 1]);
  });

  it('keeps an hour rather than one quarter inside it, whichever comes first', () => {
    for (const rows of [
      [row(0, 1, 'import', 60), row(1, 9)],
      [row(1, 9), row(0, 1, 'import', 60)],
    ]) {
      const { receipt } = readIntervals(body(rows));
      assert.deepEqual([receipt.importKwh, receipt.conflicts], [1, 1]);
    }
  });

  it('has an overlap, not a conflict, in readings that end together but start apart', () => {
    const result = readIntervals(body([row(2, 1, 'import', 30), row(0, 4, 'import', 60)]));
    assert.deepEqual([result.receipt.importKwh, codes(result)], [4, ['overlap 1']]);
  });

  it('keeps readings of mixed lengths as they are', () => {
    const { series, receipt } = readIntervals(body([row(0, 4, 'import', 60), row(4, 1), row(5, 1)]));
    assert.equal(series.stepMs, null);
    assert.deepEqual(
      [...series.ends!].map((end) => (end - START) / QUARTER),
      [4, 5, 6],
    );
    assert.deepEqual(series.sourceMinutes, [15, 60]);
    assert.equal(receipt.coverage, 1);
    assert.deepEqual(
      [slotAt(series, START + QUARTER), slotAt(series, START + 5 * QUARTER), slotAt(series, START - 1)],
      [0, 2, -1],
    );
  });

  it('splits a long reading evenly where the other channel is finer', () => {
    const { series, receipt } = readIntervals(
      body([row(0, 4, 'import', 60), ...[0, 1, 2, 3].map((slot) => row(slot, slot, 'export'))]),
    );
    assert.deepEqual([...series.importKwh], [1, 1, 1, 1]);
    assert.deepEqual([...series.netKwh], [1, 0, -1, -2]);
    assert.equal(receipt.importKwh, 4);
  });

  it('drops readings without length and reversed ones, with notes', () => {
    const result = readIntervals(body([row(0, 1), row(1, 5, 'import', 0), row(2, 5, 'import', -15)]));
    assert.deepEqual(codes(result), ['zero-length 1', 'reversed 1']);
    assert.equal(result.receipt.importKwh, 1);
    assert.equal(result.series.length, 1);
  });

  it('drops times in the far future and of 1970 rather than spanning the years between', () => {
    const rows = [0, 1, 2, 3, 4].map((slot) => row(slot, 1));
    const strays = ['2999-01-01T00:00:00Z', '2087-06-01T00:00:00Z', '1970-01-01T00:00:00Z'].map((startAt) => ({
      startAt,
      endAt: startAt.replace('00:00Z', '15:00Z'),
      direction: 'import',
      kwh: 99,
    }));
    const result = readIntervals(body([...rows, ...strays]));
    assert.equal(result.receipt.importKwh, 5);
    assert.equal(result.series.length, 5);
    assert.deepEqual(codes(result).sort(), ['future 2', 'past 1']);
  });

  it('drops readings after the present time if that is given', () => {
    const result = readIntervals(body([row(0, 1), row(400, 1)]), { nowMs: START + 86_400_000 });
    assert.deepEqual(codes(result), ['future 1']);
  });

  it('keeps values below zero with a note, or reads the channel as signed with the option for it', () => {
    const rows = [row(0, 2), row(1, -0.5)];
    const kept = readIntervals(body(rows));
    assert.deepEqual(codes(kept), ['negative 1']);
    assert.equal(kept.receipt.importKwh, 1.5);
    const split = readIntervals(body(rows), { signed: 'split' });
    assert.deepEqual([split.receipt.importKwh, split.receipt.exportKwh, split.receipt.netKwh], [2, 0.5, 1.5]);
    assert.deepEqual(codes(split), ['signed-channel 2']);
    const holed = readIntervals(body([{ ...row(2, 0), kwh: null }, ...rows]), { signed: 'split' });
    assert.deepEqual(codes(holed).sort(), ['no-value 1', 'signed-channel 3']);
  });

  it('reads a single channel without direction, or named net, as signed', () => {
    for (const direction of [undefined, 'net', null]) {
      const rows = [row(0, 2), row(1, -3)].map((reading) => ({ ...reading, direction }));
      const { receipt } = readIntervals(body(rows));
      assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh], [2, 3, -1]);
    }
  });

  it('drops readings with an unknown direction', () => {
    const result = readIntervals(body([row(0, 1), row(1, 1, 'sideways'), row(1, 2, 'EXPORT')]));
    assert.deepEqual([result.receipt.importKwh, result.receipt.exportKwh], [1, 2]);
    assert.deepEqual(codes(result), ['unknown-direction 1']);
  });

  it('marks readings that the source calls estimated, one by one or all together', () => {
    const rows = [row(0, 1), { ...row(1, 1), readType: 'ESTIMATED' }, { ...row(2, 1), estimated: true }];
    assert.deepEqual([...readIntervals(body(rows)).series.quality], [MEASURED, ESTIMATED, ESTIMATED]);
    const whole = readIntervals({ ...body([row(0, 1)]), readType: 'Estimate' });
    assert.deepEqual([...whole.series.quality], [ESTIMATED]);
  });

  it('prefers a measured reading to an equal estimated one', () => {
    const estimate = { ...row(0, 1), estimated: true };
    for (const rows of [
      [row(0, 1), estimate],
      [estimate, row(0, 1)],
    ]) {
      assert.deepEqual([...readIntervals(body(rows)).series.quality], [MEASURED]);
      assert.deepEqual([...readIntervals(body([...rows, row(1, 1, 'import', 60)])).series.quality].at(0), MEASURED);
    }
  });

  it('continues to a requested end with slots that await publication, which are not missing', () => {
    const { series, receipt } = readIntervals(body([row(0, 1), row(2, 1)]), { untilMs: START + 5 * QUARTER });
    assert.deepEqual([...series.quality], [MEASURED, MISSING, MEASURED, AWAITING, AWAITING]);
    assert.equal(receipt.coverage, 2 / 3);
    assert.equal(receipt.missingMinutes, 15);
    assert.equal(summarize(series).slots, 5);
  });

  it('computes the energy from kW when kWh is absent, and reads numbers from text', () => {
    const rows = [
      { ...row(0, 0), kwh: null, kw: 8 },
      { ...row(1, 0), kwh: '1.5' },
      { ...row(2, 0), kwh: 'n/a' },
      row(3, 1),
    ];
    const result = readIntervals(body(rows));
    assert.deepEqual([...result.series.importKwh], [2, 1.5, Number.NaN, 1]);
    assert.deepEqual(codes(result), ['from-kw 1', 'no-value 1']);
  });

  it('reads times without an offset in the zone of the meter, with a note', () => {
    const local = { startAt: '2024-07-01T00:00:00', endAt: '2024-07-01T01:00:00', direction: 'import', kwh: 1 };
    const result = readIntervals(body([local], 'US/Pacific'));
    assert.equal(result.series.startMs, Date.UTC(2024, 6, 1, 7));
    assert.deepEqual(codes(result), ['local-time 2']);
  });

  it('falls back to UTC for a zone that does not exist, keeping its text', () => {
    const result = readIntervals(body([row(0, 1)], 'string'));
    assert.deepEqual([result.series.timeZone, result.series.timeZoneText], ['UTC', 'string']);
    assert.deepEqual(codes(result), ['time-zone 1']);
  });

  it('skips rows that are not readings', () => {
    const result = readIntervals(body([null, 7, 'x', [], {}, { startAt: 3 }, row(0, 1)]));
    assert.equal(result.receipt.importKwh, 1);
    assert.deepEqual(codes(result), ['skipped 4', 'bad-time 2']);
  });

  it('keeps readings that are far apart without filling memory with the gap', () => {
    const rows = [wireRow(START, 1, 1), wireRow(START + 1000 * 86_400_000, 1, 1)];
    const { series, receipt } = readIntervals(body(rows));
    assert.ok(series.length < 1000);
    assert.equal(receipt.importKwh, 2);
    assert.equal(receipt.missingMinutes, 1000 * 1440 - 1);
    const scattered = Array.from({ length: 60 }, (_, i) => wireRow(START + i * 200 * 86_400_000, 1, 1));
    const many = readIntervals(body(scattered));
    assert.ok(many.series.length < 1_100_000);
    assert.equal(many.receipt.missingMinutes, 59 * (200 * 1440 - 1));
  });

  it('returns an empty series for a meter without readings', () => {
    const { series, receipt } = readIntervals(body([], 'Europe/Paris'));
    assert.deepEqual([series.length, series.stepMs, series.timeZone], [0, QUARTER, 'Europe/Paris']);
    assert.deepEqual([receipt.importKwh, receipt.coverage, receipt.gaps.length], [null, 0, 0]);
    assert.deepEqual(totalsByLocalDay(series), []);
    assert.equal(summarize(series).peak, null);
  });

  it('throws a decode error for anything but an interval body', () => {
    for (const wrong of [null, 7, 'x', [], {}, { readings: 3 }, { error: 'invalid_intervals_request' }]) {
      assert.throws(
        () => readIntervals(wrong),
        (error) => isArcError(error) && error.code === 'decode',
      );
    }
  });
});

describe('readIntervals, normalized body', () => {
  const normalized = (columns: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
    ...body([columns]),
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [60],
    startAt: new Date(START).toISOString(),
    ...more,
  });

  it('puts slot i at startAt plus i steps and keeps the true lengths of the source', () => {
    const { series, receipt } = readIntervals(normalized({ importKwh: [2, 2], exportKwh: [1, 1], netKwh: [1, 1] }));
    assert.deepEqual([slotStartMs(series, 1), slotEndMs(series, 1)], [START + QUARTER, START + 2 * QUARTER]);
    assert.deepEqual(series.sourceMinutes, [60]);
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh], [4, 2, 2]);
  });

  it('never multiplies by electricMeterMultiplier', () => {
    const { receipt } = readIntervals({
      ...normalized({ electricMeterMultiplier: [40], importKwh: [2] }),
      electricMeterMultiplier: 0,
    });
    assert.equal(receipt.importKwh, 2);
  });

  it('cuts arrays of different lengths to the shortest, with a note', () => {
    const result = readIntervals(normalized({ importKwh: [1, 2, 3], exportKwh: [0, 0], netKwh: [1, 2, 3] }));
    assert.equal(result.series.length, 2);
    assert.deepEqual(codes(result), ['uneven-arrays 1']);
  });

  it('reads the one object of parallel arrays without the list around it', () => {
    const bare = { startAt: '2024-01-01T08:00:00Z', intervalDurationMinutes: 15, readings: { importKwh: [1, 2] } };
    assert.equal(readIntervals(bare).receipt.importKwh, 3);
    assert.throws(() => readIntervals({ readings: { startAt: '2024-01-01T08:00:00Z' } }), { code: 'decode' });
  });

  it('notes how many readings it drops if it does not say when they start', () => {
    const result = readIntervals(normalized({ importKwh: [1, 2] }, { startAt: undefined }));
    assert.deepEqual([result.series.length, codes(result)], [0, ['bad-time 2']]);
  });

  it('joins several blocks', () => {
    const given = normalized({ importKwh: [1, 2] });
    const { series } = readIntervals({
      ...given,
      readings: [{ importKwh: [1, 2] }, { importKwh: [3], exportKwh: [1] }],
    });
    assert.deepEqual([...series.importKwh], [1, 2, 3]);
    assert.deepEqual([...series.exportKwh], [Number.NaN, Number.NaN, 1]);
  });

  it('believes the arrays, not endAt and latestIntervalAt, and accepts either meaning of endAt', () => {
    const at = (slots: number) => ({ endAt: new Date(START + slots * QUARTER).toISOString() });
    const columns = { importKwh: [1, 2] };
    assert.deepEqual(codes(readIntervals(normalized(columns, at(1)))), []);
    assert.deepEqual(codes(readIntervals(normalized(columns, at(2)))), []);
    const result = readIntervals(normalized(columns, at(900)));
    assert.deepEqual(codes(result), ['span-mismatch 1']);
    assert.equal(result.series.length, 2);
  });

  it('accepts a bare number of source minutes', () => {
    const { series } = readIntervals(normalized({ importKwh: [1] }, { sourceIntervalDurationMinutes: 30 }));
    assert.deepEqual(series.sourceMinutes, [30]);
  });

  it('distinguishes a gap from slots after the last published one', () => {
    const latest = {
      latestIntervalAt: new Date(START + 2 * QUARTER).toISOString(),
      sourceIntervalDurationMinutes: [15],
    };
    const { series, receipt } = readIntervals(normalized({ importKwh: [1, null, 1, null, null] }, latest));
    assert.deepEqual([...series.quality], [MEASURED, MISSING, MEASURED, AWAITING, AWAITING]);
    assertClose(receipt.coverage, 2 / 3);
    // An hourly reading that starts there ends three slots later.
    const hourly = readIntervals(
      normalized({ importKwh: [1, null, 1, null, null] }, { ...latest, sourceIntervalDurationMinutes: [60] }),
    );
    assert.equal(hourly.series.quality[4], MISSING);
    const untold = readIntervals(normalized({ importKwh: [1, null] }));
    assert.equal(untold.series.quality[1], MISSING);
  });

  it('computes net itself, with a note about values that disagree', () => {
    const result = readIntervals(normalized({ importKwh: [2, 2], exportKwh: [1, 1], netKwh: [1, 7] }));
    assert.deepEqual([...result.series.netKwh], [1, 1]);
    assert.deepEqual(codes(result), ['net-mismatch 1']);
  });

  it('reads a body with only net as a signed channel', () => {
    const { receipt } = readIntervals(normalized({ netKwh: [2, -3] }));
    assert.deepEqual([receipt.importKwh, receipt.exportKwh, receipt.netKwh], [2, 3, -1]);
  });

  it('calls a peak from hourly data an hourly average', () => {
    const { series } = readIntervals(normalized({ importKwh: [1, 2] }));
    assert.deepEqual(summarize(series).peak, {
      kw: 8,
      startMs: START + QUARTER,
      endMs: START + 2 * QUARTER,
      minutes: 60,
      hourlyAverage: true,
    });
    const fine = readIntervals(normalized({ importKwh: [1, 2] }, { sourceIntervalDurationMinutes: [15] }));
    assert.equal(summarize(fine.series).peak!.hourlyAverage, false);
  });

  it('decodes the published samples of both bodies', () => {
    const head = { ...body([]), localTimezone: 'string', electricMeterMultiplier: 0, meterNumber: 23220 };
    const raw = readIntervals({
      ...head,
      readings: [
        {
          startAt: '2023-08-29T07:00:00.000+00:00',
          endAt: '2023-08-29T07:01:00.000+00:00',
          direction: 'import',
          kwh: 0,
          kw: 0,
        },
      ],
    });
    // One minute, though everything else says 15 or 60.
    assert.deepEqual([raw.series.length, raw.series.stepMs, raw.receipt.importKwh], [1, 60_000, 0]);
    assert.equal(raw.meter.meterNumber, '23220');
  });
});

describe('the option normalize of readIntervals', () => {
  it('is off by default, and does not change the receipt', () => {
    const rows = [row(0, 4, 'import', 60)];
    assert.equal(readIntervals(body(rows)).series.length, 1);
    const { series, receipt } = readIntervals(body(rows), { normalize: true });
    assert.deepEqual([...series.importKwh], [1, 1, 1, 1]);
    assert.equal(receipt.readings, 1);
    assert.equal(readIntervals(body(rows), { normalize: 30 }).series.length, 2);
  });
});
