import { type Choices, type MeterFile, NoElectricityError, readMeterFile } from '@arc-elements/intervals/files';
import { isArcError } from '@arc-elements/models';
import type { ErrorLike } from '../internal/errors.ts';

/** A file to read. */
export interface ReadRequest {
  readonly bytes: ArrayBuffer;
  readonly choices: Choices;
  /** IANA zone for files that name none; empty for none. */
  readonly timeZone: string;
}

/** Why a file was refused, as plain data. */
export interface Refusal extends ErrorLike {
  /**
   * What the file has instead of electricity, from `NoElectricityError`; `null` for another reason.
   */
  readonly found: readonly string[] | null;
}

/** Result of reading, as plain data that can be sent from a worker. */
export type ReadAnswer = { readonly file: MeterFile } | { readonly refusal: Refusal };

/** Reads a file synchronously. An error becomes a refusal. */
export function readOrRefuse({ bytes, choices, timeZone }: ReadRequest): ReadAnswer {
  try {
    return { file: readMeterFile(new Uint8Array(bytes), choices, timeZone === '' ? {} : { timeZone }) };
  } catch (error) {
    if (isArcError(error)) {
      const { code, message } = error;
      return { refusal: { code, message, found: error instanceof NoElectricityError ? error.found : null } };
    }
    return {
      refusal: { code: 'decode', message: error instanceof Error ? error.message : String(error), found: null },
    };
  }
}

/** Returns the buffers of the columns in an answer, to transfer them instead of copying. */
export function buffersOf(answer: ReadAnswer): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  if ('file' in answer) {
    for (const { series } of answer.file.meters)
      for (const column of Object.values(series))
        if (ArrayBuffer.isView(column)) buffers.add(column.buffer as ArrayBuffer);
  }
  return [...buffers];
}
