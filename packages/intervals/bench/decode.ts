/**
 * What decoding and aggregating cost, against the obvious alternatives in the same process. Medians of interleaved rounds, so that a
 * busy machine slows all rows alike: compare ratios, not times.
 *
 * Prints one table and writes `bench-results/intervals-decode.json`. Needs `node --expose-gc` for the memory row.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { SaxesParser } from 'saxes';
import {
  createSeries,
  heatmap,
  profile,
  readGreenButton,
  readIntervals,
  readIntervalsText,
  type Series,
  totalsByLocalDay,
} from '../src/index.ts';

const YEAR_OF_QUARTERS = 35_040;
const YEAR_OF_MINUTES = 525_600;
const START = Date.UTC(2024, 0, 1, 8);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 31);

interface Row {
  readonly name: string;
  readonly run: () => unknown;
  /** Row it is measured against, and the ratio it must not exceed. */
  readonly against?: string;
  readonly target?: number;
}

/** Numbers in [0, 1), the same every time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

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

/** A year of quarters as utilities write it: a feed of daily blocks, each element on a line of its own, with quality and cost. */
function espi(count: number): string {
  const random = generator(13);
  const base = 'https://utility.example/DataCustodian/espi/1_1/resource/RetailCustomer/1/UsagePoint/1';
  const entry = (self: string, up: string, related: string, content: string) => `
  <entry>
    <id>urn:uuid:${self.length}-${content.length}</id>
    <link rel="self" href="${self}"/>
    <link rel="up" href="${up}"/>
    <link rel="related" href="${related}"/>
    <title/>
    <content>${content}
    </content>
    <published>2025-01-01T09:00:00Z</published>
    <updated>2025-01-01T09:00:00Z</updated>
  </entry>`;
  const parts = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:espi="http://naesb.org/espi">',
    entry(
      base,
      base.slice(0, -2),
      `${base}/MeterReading`,
      '<espi:UsagePoint><espi:ServiceCategory><espi:kind>0</espi:kind></espi:ServiceCategory></espi:UsagePoint>',
    ),
    entry(`${base}/MeterReading/1`, `${base}/MeterReading`, '/ReadingType/1', '<espi:MeterReading/>'),
    entry(
      '/ReadingType/1',
      '/ReadingType',
      '/ReadingType',
      '<espi:ReadingType><espi:flowDirection>1</espi:flowDirection><espi:intervalLength>900</espi:intervalLength>' +
        '<espi:powerOfTenMultiplier>-3</espi:powerOfTenMultiplier><espi:uom>72</espi:uom></espi:ReadingType>',
    ),
  ];
  for (let i = 0; i < count; i += 96) {
    const readings: string[] = [];
    for (let k = i; k < Math.min(i + 96, count); k++) {
      readings.push(`
  <espi:IntervalReading>
    <espi:cost>${Math.floor(random() * 90_000)}</espi:cost>
    <espi:ReadingQuality>
      <espi:quality>17</espi:quality>
    </espi:ReadingQuality>
    <espi:timePeriod>
      <espi:duration>900</espi:duration>
      <espi:start>${START / 1000 + k * 900}</espi:start>
    </espi:timePeriod>
    <espi:value>${Math.floor(random() * 2_000_000)}</espi:value>
  </espi:IntervalReading>`);
    }
    const own = `${base}/MeterReading/1/IntervalBlock`;
    parts.push(
      entry(
        `${own}/${i / 96}`,
        own,
        own,
        `\n      <espi:IntervalBlock>${readings.join('')}\n      </espi:IntervalBlock>`,
      ),
    );
  }
  return `${parts.join('')}\n</feed>\n`;
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

/** The obvious way: an object with two dates per reading, in order. */
function obvious(text: string): unknown {
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

function parseOnly(xml: string): number {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let count = 0;
  parser.on('opentag', () => {
    count++;
  });
  parser.on('text', () => {
    count++;
  });
  parser.on('closetag', () => {
    count++;
  });
  parser.write(xml).close();
  return count;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}

function measure(rows: readonly Row[], rounds: number): Map<string, number> {
  const times = new Map<string, number[]>(rows.map(({ name }) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    // A different order each round, so that no row always runs on the garbage of the same other row.
    const shift = (((round * 7) % rows.length) + rows.length) % rows.length;
    for (let k = 0; k < rows.length; k++) {
      const row = rows[(k + shift) % rows.length]!;
      const start = performance.now();
      row.run();
      const took = performance.now() - start;
      if (round >= 0) times.get(row.name)!.push(took);
    }
  }
  return new Map([...times].map(([name, list]) => [name, median(list)]));
}

/** What a series with both channels keeps in memory, heap and buffers; `null` without `--expose-gc`. */
function bytesPerSlot(body: string): number | null {
  const { gc } = globalThis;
  if (gc === undefined) return null;
  const used = () => {
    // Twice: buffers are let go of after the objects that hold them.
    gc();
    gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  // Several, so that what else happens on the heap does not matter.
  const kept: Series[] = [readIntervalsText(body).series];
  const before = used();
  for (let i = 0; i < 20; i++) kept.push(readIntervalsText(body).series);
  const bytes = used() - before;
  return bytes / kept.slice(1).reduce((slots, series) => slots + series.length, 0);
}

const { raw, normalized } = wire(YEAR_OF_QUARTERS);
const year = minutes();
const xml = espi(YEAR_OF_QUARTERS);

const decoding: readonly Row[] = [
  { name: 'raw: JSON.parse', run: () => JSON.parse(raw) },
  { name: 'raw: the obvious way', run: () => obvious(raw) },
  { name: 'raw: text to series', run: () => readIntervalsText(raw), against: 'raw: JSON.parse', target: 1.6 },
  { name: 'raw: body to series', run: () => readIntervals(JSON.parse(raw)), against: 'raw: JSON.parse', target: 1.6 },
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
    // Mean and percentile band are worked out for the channels that are looked at.
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
  // A tenth of the time of the others, so more of them are needed for medians to settle.
  ...measure(sums, 4 * ROUNDS),
  ...measure(files, Math.min(ROUNDS, 7)),
]);
const table = [...decoding, ...sums, ...files].map(({ name, against, target }) => {
  const ms = results.get(name)!;
  const ratio = against === undefined ? null : ms / results.get(against)!;
  return {
    name,
    ms: round(ms),
    against: against ?? null,
    ratio: ratio === null ? null : round(ratio),
    target: target ?? null,
  };
});
// Both go all the way from the text that came over the network.
const ms = results.get('raw: text to series')!;
const [against, target] = ['raw: the obvious way', 0.4];
table.push({ name: 'raw: text to series', ms: round(ms), against, ratio: round(ms / results.get(against)!), target });
const memory = bytesPerSlot(normalized);

console.table(table);
console.log(
  `memory of a series: ${memory === null ? 'needs --expose-gc' : `${round(memory)} bytes a slot`} (target 40)`,
);
console.log(`green button text: ${round(xml.length / 1e6)} MB`);
const folder = new URL('../../../bench-results/', import.meta.url);
mkdirSync(folder, { recursive: true });
const report = { node: process.version, rounds: ROUNDS, rows: table, bytesPerSlot: memory, xmlBytes: xml.length };
writeFileSync(new URL('intervals-decode.json', folder), `${JSON.stringify(report, null, 2)}\n`);
for (const { name, against, ratio, target } of table) {
  if (ratio !== null && target !== null && ratio > target)
    console.warn(`over target: ${name} against ${against}: ${ratio} > ${target}`);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
