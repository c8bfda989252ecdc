import { type Channel, Rows } from '../files/channel.ts';
import type { Choices } from '../files/question.ts';
import { type MeterFile, onlyMeter, readAll } from '../files/reading.ts';
import { HOUR_MS } from '../zone.ts';

/** Start of the rows of `channel`, epoch ms. */
export const START = Date.UTC(2024, 6, 1);

/** A value of an hour, or one with its time in hours from `START`. */
export type Row = number | readonly [start: number, end: number, value: number];

/** Returns a channel of hours from 1 July 2024 on, or of rows with times in hours since then. */
export function channel(part: Partial<Channel> & { readonly label: string }, rows: readonly Row[]): Channel {
  const own = new Rows();
  rows.forEach((row, i) => {
    const [start, end, value] = typeof row === 'number' ? [i, i + 1, row] : row;
    own.push(START + start * HOUR_MS, START + end * HOUR_MS, value);
  });
  return {
    meter: '',
    flow: 'unknown',
    kind: 'energy',
    part: '',
    commodity: 'unknown',
    unit: 'kWh',
    ...part,
    rows: own,
  };
}

/** Reads channels as those of one file. */
export function read(channels: readonly Channel[], choices: Choices = {}): MeterFile {
  return readAll(() => [{ format: 'csv', channels, timeZone: 'UTC' }], choices, {});
}

/** Returns import and export of the only meter. */
export function totals(channels: readonly Channel[], choices: Choices = {}): readonly (number | null)[] {
  const { receipt } = onlyMeter(read(channels, choices));
  return [receipt.importKwh, receipt.exportKwh];
}

/** Returns the codes of the notes of all meters. */
export const notesOf = (file: MeterFile): readonly string[] =>
  file.meters.flatMap(({ receipt }) => receipt.notes.map(({ code }) => code));
