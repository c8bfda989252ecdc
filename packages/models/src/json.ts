/** A whole number of 16 digits or more. */
const LONG_INTEGER = /[[,:]\s*-?[1-9]\d{15,}(?=\s*[,}\]])/;
/** Such a number with what is before it; or a string, whose digits are skipped. */
const TEXT_OR_LONG_INTEGER = /"(?:[^"\\]|\\.)*"|([[,:]\s*)(-?[1-9]\d{15,})(?=\s*[,}\]])/g;

/**
 * Parses JSON like `JSON.parse`, but returns a whole number in an object or a list as text if it is
 * too large for a number: some meter and account numbers come without quotes.
 * @throws {SyntaxError} The text is not JSON.
 */
export function parseJson(text: string): unknown {
  // The text is changed before parsing, because a reviver with access to the source takes twenty
  // times as long for a year of readings.
  return JSON.parse(LONG_INTEGER.test(text) ? text.replace(TEXT_OR_LONG_INTEGER, quoteLargeNumber) : text);
}

function quoteLargeNumber(found: string, before: string | undefined, digits: string | undefined): string {
  return digits === undefined || Number.isSafeInteger(Number(digits)) ? found : `${before}"${digits}"`;
}
