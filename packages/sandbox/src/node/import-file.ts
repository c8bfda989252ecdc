import { readFileSync } from 'node:fs';
import { type Choices, type OpenQuestionError, openTextOf, type Question } from '@arc-elements/intervals';
import { type ImportedMeter, importMeters } from '../data/import.ts';
import { sampleText } from '../data/remarks.ts';
import { ANSWER_FLAGS } from './import-flags.ts';
import { UsageError } from './usage-error.ts';

/**
 * Reads a file for `--import`, a meter for each that it holds.
 * @param choices - Answers to what the file leaves open.
 * @param report - Called with a line that names the file for each thing that the reader chose, left
 * out or took as something else.
 * @throws {UsageError} Names the file and says what is wrong with it, in one line; or what it
 * leaves open, with a line for each flag that answers it.
 */
export function readImportFile(
  path: string,
  choices: Choices = {},
  report: (line: string) => void = () => {},
): ImportedMeter[] {
  try {
    return importMeters(readFileSync(path), choices, (remark) => report(`${path}: ${remark}`));
  } catch (error) {
    throw new UsageError(`--import ${path}: ${reasonOf(error, choices)}`, { cause: error });
  }
}

function reasonOf(error: unknown, choices: Choices): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'it may not be read';
  const { choices: questions } = error as OpenQuestionError;
  if (code === 'decode' && questions !== undefined)
    return questions.map((question) => asked(question, choices)).join('\n');
  return (message.split('\n')[0] as string) || 'it cannot be read';
}

/** Returns a question with the flags that answer it. */
function asked(question: Question, choices: Choices): string {
  const flag = `--${ANSWER_FLAGS[question.kind]}`;
  const given = choices[question.kind];
  const options = question.options.map(
    ({ value, sample }) => `  ${flag} ${quoted(value)}${sample === null ? '' : `   ${sampleText(sample)}`}`,
  );
  return [
    openTextOf(question),
    ...(given === undefined ? [] : [`${flag} ${quoted(given)} is none of the answers:`]),
    ...options,
    ...(question.kind === 'time-zone' ? [`  ${flag} ZONE   any other IANA zone`] : []),
  ].join('\n');
}

/** As a shell takes it for one word. */
function quoted(value: string): string {
  if (/^[\w./:+-]+$/.test(value)) return value;
  return /["$`\\!]/.test(value) ? `'${value.replaceAll("'", "'\\''")}'` : `"${value}"`;
}
