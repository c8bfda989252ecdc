import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ImportError, type ImportedMeter } from '../data/import.ts';
import { importText } from '../data/import-text.ts';
import { UsageError } from './arguments.ts';

/**
 * Reads a file for `--import`, plain or gzip; a Green Button file may hold several meters.
 * @throws {UsageError} One line that names the file and says what is wrong with it.
 */
export function readImportFile(path: string): ImportedMeter[] {
  try {
    return importText(read(path));
  } catch (error) {
    throw new UsageError(`--import ${path}: ${reasonOf(error)}`, { cause: error });
  }
}

function read(path: string): string {
  const bytes = readFileSync(path);
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (gzip ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '');
}

function reasonOf(error: unknown): string {
  if (error instanceof ImportError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'it may not be read';
  return (message.split('\n')[0] as string) || 'it cannot be read';
}
