import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { readMeterFile } from '../read-meter-file.ts';
import { type MeterFile, onlyMeter } from '../reading.ts';

const START = Date.UTC(2024, 6, 1);
const HOUR_MS = 3_600_000;

/** Returns consecutive hours of a meter, as JSON. */
const json = (values: readonly number[], { from = 0, meterId = 'Zähler' } = {}): string => {
  const at = (hour: number): string => new Date(START + hour * HOUR_MS).toISOString();
  const readings = values.map((kwh, i) => ({ start: at(from + i), end: at(from + i + 1), kwh }));
  return JSON.stringify({ meterId, timezone: 'Europe/Vienna', readings });
};
const TEXT = json([3, 1]);

/** Returns consecutive hours of a meter without a name, as CSV. */
const csv = (values: readonly number[], from = 0): string =>
  ['time,kWh', ...values.map((kwh, i) => `${new Date(START + (from + i) * HOUR_MS).toISOString()},${kwh}`)].join('\n');

/** Returns a text as bytes, one for each character. */
const single = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}
const zip = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, typeof file === 'string' ? strToU8(file) : file]),
    ) as Zippable,
  );

const kwhOf = (file: string | Uint8Array): number | null => onlyMeter(readMeterFile(file)).receipt.importKwh;
const notesOf = ({ meters }: MeterFile): readonly (string | undefined)[] =>
  meters.flatMap(({ receipt }) => receipt.notes.map(({ code, example }) => `${code}: ${example}`));
const refuses = (file: string | Uint8Array, message: RegExp): void => {
  assert.throws(() => readMeterFile(file), { code: 'decode', message });
};

