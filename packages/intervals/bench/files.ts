/**
 * Measures what reading the files of utilities costs, against only the tokenizer of each format in
 * the same process. Times are medians of interleaved rounds: compare the ratios, not the times.
 *
 * Prints one table and writes `bench-results/intervals-files.json`.
 */
import Papa from 'papaparse';
import { readMeterFile } from '../src/index.ts';
import { espi, parseOnly } from './parts/green-button.ts';
import { finish, measure, type Row, round, tableOf } from './parts/measure.ts';
import { generator } from './parts/random.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
/** Largest ratio of the time of a reader to that of its tokenizer. */
const TARGET = 3;
const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
/** Ten years with their leap days. */
const TEN_YEARS_MS = 3653 * DAY_MS;
const START = Date.UTC(2015, 0, 1);

/** Returns a CSV with a row for each quarter of an hour, with start and end in UTC. */
function stampedCsv(): string {
  const random = generator(3);
  const rows = ['Meter,Start,End,Usage (kWh),Quality'];
  for (let at = START; at < START + TEN_YEARS_MS; at += QUARTER_MS)
    rows.push(`1000123,${stamp(at)},${stamp(at + QUARTER_MS)},${(random() * 2).toFixed(3)},Actual`);
  return rows.join('\n');
}

const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Returns a CSV with month-first dates and times of day in two columns, at a constant offset. */
function datedCsv(): string {
  const random = generator(5);
  const rows = ['TYPE,DATE,START TIME,END TIME,USAGE (kWh),NOTES'];
  for (let at = START; at < START + TEN_YEARS_MS; at += QUARTER_MS) {
    const text = stamp(at);
    const date = `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)}`;
    const end = stamp(at + QUARTER_MS - 60_000).slice(11, 16);
    rows.push(`Electric usage,${date},${text.slice(11, 16)},${end},${(random() * 2).toFixed(2)},`);
  }
  return rows.join('\n');
}

/** Returns a NEM12 file with import and export of five-minute intervals over three years. */
function nem12(): string {
  const random = generator(9);
  const rows = ['100,NEM12,202401010000,MDP,RETAILER'];
  for (const register of ['E1', 'B1']) {
    rows.push(`200,4102030405,E1B1,1,${register},N1,METER1,kWh,5,`);
    for (let at = START; at < START + 1096 * DAY_MS; at += DAY_MS) {
      const values = Array.from({ length: 288 }, () => (random() / 2).toFixed(3));
      rows.push(`300,${stamp(at).slice(0, 10).replaceAll('-', '')},${values},A,,,20240101000000,`);
    }
  }
  rows.push('900');
  return rows.join('\n');
}

function tokens(text: string): number {
  let count = 0;
  for (const row of Papa.parse<string[]>(text, { delimiter: ',' }).data) count += row.length;
  return count;
}

function numbers(text: string): number {
  let sum = 0;
  for (const line of text.split('\n'))
    for (const cell of line.split(',')) {
      const value = Number(cell);
      if (!Number.isNaN(value)) sum += value;
    }
  return sum;
}

const UTC = { timeZone: 'UTC' };
const xml = espi(36_000, START);
const stamped = stampedCsv();
const dated = datedCsv();
const nem = nem12();
const rows: readonly Row[] = [
  { name: 'green button: saxes alone', run: () => parseOnly(xml) },
  read('green button', xml, 'green button: saxes alone'),
  { name: 'csv, stamps: tokenizer alone', run: () => tokens(stamped) },
  read('csv, stamps', stamped, 'csv, stamps: tokenizer alone'),
  { name: 'csv, dates and times: tokenizer alone', run: () => tokens(dated) },
  read('csv, dates and times', dated, 'csv, dates and times: tokenizer alone'),
  { name: 'nem12: lines and numbers alone', run: () => numbers(nem) },
  read('nem12', nem, 'nem12: lines and numbers alone'),
];

function read(name: string, text: string, against: string): Row {
  const { meters, questions } = readMeterFile(text, {}, UTC);
  if (meters.length !== 1 || questions.length > 0) throw new Error(`${name}: not read as one meter`);
  return { name: `${name}: to meters`, run: () => readMeterFile(text, {}, UTC), against, target: TARGET };
}

const table = tableOf(rows, measure(rows, ROUNDS));
console.table(table);
for (const [name, text] of Object.entries({
  'green button': xml,
  'csv, stamps': stamped,
  'csv, dates': dated,
  nem12: nem,
}))
  console.log(`${name}: ${round(text.length / 1e6)} MB`);
finish('intervals-files', table, { rounds: ROUNDS });
