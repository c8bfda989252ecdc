import { type Choices, type MeterFile, NoElectricityError, readMeterFile } from '@arc-elements/intervals/files';
import { isArcError } from '@arc-elements/models';
import type { ErrorLike } from '../internal/errors.ts';

/** What to read. */
export interface ReadRequest {
  readonly bytes: ArrayBuffer;
  readonly choices: Choices;
  /** IANA zone for files that name none; empty for none. */
  readonly timeZone: string;
}

/** Why a file was refused, as plain data. */
export interface Refusal extends ErrorLike {
  /**
   * What the file has instead of electricity, as `NoElectricityError` says it; `null` for another
   * reason.
   */
  readonly found: readonly string[] | null;
}

/** What comes of a file. Plain data, which can go from one thread to another. */
export type ReadAnswer = { readonly file: MeterFile } | { readonly refusal: Refusal };

/** Reads a file, in one task. */
export function answerTo({ bytes, choices, timeZone }: ReadRequest): ReadAnswer {
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

/**
 * The memory of the columns in an answer: it can be given to another thread instead of being
 * copied.
 */
export function buffersOf(answer: ReadAnswer): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  if ('file' in answer) {
    for (const { series } of answer.file.meters)
      for (const column of Object.values(series))
        if (ArrayBuffer.isView(column)) buffers.add(column.buffer as ArrayBuffer);
  }
  return [...buffers];
}
