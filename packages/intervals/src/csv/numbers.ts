import { unitNamed } from '../files/resolve/units.ts';

/** The sign between whole and decimal places. */
export type DecimalMark = '.' | ',';

const UNDECIDED_COMMA = /^[-+(]?[1-9]\d{0,2},\d{3}\)?$/;
const UNDECIDED_DOT = /^[-+(]?[1-9]\d{0,2}\.\d{3}\)?$/;
/**
 * A comma that can only be a decimal mark: not before a group of three, behind a zero or four
 * digits, or behind a dotted group.
 */
const DECIMAL_COMMA = /^[-+(]?(?:\d*,(?:\d{1,2}|\d{4,})|0*,\d+|0+,\d+|\d{4,},\d+|\d{1,3}(?:[.' ]\d{3})+,\d+)\)?$/;
/** The same for a dot, and commas that can only be between groups of three. */
const DECIMAL_DOT =
  /^[-+(]?(?:\d*\.(?:\d{1,2}|\d{4,})|0*\.\d+|\d{4,}\.\d+|\d{1,3}(?:[,' ]\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})\)?$/;
const DOT_GROUPS = /^[-+(]?\d{1,3}(?:\.\d{3}){2,}\)?$/;

/** What the cells of number columns show about their decimal mark. */
export class MarkEvidence {
  #commas = 0;
  #dots = 0;
  #undecided: string | null = null;
  #undecidedDot: string | null = null;
  /** Whole numbers below a thousand, and above it without a separator. */
  #small = 0;
  #large = 0;

  /** Takes a cell into account. */
  add(text: string): void {
    const cell = text.replace(/[^\d.,'()+-]+$/, '').replace('\u2212', '-');
    if (cell.includes(',')) {
      if (DECIMAL_COMMA.test(cell)) this.#commas++;
      else if (DECIMAL_DOT.test(cell)) this.#dots++;
      else if (UNDECIDED_COMMA.test(cell)) this.#undecided ??= text;
    } else if (cell.includes('.')) {
      if (DOT_GROUPS.test(cell)) this.#commas++;
      else if (UNDECIDED_DOT.test(cell)) this.#undecidedDot ??= text;
      else if (DECIMAL_DOT.test(cell)) this.#dots++;
    } else if (/^[-+(]?\d+/.test(cell)) {
      if (Math.abs(Number(cell)) < 1000) this.#small++;
      else this.#large++;
    }
  }

  /** Returns true once further cells change nothing. */
  isDecided(hasCommas: boolean): boolean {
    return this.#commas > 0 || (!hasCommas && this.#dots > 0);
  }

  /** The mark; the cell that may mean two numbers when they leave it open. */
  decide(delimiter: string, markByDates: DecimalMark | null): DecimalMark | { readonly open: string } {
    if (this.#commas > 0) return ',';
    if (this.#dots > 0) return '.';
    if (this.#undecided === null) return this.#markOfDots(markByDates);
    // Where a semicolon separates, the comma is taken by the numbers.
    if (delimiter === ';' || this.#large > 0) return ',';
    // Numbers in a column that writes `1,234` and `987`, but never `0,5`, have no decimals.
    if (this.#small > 0 || this.#undecidedDot !== null) return '.';
    return markByDates ?? { open: this.#undecided };
  }

  /**
   * A dot is the decimal mark, unless a file whose habit is the comma has it before groups of three
   * alone.
   */
  #markOfDots(markByDates: DecimalMark | null): DecimalMark | { readonly open: string } {
    if (markByDates !== ',' || this.#undecidedDot === null || this.#large > 0) return '.';
    return this.#small > 0 ? ',' : { open: this.#undecidedDot };
  }
}

/**
 * A number as people and their programs write it: groups of thousands, a minus of any kind before
 * or behind it, parentheses for one below zero, an exponent, a unit behind it. `NaN` when it is
 * empty or none.
 */
export function parseNumber(text: string, mark: DecimalMark): number {
  const first = text.charCodeAt(0);
  // Nearly all are digits with one mark at most. What JavaScript takes beyond that (`0x10`,
  // `-Infinity`) is none.
  if (((first > 47 && first < 58) || first === 45) && text.charCodeAt(1) !== 120) {
    const value = mark === '.' ? Number(text) : text.includes('.') ? Number.NaN : Number(text.replace(',', '.'));
    if (Number.isFinite(value)) return value;
  }
  return parseSlowly(text, mark);
}

const NUMBER = /^([-+(]?)\s*((?:\d[\d.,' ]*|[.,]\d+))(e[-+]?\d+)?\s*([-)]?)\s*([^\d.,]*)$/i;

/** Marks of estimates and footnotes. */
const FLAG = /^(?:[*†‡#]+|[aes])$/i;

function parseSlowly(text: string, mark: DecimalMark): number {
  const match = NUMBER.exec(
    text
      .replace(/[\u2212\u2013]/g, '-')
      .replace(/[\u2019`]/g, "'")
      .trim(),
  );
  if (match === null) return Number.NaN;
  const [, sign, digits, exponent = '', end, unit] = match;
  if (unit !== '' && !FLAG.test(unit!) && unitNamed(unit!) === null) return Number.NaN;
  const isBelowZero = sign === '-' || end === '-' || (sign === '(' && end === ')');
  const value = Number(`${plainDigits(digits!.replace(/[' ]/g, ''), mark)}${exponent}`);
  return !Number.isFinite(value) ? Number.NaN : isBelowZero ? -value : value;
}

/**
 * Digits with a dot as the decimal mark and no groups. A cell that can only be meant in the other
 * way is taken so.
 */
function plainDigits(digits: string, mark: DecimalMark): string {
  const own = DECIMAL_COMMA.test(digits) || DOT_GROUPS.test(digits) ? ',' : DECIMAL_DOT.test(digits) ? '.' : mark;
  return own === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
}

/** The unit behind a number in a cell: `1.5 kWh`; `null` when there is none that is known. */
export function unitBehind(text: string): string | null {
  const unit = NUMBER.exec(text.trim())?.[5]?.trim() ?? '';
  return unit !== '' && unitNamed(unit) !== null ? unit : null;
}
