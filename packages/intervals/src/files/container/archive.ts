import { DecodeError } from '@arc-elements/models';
import { Gunzip, type UnzipFileInfo, unzipSync } from 'fflate';

/** Limits how many bytes are unpacked: a few hundred bytes can unpack to gigabytes. */
export class UnpackBudget {
  static readonly MOST = 256 * 1024 * 1024;
  #left = UnpackBudget.MOST;

  /** @throws {DecodeError} The limit is exceeded. */
  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0)
      throw new DecodeError('', 'it unpacks to more than 256 MB: unpack it and take one file at a time');
  }
}

/** One file of an archive. */
export interface Entry {
  /** With its folders. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Size of the pieces that are unpacked at once. They grow a thousandfold at most, so that unpacking
 * stops soon after the limit.
 */
const CHUNK_BYTES = 32 * 1024;

/**
 * Unpacks all members of a gzip file.
 * @throws {DecodeError} It is damaged, truncated or too large.
 */
export function gunzipped({ name, bytes }: Entry, budget: UnpackBudget): Uint8Array {
  const pieces: Uint8Array[] = [];
  let length = 0;
  withFileName(name, () => {
    const gunzip = new Gunzip((piece) => {
      budget.take(piece.length);
      pieces.push(piece);
      length += piece.length;
    });
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES)
      gunzip.push(bytes.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= bytes.length);
  });
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Files that operating systems add to archives. */
const BY_SYSTEM = /(?:^|\/)(?:__MACOSX\/.*|\.[^/]*|Thumbs\.db|desktop\.ini)$/i;

/**
 * Returns the names of all entries of a ZIP, including folders.
 * @throws {DecodeError} It is damaged or locked with a password.
 */
export function namesIn({ name, bytes }: Entry): readonly string[] {
  if (hasLockedEntry(bytes))
    throw new DecodeError(name, 'it is a ZIP that is locked with a password: unpack it and take the file inside');
  const names: string[] = [];
  const list = (entry: UnzipFileInfo): boolean => {
    names.push(entry.name);
    return false;
  };
  withFileName(name, () => unzipSync(bytes, { filter: list }));
  return names;
}

/**
 * Unpacks the files of a ZIP, in its order, without folders and files that operating systems add.
 * @throws {DecodeError} It is damaged or too large.
 */
export function unzipped({ name, bytes }: Entry, budget: UnpackBudget): readonly Entry[] {
  const isWanted = (entry: UnzipFileInfo): boolean => {
    if (entry.name.endsWith('/') || BY_SYSTEM.test(entry.name)) return false;
    budget.take(entry.originalSize);
    return true;
  };
  const files = withFileName(name, () => unzipSync(bytes, { filter: isWanted }));
  return Object.entries(files).map(([own, content]) => ({
    name: name === '' ? own : `${name}/${own}`,
    bytes: content,
  }));
}

/** @throws {DecodeError} An error of the unpacker, with the name of the file. */
function withFileName<T>(name: string, unpack: () => T): T {
  try {
    return unpack();
  } catch (cause) {
    if (cause instanceof DecodeError) throw cause;
    const { message } = cause as Error;
    throw new DecodeError(name, `it is damaged or was not downloaded to its end (${message})`, { cause });
  }
}

/**
 * Returns true if an entry of a ZIP is locked with a password, which its header in the directory
 * says. The unpacker does not check it. Source: APPNOTE.TXT 4.3.12, 4.3.16, 4.4.4.
 */
function hasLockedEntry(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const last = bytes.length - 22;
  let end = last;
  // The end of the directory is followed by a comment of at most 65,535 bytes.
  while (end >= 0 && end >= last - 0xffff && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return false;
  let at = view.getUint32(end + 16, true);
  for (
    let k = view.getUint16(end + 10, true);
    k > 0 && at + 46 <= end && view.getUint32(at, true) === 0x02014b50;
    k--
  ) {
    if ((view.getUint16(at + 8, true) & 1) === 1) return true;
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return false;
}
