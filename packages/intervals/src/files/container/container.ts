import { DecodeError } from '@arc-elements/models';
import { type Entry, gunzipped, namesIn, UnpackBudget, unzipped } from './archive.ts';
import { startsWith, textOf } from './text.ts';
import { unsupportedArchive, unsupportedBytes, unsupportedText } from './unsupported.ts';

/** One text in a file. */
export interface ContainedText {
  /** Its name in an archive, with folders; `''` if the file is not an archive. */
  readonly name: string;
  /** Without a byte-order mark. */
  readonly text: string;
}

/** What a file contains. */
export interface Contents {
  /** At least one, in the order of the archive. */
  readonly texts: readonly ContainedText[];
  /** Names of files in an archive that hold no text, such as PDFs and pictures. */
  readonly skipped: readonly string[];
}

/** Archives may be nested up to a ZIP in a ZIP, each packed with gzip. */
const MAX_DEPTH = 4;

/**
 * Returns the texts in a file: plain or packed with gzip, or all texts of a ZIP and of the ZIPs in
 * it; UTF-8, UTF-16 or Windows-1252.
 * @throws {DecodeError} It contains no text. The message says what it is and what to do.
 */
export function contentsOf(file: string | Uint8Array): Contents {
  const found = new TextCollector();
  if (typeof file === 'string') found.text('', file.replace(/^\ufeff/, ''));
  else found.file({ name: '', bytes: file }, 0);
  const { texts, skipped, reasons } = found;
  if (texts.length === 0) throw reasons[0] ?? new DecodeError('', 'it is empty');
  return { texts, skipped };
}

class TextCollector {
  readonly texts: ContainedText[] = [];
  readonly skipped: string[] = [];
  /** Reasons why files contain no text. */
  readonly reasons: DecodeError[] = [];
  readonly #budget = new UnpackBudget();

  file(entry: Entry, depth: number): void {
    const { name, bytes } = entry;
    const isGzip = startsWith(bytes, '\x1f\x8b');
    if (!isGzip && !isZip(bytes)) {
      const unsupported = unsupportedBytes(bytes);
      if (unsupported === null) this.text(name, textOf(bytes));
      else this.#skip(name, unsupported);
    } else if (depth === MAX_DEPTH) this.#skip(name, 'it is packed too often: unpack it and take the file inside');
    else if (isGzip) this.file({ name, bytes: gunzipped(entry, this.#budget) }, depth + 1);
    else {
      const document = unsupportedArchive(namesIn(entry));
      if (document !== null) this.#skip(name, document);
      else for (const inner of unzipped(entry, this.#budget)) this.file(inner, depth + 1);
    }
  }

  text(name: string, text: string): void {
    const unsupported = unsupportedText(text);
    if (unsupported === null) this.texts.push({ name, text });
    else this.#skip(name, unsupported);
  }

  #skip(name: string, reason: string): void {
    this.skipped.push(name);
    this.reasons.push(new DecodeError(name, reason));
  }
}

function isZip(bytes: Uint8Array): boolean {
  // The second is the signature of an empty ZIP.
  return startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06');
}
