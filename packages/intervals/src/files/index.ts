export type { FormatName } from './format.ts';
export { NoElectricityError } from './no-electricity-error.ts';
export {
  type Choices,
  OpenQuestionError,
  openTextOf,
  type Question,
  type QuestionKind,
  type QuestionOption,
  type Sample,
} from './question.ts';
export { readMeterFile } from './read-meter-file.ts';
export type { MeterFile, ReadMeterFileOptions } from './reading.ts';
export type { FileMeter, TakenColumn } from './resolve/resolve.ts';
