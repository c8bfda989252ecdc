import { unitNamed } from '../files/resolve/units.ts';

/** The character between whole and decimal places. */
export type DecimalMark = '.' | ',';

const UNDECIDED_COMMA = /^[-+(]?[1-9]\d{0,2},\d{3}\)?$/;
const UNDECIDED_DOT = /^[-+(]?[1-9]\d{0,2}\.\d{3}\)?$/;
/**
 * A number whose comma can only be the decimal mark: it is not followed by three digits, or comes
 * after a zero, four digits or groups with dots.
 */
const DECIMAL_COMMA = /^[-+(]?(?:\d*,(?:\d{1,2}|\d{4,})|0*,\d+|0+,\d+|\d{4,},\d+|\d{1,3}(?:[.' ]\d{3})+,\d+)\)?$/;
/** A number whose dot can only be the decimal mark, or whose commas can only separate thousands. */
const DECIMAL_DOT =
  /^[-+(]?(?:\d*\.(?:\d{1,2}|\d{4,})|0*\.\d+|\d{4,}\.\d+|\d{1,3}(?:[,' ]\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,})\)?$/;
const DOT_GROUPS = /^[-+(]?\d{1,3}(?:\.\d{3}){2,}\)?$/;

/** Collects what the cells of number columns show about their decimal mark. */
export class MarkEvidence {
  #commas = 0;
  #dots = 0;
  #undecided: string | null = null;
  #undecidedDot: string | null = null;
  /** Count of whole numbers below a thousand, and of those above it without a separator. */
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

  /** Returns the mark, or the cell that may mean two numbers if the cells do not decide. */
  decide(delimiter: string, markByDates: DecimalMark | null): DecimalMark | { readonly open: string } {
    if (this.#commas > 0) return ',';
    if (this.#dots > 0) return '.';
    if (this.#undecided === null) return this.#markOfDots(markByDates);
    // In files separated by semicolons, numbers have decimal commas.
    if (delimiter === ';' || this.#large > 0) return ',';
    // A file with `1,234` and `987`, but never `0,5`, has no decimals.
    if (this.#small > 0 || this.#undecidedDot !== null) return '.';
    return markByDates ?? { open: this.#undecided };
  }

  /**
   * Returns the dot, unless the dates suggest a comma and every dot is followed by three digits.
   */
  #markOfDots(markByDates: DecimalMark | null): DecimalMark | { readonly open: string } {
    if (markByDates !== ',' || this.#undecidedDot === null || this.#large > 0) return '.';
    return this.#small > 0 ? ',' : { open: this.#undecidedDot };
  }
}

/**
 * Reads a number as people and programs write it: with thousands separators, a minus sign of any
 * kind before or after it, parentheses for negative numbers, an exponent, a unit after it. `NaN` if
 * the text is empty or not a number.
 */
export function parseNumber(text: string, mark: DecimalMark): number {
  const first = text.charCodeAt(0);
  // Nearly all numbers have digits and at most one mark. Other forms that `Number` reads (`0x10`,
  // `-Infinity`) are not accepted.
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
 * Returns digits with a dot as the decimal mark and no separators. A number that can only have the
 * other mark is read with that.
 */
function plainDigits(digits: string, mark: DecimalMark): string {
  const own = DECIMAL_COMMA.test(digits) || DOT_GROUPS.test(digits) ? ',' : DECIMAL_DOT.test(digits) ? '.' : mark;
  return own === ',' ? digits.replaceAll('.', '').replace(',', '.') : digits.replaceAll(',', '');
}

/** Returns the unit after a number in a cell, as in `1.5 kWh`; `null` if there is no known one. */
export function unitBehind(text: string): string | null {
  const unit = NUMBER.exec(text.trim())?.[5]?.trim() ?? '';
  return unit !== '' && unitNamed(unit) !== null ? unit : null;
}