describe('the text of a file', () => {
  for (const [what, file] of [
    ['UTF-8', strToU8(TEXT)],
    ['UTF-8 with a mark', strToU8(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', utf16(`\ufeff${TEXT}`, true)],
    ['UTF-16 BE with a mark', utf16(`\ufeff${TEXT}`, false)],
    ['UTF-16 LE without a mark', utf16(TEXT, true)],
    ['UTF-16 BE without a mark', utf16(TEXT, false)],
    ['Latin-1', single(TEXT)],
    ['text', TEXT],
    ['text with a mark', `\ufeff${TEXT}`],
    ['gzip', gzipSync(TEXT)],
    ['gzip of gzip', gzipSync(gzipSync(TEXT))],
    ['gzip of UTF-16', gzipSync(utf16(TEXT, true))],
    ['gzip in two members', Buffer.concat([gzipSync(TEXT.slice(0, 40)), gzipSync(TEXT.slice(40))])],
    ['ZIP', zip({ 'data.json': TEXT })],
    ['ZIP in gzip', gzipSync(zip({ 'data.json': TEXT }))],
    ['gzip in ZIP', zip({ 'data.json.gz': gzipSync(TEXT) })],
    ['ZIP in ZIP', zip({ 'inner.zip': zip({ 'data.json': TEXT }) })],
  ] as const) {
    it(`is read from ${what}`, () => {
      const { meters } = readMeterFile(file);
      assert.deepEqual([meters[0]?.id, meters[0]?.receipt.importKwh], ['Zähler', 4]);
    });
  }

  it('is read from bytes of another frame', () => {
    const foreign = runInNewContext('Uint8Array.from(bytes)', { bytes: [...strToU8(TEXT)] }) as Uint8Array;
    assert.equal(kwhOf(foreign), 4);
  });

  it('has the characters that Windows has in place of control codes', () => {
    const { meters } = readMeterFile(single(json([1], { meterId: 'Haus \x96 S\xfcd' })));
    assert.equal(meters[0]?.id, 'Haus – Süd');
  });
});

describe('input that is neither text nor bytes', () => {
  for (const [value, kind] of [
    [null, 'Null'],
    [undefined, 'Undefined'],
    [5, 'Number'],
    [{}, 'Object'],
    [[1, 2], 'Array'],
    [new ArrayBuffer(2), 'ArrayBuffer'],
  ] as const) {
    it(`is rejected with its type: ${kind}`, () => {
      const message = `readMeterFile: expected text or bytes (string or Uint8Array), but got ${kind}`;
      assert.throws(() => readMeterFile(value as unknown as string), { name: 'TypeError', message });
    });
  }
});

describe('a ZIP', () => {
  it('with the months of one meter is read as one file', () => {
    const file = zip({ '2024/07.json': json([1, 2]), '2024/08.json': json([4], { from: 2 }) });
    assert.deepEqual([kwhOf(file), readMeterFile(file).questions], [7, []]);
  });

  it('with files that share an hour counts it once', () => {
    assert.equal(kwhOf(zip({ 'a.json': json([1, 2]), 'b.json': json([2, 4], { from: 1 }) })), 7);
  });

  it('with files that contradict each other asks which counts', () => {
    const { questions } = readMeterFile(zip({ 'import.json': json([1, 2]), 'export.json': json([4, 9]) }));
    assert.deepEqual(
      questions.map(({ kind }) => kind),
      ['columns'],
    );
  });

  for (const [what, files, columns] of [
    [
      'of two meters that only their names tell apart',
      { 'electricity.csv': csv([3, 1]), 'gas.csv': csv([5, 2]) },
      ['kWh (electricity.csv)', 4, 'kWh (gas.csv)', 7],
    ],
    [
      'of two meters by number',
      { 'meter-1.csv': csv([3, 1]), 'meter-2.csv': csv([5, 2]) },
      ['kWh (meter-1.csv)', 4, 'kWh (meter-2.csv)', 7],
    ],
    [
      'of months of two meters in any order',
      { 'A/01.csv': csv([3, 1]), 'B/01.csv': csv([5, 2]), 'B/02.csv': csv([8], 2), 'A/02.csv': csv([4], 2) },
      ['kWh (A/01.csv to A/02.csv)', 8, 'kWh (B/01.csv to B/02.csv)', 15],
    ],
    [
      'of months of two meters by number',
      {
        'meter 1 2024-01.csv': csv([3, 1]),
        'meter 2 2024-01.csv': csv([5, 2]),
        'meter 1 2024-02.csv': csv([4], 2),
        'meter 2 2024-02.csv': csv([8], 2),
      },
      ['kWh (meter 1 2024-01.csv to meter 1 2024-02.csv)', 8, 'kWh (meter 2 2024-01.csv to meter 2 2024-02.csv)', 15],
    ],
    [
      'of one meter named in both, with values that differ',
      { 'a.json': json([3, 1]), 'b.json': json([5, 2]) },
      ['kwh (a.json)', 4, 'kwh (b.json)', 7],
    ],
  ] as const) {
    it(`${what} asks by the names of the files`, () => {
      const [question] = readMeterFile(zip(files)).questions;
      const single = question?.options.filter(({ names }) => names.length === 1);
      assert.deepEqual(
        single?.flatMap(({ value, sample }) => [value, sample?.importKwh]),
        columns,
      );
    });
  }

  it('with months of one meter has columns without the names of files', () => {
    const { columns } = onlyMeter(readMeterFile(zip({ '01.csv': csv([3, 1]), '02.csv': csv([1, 4], 1) })));
    assert.deepEqual(
      columns.map(({ label }) => label),
      ['kWh'],
    );
  });

  it('with two meters asks which to show', () => {
    const file = zip({ 'a.json': json([1], { meterId: 'A' }), 'b.json': json([2], { meterId: 'B' }) });
    assert.deepEqual(
      readMeterFile(file).questions.map(({ kind }) => kind),
      ['meter'],
    );
  });

  it('leaves out files that operating systems add, without a note', () => {
    const junk = { '__MACOSX/._data.json': '\0\0', 'a/.DS_Store': '\0', 'Thumbs.db': '\0' };
    const file = readMeterFile(zip({ ...junk, 'a/data.json': TEXT }));
    assert.deepEqual([onlyMeter(file).receipt.importKwh, notesOf(file)], [4, []]);
  });

  it('names other files that it leaves out', () => {
    const others = {
      'terms.pdf': '%PDF-1.7',
      'logo.png': single('\x89PNG\r\n'),
      'readme.txt': 'Thank you.',
      'empty.csv': '',
    };
    const file = readMeterFile(zip({ ...others, 'data.json': TEXT }));
    assert.deepEqual(notesOf(file), ['skipped: terms.pdf, logo.png, empty.csv, readme.txt']);
  });

  it('is rejected by the name of a month that cannot be read', () => {
    refuses(zip({ '07.json': json([1]), '08.json': '[{"start":' }), /^08\.json: it is not JSON/);
  });

  it('is rejected because of its first file if it has no meter data', () => {
    refuses(zip({ 'bill.pdf': '%PDF-1.7', 'logo.png': single('\x89PNG\r\n') }), /^bill\.pdf: it is a PDF/);
  });

  it('is rejected if it is empty', () => refuses(zip({}), /it is empty/));

  it('is rejected if it is truncated', () => {
    const whole = zip({ 'data.json': TEXT });
    refuses(whole.subarray(0, whole.length - 30), /damaged or was not downloaded to its end/);
  });

  it('is rejected if it is locked with a password', () => {
    const file = zip({ 'readme.txt': 'Hello.', 'data.json': TEXT });
    // Sets the flag of the last entry in the directory, whose headers start with PK 1 2.
    const at = Buffer.from(file).lastIndexOf(Buffer.from('PK\x01\x02'));
    file[at + 8]! |= 1;
    refuses(file, /locked with a password/);
  });

  it('is rejected if it is locked and ends with the longest comment', () => {
    const file = zip({ 'readme.txt': 'Hello.', 'data.json': TEXT });
    file[Buffer.from(file).indexOf(Buffer.from('PK\x01\x02')) + 8]! |= 1;
    const length = 0xffff;
    new DataView(file.buffer, file.byteOffset).setUint16(file.length - 2, length, true);
    refuses(Buffer.concat([file, Buffer.alloc(length, 'x')]), /locked with a password/);
  });

  it('is rejected by its name if it is in a ZIP and locked with a password', () => {
    const inner = zip({ 'data.json': TEXT });
    inner[Buffer.from(inner).lastIndexOf(Buffer.from('PK\x01\x02')) + 8]! |= 1;
    refuses(zip({ '07.json': json([1]), '08.zip': inner }), /^08\.zip: .*locked with a password/);
  });

  it('is rejected before it is unpacked if it is too large', () => {
    const file = zip({ 'data.json': TEXT });
    const at = Buffer.from(file).lastIndexOf(Buffer.from('PK\x01\x02'));
    new DataView(file.buffer, file.byteOffset).setUint32(at + 24, 300 * 1024 * 1024, true);
    refuses(file, /unpacks to more than 256 MB/);
  });

  it('is rejected if it is nested too deeply', () => {
    let file = zip({ 'data.json': TEXT });
    for (let i = 0; i < 5; i++) file = zip({ 'inner.zip': file });
    refuses(file, /packed too often/);
  });
});

describe('a gzip file', () => {
  it('is rejected if it is truncated', () => {
    const whole = gzipSync(TEXT);
    refuses(whole.subarray(0, whole.length - 20), /damaged or was not downloaded to its end/);
  });

  it('is rejected if it unpacks to too much', () => {
    // A gzip file of 300 MB, made of one repeated block of zeros.
    const block = deflateRawSync(new Uint8Array(1024 * 1024), { finishFlush: 2 });
    const head = gzipSync('').subarray(0, 10);
    refuses(Buffer.concat([head, ...Array<Buffer>(300).fill(block)]), /unpacks to more than 256 MB/);
  });
});

describe('a file without meter data', () => {
  const office = (name: string): Uint8Array => zip({ [name]: '<x/>', '[Content_Types].xml': '<Types/>' });
  for (const [what, file, message] of [
    ['an XLSX workbook', office('xl/workbook.xml'), /Excel workbook \(XLSX\).* save .* as CSV/],
    ['a Word document', office('word/document.xml'), /Word document/],
    ['an ODS workbook', zip({ mimetype: 'x', 'META-INF/manifest.xml': '<x/>' }), /OpenDocument.* as CSV/],
    ['an XLS workbook', single('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), /Excel workbook \(XLS.* as CSV/],
    ['an XML workbook', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', /Excel.* as CSV/],
    ['a PDF', single('%PDF-1.7\n'), /PDF.*as CSV or Green Button/],
    ['a picture', single('\xff\xd8\xff\xe0'), /picture/],
    ['a RAR archive', single('Rar!\x1a\x07'), /RAR.*unpack/],
    ['any other binary file', single('\x01\x00\x00\x02abc\x00\x00'), /binary/],
    ['a page to sign in', '<!DOCTYPE html>\n<html><title>Sign in</title></html>', /web page.* sign in .*again/],
    ['a page with a comment first', '\n<!-- v2 --><HTML></HTML>', /web page/],
    ['an empty file', new Uint8Array(), /it is empty/],
    ['a file of blanks', ' \r\n\t', /it is empty/],
    ['text of another kind', 'Dear customer', /not a known format of meter data/],
    ['a letter', 'Dear customer,\nthank you, and see you', /none of Green Button XML, CSV .*, NEM12, NEM13, and JSON/],
    ['a table without a header', '2024-07-01 00:00,3\n2024-07-01 01:00,1', /looks like CSV, but no line names a time/],
    ['a table of something else', 'name;age\nA;5\nB;7', /no line names a time and an energy column: put a header/],
  ] as const) {
    it(`is rejected with what it is: ${what}`, () => refuses(file, message));
  }

  it('is left out of a ZIP with meter data, and named', () => {
    const file = readMeterFile(zip({ 'table.xlsx': office('xl/workbook.xml'), 'data.json': TEXT }));
    assert.deepEqual([onlyMeter(file).receipt.importKwh, notesOf(file)], [4, ['skipped: table.xlsx']]);
  });
});
