/**
 * Random series, written as CSV in random dialects without loss, so that the result of a reader can
 * be compared with the series.
 */
import fc from 'fast-check';
import { createCalendar } from '../index.ts';
import type { Dialect, TrueMeter, TrueSlot } from './csv-dialect.ts';
import { writeCsvIn } from './csv-writer.ts';

/** A file, what it contains, and the options of its reader. */
export interface WrittenCsv {
  readonly text: string;
  readonly meters: readonly TrueMeter[];
  /** Zone of local times. */
  readonly zone: string;
  readonly options: { readonly timeZone?: string };
  readonly dialect: Dialect;
}
const MINUTE = 60_000;

/** Series of one or two meters with the same slots. */
const truth = fc
  .record({
    zone: fc.constantFrom('America/New_York', 'Europe/Berlin', 'Australia/Adelaide', 'Asia/Kolkata', 'UTC'),
    // Days with and without a change of the clocks, with day numbers above and up to 12.
    day: fc.constantFrom(
      '2024-03-10',
      '2024-03-31',
      '2024-04-07',
      '2024-10-27',
      '2024-11-03',
      '2024-10-06',
      '2024-07-01',
      '2024-02-12',
      '2023-12-31',
      '2024-05-19',
    ),
    fromHour: fc.integer({ min: 0, max: 23 }),
    minutes: fc.constantFrom(15, 30, 60, 1440),
    ids: fc.uniqueArray(fc.constantFrom('1001', 'NMI6001', 'AT-7'), { minLength: 1, maxLength: 2 }),
    values: fc.array(
      fc.record({
        importWh: fc.option(fc.integer({ min: 0, max: 3999 }), { freq: 12 }),
        exportWh: fc.integer({ min: 0, max: 1999 }),
      }),
      { minLength: 5, maxLength: 40 },
    ),
  })
  .map(({ zone, day, fromHour, minutes, ids, values }) => {
    const calendar = createCalendar(zone);
    const midnight = calendar.startOfDay(Date.parse(`${day}T12:00Z`));
    const from = minutes === 1440 ? midnight : calendar.startOfHour(midnight + fromHour * 60 * MINUTE);
    const startOf = (i: number): number => (minutes === 1440 ? calendar.addDays(from, i) : from + i * minutes * MINUTE);
    const meters = ids.map((id, shift) => ({
      id,
      slots: values.map((_, i): TrueSlot => {
        const { importWh, exportWh } = values[(i + shift) % values.length]!;
        // Two values are always known, so that there is something to read.
        const known = importWh ?? (i < 2 ? 1200 : null);
        return {
          startMs: startOf(i),
          endMs: startOf(i + 1),
          importWh: known,
          exportWh: known === null ? null : exportWh,
        };
      }),
    }));
    return { zone, minutes, meters };
  });

