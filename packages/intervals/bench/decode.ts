/**
 * Measures what decoding and aggregating cost, against plain alternatives in the same process.
 * Times are medians of interleaved rounds, so that a busy machine slows all rows alike: compare the
 * ratios, not the times.
 *
 * Prints one table and writes `bench-results/intervals-decode.json`. Needs `node --expose-gc` for
 * the memory row.
 */
import {
  createSeries,
  heatmap,
  profile,
  readGreenButton,
  readIntervalsText,
  type Series,
  totalsByLocalDay,
} from '../src/index.ts';
import { espi, parseOnly } from './parts/green-button.ts';
import { finish, measure, type Row, round, tableOf } from './parts/measure.ts';
import { generator } from './parts/random.ts';

const YEAR_OF_QUARTERS = 35_040;
const YEAR_OF_MINUTES = 525_600;
const START = Date.UTC(2024, 0, 1, 8);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 31);

function wire(count: number): { readonly raw: string; readonly normalized: string } {
  const random = generator(7);
  const head = {
    meterId: 'mtr_1234',
    meterNumber: 23220,
    intervalsUpdatedAt: '2024-08-28T09:56:12.000+00:00',
    earliestIntervalAt: '2024-01-01T08:00:00.000+00:00',
    providerName: 'Bench',
    electricMeterMultiplier: 1,
    readType: 'ACTUAL',
    localTimezone: 'America/Los_Angeles',
  };
  const stamp = (ms: number) => new Date(ms).toISOString().replace('Z', '+00:00');
  const readings: unknown[] = [];
  const columns = {
    electricMeterMultiplier: [] as number[],
    importKwh: [] as number[],
    exportKwh: [] as number[],
    netKwh: [] as number[],
  };
  for (let i = 0; i < count; i++) {
    const at = START + i * 900_000;
    const kwh = Math.round(random() * 2000) / 1000;
    readings.push({
      startAt: stamp(at),
      endAt: stamp(at + 900_000),
      direction: 'import',
      kwh,
      kw: Math.round(kwh * 4000) / 1000,
    });
    const exported = Math.round(random() * 1000) / 1000;
    columns.electricMeterMultiplier.push(1);
    columns.importKwh.push(kwh);
    columns.exportKwh.push(exported);
    columns.netKwh.push(Math.round((kwh - exported) * 1000) / 1000);
  }
  const normalized = {
    ...head,
    intervalDurationMinutes: 15,
    sourceIntervalDurationMinutes: [15],
    startAt: stamp(START),
    endAt: stamp(START + (count - 1) * 900_000),
    readings: [columns],
  };
  return { raw: JSON.stringify({ ...head, readings }), normalized: JSON.stringify(normalized) };
}

function minutes(): Series {
  const random = generator(11);
  const column = () => Float64Array.from({ length: YEAR_OF_MINUTES }, () => random() / 20);
  return createSeries({
    startMs: START,
    stepMs: 60_000,
    timeZone: 'America/Los_Angeles',
    importKwh: column(),
    exportKwh: column(),
  });
}

/**
 * Returns what a page would make without this package: an object with two dates for each reading,
 * in order.
 */
function objectsOf(text: string): unknown {
  const { readings } = JSON.parse(text) as {
    readings: { startAt: string; endAt: string; direction: string; kwh: number }[];
  };
  return readings
    .map((reading) => ({
      start: new Date(reading.startAt),
      end: new Date(reading.endAt),
      direction: reading.direction,
      kwh: reading.kwh,
    }))
    .sort((a, b) => a.start.getTime() - b.start.getTime());
}

function plainPass(series: Series): number {
  const { importKwh, exportKwh, netKwh } = series;
  let imported = 0;
  let exported = 0;
  let net = 0;
  for (let i = 0; i < importKwh.length; i++) {
    imported += importKwh[i]!;
    exported += exportKwh[i]!;
    net += netKwh[i]!;
  }
  return imported + exported + net;
}

/**
 * Returns the memory of a series with both channels in bytes a slot; `null` without `--expose-gc`.
 */
function bytesPerSlot(body: string): number | null {
  const { gc } = globalThis;
  if (gc === undefined) return null;
  const used = () => {
    // Twice: buffers are freed only after the objects that hold them.
    gc();
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // Several series, so that other changes of the heap do not matter.
  const kept: Series[] = [readIntervalsText(body).series];
  const before = used();
  for (let i = 0; i < 20; i++) kept.push(readIntervalsText(body).series);
  const bytes = used() - before;
  return bytes / kept.slice(1).reduce((slots, series) => slots + series.length, 0);
}

const { raw, normalized } = wire(YEAR_OF_QUARTERS);
const year = minutes();
const xml = espi(YEAR_OF_QUARTERS, START);

const decoding: readonly Row[] = [
  { name: 'raw: JSON.parse', run: () => JSON.parse(raw) },
  { name: 'raw: text to series', run: () => readIntervalsText(raw), against: 'raw: JSON.parse', target: 1.6 },
  { name: 'raw: text to objects', run: () => objectsOf(raw), against: 'raw: text to series' },
  { name: 'normalized: JSON.parse', run: () => JSON.parse(normalized) },
  {
    name: 'normalized: text to series',
    run: () => readIntervalsText(normalized),
    against: 'normalized: JSON.parse',
    target: 1.5,
  },
];
const sums: readonly Row[] = [
  { name: 'minutes: plain pass', run: () => plainPass(year) },
  { name: 'minutes: local days', run: () => totalsByLocalDay(year), against: 'minutes: plain pass', target: 3 },
  { name: 'minutes: heatmap', run: () => heatmap(year), against: 'minutes: plain pass', target: 3 },
  {
    name: 'minutes: profile',
    // A profile computes mean and percentile band of a channel when that channel is first read.
    run: () => profile(year, { by: 'day-type' }).groups.map((group) => group.import),
    against: 'minutes: plain pass',
    target: 3,
  },
];
const files: readonly Row[] = [
  { name: 'green button: saxes alone', run: () => parseOnly(xml) },
  { name: 'green button: to series', run: () => readGreenButton(xml), against: 'green button: saxes alone', target: 2 },
];

const results = new Map([
  ...measure(decoding, ROUNDS),
  // They take a tenth of the time of the others: their medians need more rounds to be steady.
  ...measure(sums, 4 * ROUNDS),
  ...measure(files, Math.min(ROUNDS, 7)),
]);
const table = tableOf([...decoding, ...sums, ...files], results);
const memory = bytesPerSlot(normalized);

console.table(table);
console.log(
  `memory of a series: ${memory === null ? 'needs --expose-gc' : `${round(memory)} bytes a slot`} (target 40)`,
);
console.log(`green button text: ${round(xml.length / 1e6)} MB`);
finish('intervals-decode', table, { rounds: ROUNDS, bytesPerSlot: memory, xmlBytes: xml.length });
