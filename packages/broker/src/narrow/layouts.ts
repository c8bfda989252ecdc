import { COMMA, OPEN_BRACE, QUOTE } from './json-reader.ts';
import { endOfLiteral } from './literals.ts';

/** What stands between two numbers of a row, as words of four bytes. */
interface Piece {
  readonly length: number;
  readonly words: Int32Array;
  /** Bits that have to be the same. */
  readonly masks: Int32Array;
  /** Added, takes what is more than a digit out of the sixteen bytes that the mask lets pass for digits. */
  readonly lifts: Int32Array;
}

/** Layouts in use at a time: import and export, with and without a word on estimates. */
const MAX_LAYOUTS = 4;
/** Rows looked at in a row of which none is like another: where each has a layout of its own, learning them is in vain. */
const MAX_TRIES = 64;

const MAX_ROW_BYTES = 512;

/**
 * Recognizes rows that are like an earlier one but for digits within its texts and for its numbers. All rows of an answer are alike,
 * and to compare them four bytes at a time takes a third of the time of reading them.
 */
export class Layouts {
  readonly #layouts: (readonly Piece[])[] = [];
  #learned = 0;
  #tries = 0;
  #last = 0;
  /** Which layout came after each, as import and export take turns. */
  readonly #after = new Uint8Array(MAX_LAYOUTS);

  /** Remembers what a row looks like: an object of JSON without spaces, or what is not one and is passed over. */
  learn(row: Uint8Array): void {
    if (row[0] !== OPEN_BRACE || row.length > MAX_ROW_BYTES || this.#tries === MAX_TRIES) return;
    this.#tries += 1;
    // Rows that chunks cut in two come here as well, though they are like others.
    const padded = new Uint8Array(row.length + 4);
    padded.set(row);
    if (this.#endOfRow(new DataView(padded.buffer), padded, 0) === row.length) return;
    this.#layouts[this.#learned % MAX_LAYOUTS] = piecesOf(row);
    this.#learned += 1;
  }

  /** Where the last of such rows ends, one after the other from `from` on with commas between; `from` when there is none. */
  end(view: DataView, bytes: Uint8Array, from: number): number {
    let end = from;
    for (let i = from; ; i += 1) {
      i = this.#endOfRow(view, bytes, i);
      if (i === -1) break;
      end = i;
      if (i >= bytes.length || bytes[i] !== COMMA) break;
    }
    if (end > from) this.#tries = 0;
    return end;
  }

  #endOfRow(view: DataView, bytes: Uint8Array, from: number): number {
    const expected = this.#after[this.#last] as number;
    for (let k = 0; k < this.#layouts.length; k += 1) {
      const n = (expected + k) % this.#layouts.length;
      const end = endOf(this.#layouts[n] as readonly Piece[], view, bytes, from);
      if (end === -1) continue;
      this.#after[this.#last] = n;
      this.#last = n;
      return end;
    }
    return -1;
  }
}

function endOf(pieces: readonly Piece[], view: DataView, bytes: Uint8Array, from: number): number {
  let i = from;
  for (let n = 0; n < pieces.length; n += 1) {
    if (n > 0) i = endOfLiteral(bytes, i);
    const { length, words, masks, lifts } = pieces[n] as Piece;
    if (i === -1 || i + 4 * words.length > bytes.length) return -1;
    for (let k = 0; k < words.length; k += 1) {
      const word = view.getInt32(i + 4 * k, true);
      const wanted = words[k] as number;
      if ((((word ^ wanted) | ((word + (lifts[k] as number)) ^ wanted)) & (masks[k] as number)) !== 0) return -1;
    }
    i += length;
  }
  return i;
}

function piecesOf(row: Uint8Array): readonly Piece[] {
  const pieces: Piece[] = [];
  let inText = false;
  let from = 0;
  for (let i = 0; i < row.length; i += 1) {
    if (row[i] === QUOTE) inText = !inText;
    else if (!inText) {
      const end = endOfLiteral(row, i);
      if (end === -1) continue;
      pieces.push(pieceOf(row.subarray(from, i)));
      from = end;
      i = end - 1;
    }
  }
  pieces.push(pieceOf(row.subarray(from)));
  return pieces;
}

function pieceOf(text: Uint8Array): Piece {
  const size = Math.ceil(text.length / 4);
  const bytes = { words: new Uint8Array(4 * size), masks: new Uint8Array(4 * size), lifts: new Uint8Array(4 * size) };
  for (const [i, byte] of text.entries()) {
    const isDigit = byte >= 0x30 && byte <= 0x39;
    bytes.words[i] = byte;
    bytes.masks[i] = isDigit ? 0xf0 : 0xff;
    bytes.lifts[i] = isDigit ? 6 : 0;
  }
  const wordsOf = (of: Uint8Array): Int32Array => {
    const view = new DataView(of.buffer);
    return Int32Array.from({ length: size }, (_, k) => view.getInt32(4 * k, true));
  };
  return { length: text.length, words: wordsOf(bytes.words), masks: wordsOf(bytes.masks), lifts: wordsOf(bytes.lifts) };
}
