import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readRecordings } from '../recorded/read-recordings.ts';
import type { Recording } from '../recorded/recording.ts';
import { UsageError } from './usage-error.ts';

/**
 * Reads a folder of recorded answers, its `.har` and `.json` files in the order of their names.
 * @throws {UsageError} It cannot be read, or a file in it is not one of recorded answers; `message`
 * names it.
 */
export function readRecordedFolder(folder: string): Recording[] {
  const files = filesOf(folder).filter((file) => /\.(har|json)$/i.test(file));
  if (files.length === 0) throw new UsageError(`--recorded ${folder}: there is no .har or .json file in it`);
  return files.flatMap((file) => {
    try {
      return readRecordings(relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf8'));
    } catch (error) {
      throw new UsageError(`--recorded ${file}: ${(error as Error).message}`, { cause: error });
    }
  });
}

function filesOf(folder: string): string[] {
  const entries = entriesOf(folder);
  const pathOf = (entry: Dirent): string => join(entry.parentPath, entry.name);
  // One may lead out of the folder, or round in a circle.
  const link = entries.find((entry) => entry.isSymbolicLink());
  if (link !== undefined)
    throw new UsageError(`--recorded ${pathOf(link)}: it is a symbolic link; put what it leads to in its place`);
  return entries
    .filter((entry) => entry.isFile())
    .map(pathOf)
    .sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = isMissing ? 'there is no such folder' : 'it is no folder that can be read';
    throw new UsageError(`--recorded ${folder}: ${reason}`, { cause: error });
  }
}
