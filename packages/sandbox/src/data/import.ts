import {
  type Choices,
  ESTIMATED,
  type FileMeter,
  OpenQuestionError,
  type QuestionKind,
  readMeterFile,
  type Series,
  slotEndMs,
  slotStartMs,
} from '@arc-elements/intervals';
import { remarksOn } from './remarks.ts';
import type { Published, Reading } from './source.ts';

/** A file's readings, ready to be served as a meter. */
export interface ImportedMeter extends Published {
  readonly meterNumber: string;
}

/**
 * Reads a file of meter data in any format of `readMeterFile`: each meter in it becomes one of the
 * sandbox.
 * @param choices - Answers to what the file leaves open. `meter` takes one of several.
 * @param report - Called with a sentence for each thing that the reader chose, left out or took as
 * something else.
 * @throws {OpenQuestionError} Something is open that changes the totals; `choices` has the
 * questions.
 * @throws {DecodeError} It holds no readings of electricity, or not what was chosen. `message` says
 * why.
 */
export function importMeters(
  file: string | Uint8Array,
  choices: Choices = {},
  report: (remark: string) => void = () => {},
): ImportedMeter[] {
  const read = readMeterFile(file, choices);
  // Several meters are no question here: all of them are taken.
  const open = read.questions.filter((question) => question.default === null && question.kind !== 'meter');
  if (open.length > 0) throw new OpenQuestionError(open);
  for (const remark of remarksOn(read, choices, unneeded(file, choices))) report(remark);
  return read.meters.map(meterOf);
}

/** Returns the choices that answer no question of the file. A time zone always has an effect. */
function unneeded(file: string | Uint8Array, choices: Choices): readonly QuestionKind[] {
  return (Object.keys(choices) as QuestionKind[]).filter((kind) => {
    if (kind === 'time-zone' || choices[kind] === undefined) return false;
    return !readMeterFile(file, { ...choices, [kind]: undefined }).questions.some((question) => question.kind === kind);
  });
}

function meterOf({ label, series, receipt }: FileMeter): ImportedMeter {
  return {
    timeZone: series.timeZone,
    readings: readingsOf(series),
    exportMeasured: receipt.exportKwh !== null,
    readType: 'ACTUAL',
    meterNumber: label || 'IMPORTED',
  };
}

function readingsOf(series: Series): Reading[] {
  const readings: Reading[] = [];
  for (let i = 0; i < series.length; i++) {
    const span = {
      startMs: slotStartMs(series, i),
      endMs: slotEndMs(series, i),
      estimated: series.quality[i] === ESTIMATED,
    };
    const into = series.importKwh[i] as number;
    const out = series.exportKwh[i] as number;
    if (!Number.isNaN(into)) readings.push({ ...span, direction: 'import', kwh: into });
    if (!Number.isNaN(out)) readings.push({ ...span, direction: 'export', kwh: out });
  }
  return readings;
}
