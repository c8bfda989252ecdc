import { startsWith } from './text.ts';

/** A kind of file that is not read, and what to do instead. */
interface UnsupportedKind {
  /** The first bytes, as characters. */
  readonly start: string;
  readonly message: string;
}

const AS_CSV = 'open it in a spreadsheet program, save the sheet with the readings as CSV, and take that file';
const UNPACK = 'unpack it and take the file inside';
const PICTURE = 'it is a picture: download the data of the meter as CSV or Green Button instead';

const UNSUPPORTED: readonly UnsupportedKind[] = [
  { start: '\xd0\xcf\x11\xe0', message: `it is an Excel workbook (XLS, or XLSX with a password): ${AS_CSV}` },
  { start: '%PDF', message: 'it is a PDF document: download the data of the meter as CSV or Green Button instead' },
  { start: '{\\rtf', message: 'it is an RTF document: save it as plain text' },
  { start: '\x89PNG', message: PICTURE },
  { start: '\xff\xd8\xff', message: PICTURE },
  { start: 'GIF8', message: PICTURE },
  { start: '7z\xbc\xaf', message: `it is a 7z archive: ${UNPACK}` },
  { start: 'Rar!', message: `it is a RAR archive: ${UNPACK}` },
  { start: 'BZh', message: `it is packed with bzip2: ${UNPACK}` },
  { start: '\xfd7zXZ', message: `it is packed with xz: ${UNPACK}` },
  { start: '\x28\xb5\x2f\xfd', message: `it is packed with Zstandard: ${UNPACK}` },
  { start: 'SQLite format 3', message: 'it is an SQLite database: export the table with the readings as CSV' },
  { start: 'PAR1', message: 'it is a Parquet file: export it as CSV' },
];

/** Documents that are ZIP archives, recognised by the name of an entry. */
const DOCUMENTS: readonly { readonly entry: RegExp; readonly message: string }[] = [
  { entry: /^xl\//, message: `it is an Excel workbook (XLSX): ${AS_CSV}` },
  { entry: /^word\//, message: 'it is a Word document: save the readings as CSV' },
  { entry: /^\[Content_Types\]\.xml$/, message: `it is an Office document: ${AS_CSV}` },
  { entry: /^META-INF\/manifest\.xml$/, message: `it is an OpenDocument file (ODS): ${AS_CSV}` },
  { entry: /^Index\/Document\.iwa$/, message: 'it is a Numbers document: export it as CSV' },
];

const WEB_PAGE = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|table)\b/i;
const SPREADSHEET_XML = /<\?mso-application\s+progid="Excel|urn:schemas-microsoft-com:office:spreadsheet/;
const HEAD = 4096;

/** Returns what unsupported bytes are and what to do; `null` if they may be text. */
export function unsupportedBytes(bytes: Uint8Array): string | null {
  return UNSUPPORTED.find(({ start }) => startsWith(bytes, start))?.message ?? null;
}

/** Returns what document a ZIP with these entries is and what to do; `null` for a ZIP of files. */
export function unsupportedArchive(names: readonly string[]): string | null {
  return DOCUMENTS.find(({ entry }) => names.some((name) => entry.test(name)))?.message ?? null;
}

/** Returns what a text without meter data is and what to do; `null` if it may be meter data. */
export function unsupportedText(text: string): string | null {
  const head = text.slice(0, HEAD);
  if (head.trim() === '' && text.trim() === '') return 'it is empty';
  if (head.includes('\0')) return 'it is a binary file: download the data of the meter as CSV or Green Button instead';
  if (SPREADSHEET_XML.test(head)) return `it is an Excel workbook (XML): ${AS_CSV}`;
  if (!WEB_PAGE.test(head)) return null;
  return (
    "it is a web page, perhaps the one to sign in to the utility's site: sign in and download again; " +
    `if it shows the readings, ${AS_CSV}`
  );
}