const dialect: fc.Arbitrary<Dialect> = fc.record({
  shape: fc.constantFrom(
    'columns',
    'columns',
    'columns',
    'net',
    'directions-in-rows',
    'tariffs',
    'tariffs-in-rows',
    'tariffs-and-total',
    'register',
  ),
  hasExport: fc.boolean(),
  exportBelowZero: fc.boolean(),
  unit: fc.constantFrom('kWh', 'kWh', 'Wh', 'MWh', 'kW'),
  unitIn: fc.constantFrom('header', 'header', 'column', 'cell'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  thousands: fc.constantFrom('', '', ',', '.', ' '),
  padded: fc.boolean(),
  stamp: fc.constantFrom(
    'iso',
    'space',
    'day-first',
    'month-first',
    'dots',
    'compact',
    'named',
    'unix',
    'unix-ms',
    'excel',
  ),
  clock: fc.constantFrom('offset', 'utc', 'local'),
  zoneGiven: fc.boolean(),
  times: fc.constantFrom('start', 'end', 'both'),
  dateApart: fc.boolean(),
  lateMidnight: fc.boolean(),
  order: fc.constantFrom('ascending', 'descending', 'shuffled'),
  gapsOut: fc.boolean(),
  words: fc.constantFrom('en', 'en', 'de', 'fr', 'es', 'nl'),
  meterColumn: fc.boolean(),
  costColumn: fc.boolean(),
  preamble: fc.boolean(),
  totalRow: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.boolean(),
  draw: fc.nat(),
});

/** A CSV file of a random series in a random dialect. */
export const writtenCsv: fc.Arbitrary<WrittenCsv> = fc
  .tuple(truth, dialect)
  .map(([{ zone, minutes, meters }, drawn]) => {
    const used = lossless(drawn, zone, minutes, meters);
    const expressible = used.shape === 'register' ? meters.map(withoutGaps) : meters;
    const kept = used.meterColumn ? expressible : expressible.slice(0, 1);
    const held = kept.map((meter) => ({ ...meter, slots: meter.slots.map((slot) => heldOf(slot, used)) }));
    return {
      text: writeCsvIn(used, zone, held),
      meters: held,
      zone,
      options: used.clock === 'local' && used.zoneGiven ? { timeZone: zone } : {},
      dialect: used,
    };
  });

const withoutGaps = (meter: TrueMeter): TrueMeter => ({
  ...meter,
  slots: meter.slots.map((slot) => ({ ...slot, importWh: slot.importWh ?? 0, exportWh: slot.exportWh ?? 0 })),
});

/** Returns what the dialect can express of a slot. */
function heldOf(slot: TrueSlot, { shape, hasExport }: Dialect): TrueSlot {
  if (slot.importWh === null || slot.exportWh === null) return slot;
  const net = slot.importWh - slot.exportWh;
  if (shape === 'net') return { ...slot, importWh: Math.max(net, 0), exportWh: Math.max(-net, 0) };
  return hasExport || shape === 'directions-in-rows' ? slot : { ...slot, exportWh: null };
}

/** Returns the dialect without those features that would lose something of the series. */
function lossless(drawn: Dialect, zone: string, minutes: number, meters: readonly TrueMeter[]): Dialect {
  const { slots } = meters[0]!;
  const first = slots[0]!.startMs;
  const last = slots.at(-1)!.endMs;
  const change = createCalendar(zone).nextOffsetChange(first - 3 * 60 * MINUTE);
  const daily = minutes === 1440;
  // The two occurrences of a repeated hour can be distinguished only by the rows around them.
  const nearChange = !daily && change < last + 3 * 60 * MINUTE;
  const toldByOrder =
    drawn.order !== 'shuffled' &&
    change > first + 2 * 60 * MINUTE &&
    change < last - 2 * 60 * MINUTE &&
    drawn.shape === 'columns';
  const isNumber = drawn.stamp === 'unix' || drawn.stamp === 'unix-ms';
  const offsets = drawn.stamp === 'iso' || drawn.stamp === 'space';
  const wants =
    isNumber || (nearChange && !toldByOrder) ? 'offset' : drawn.clock === 'utc' && daily ? 'offset' : drawn.clock;
  const stamp = wants !== 'local' && !isNumber && !offsets ? 'iso' : drawn.stamp;
  const clock = isNumber ? 'utc' : wants;
  const times = drawn.shape === 'register' ? 'start' : drawn.times;
  return {
    ...drawn,
    stamp,
    clock,
    times,
    unit:
      drawn.unit === 'kW' && (daily || drawn.shape === 'register' || drawn.shape.startsWith('tariffs'))
        ? 'kWh'
        : drawn.unit,
    thousands: drawn.thousands === drawn.decimal ? '' : drawn.thousands,
    dateApart: drawn.dateApart && clock === 'local' && stamp !== 'excel' && times !== 'end' && !daily,
    gapsOut: drawn.gapsOut && times === 'both' && !nearChange,
  };
}
