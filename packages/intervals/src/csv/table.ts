const LINE_FEED = 10;
const RETURN = 13;

/** A CSV text as rows of fields. Handles quotes, doubled quotes, line breaks inside quotes, a byte-order mark and any line ending. */
export function parseTable(text: string): {
  readonly rows: readonly (readonly string[])[];
  readonly delimiter: string;
} {
  // Non-breaking spaces occur inside times (SCE).
  const source = (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).replaceAll('\u00a0', ' ');
  const delimiter = delimiterOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const { length } = source;
  while (at < length) {
    let field: string;
    if (source[at] === '"') {
      let end = source.indexOf('"', at + 1);
      while (end !== -1 && source[end + 1] === '"') end = source.indexOf('"', end + 2);
      if (end === -1) end = length;
      field = source.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
      // Whatever stands between a closing quote and the delimiter belongs to nobody.
      while (at < length && source[at] !== delimiter && source[at] !== '\n' && source[at] !== '\r') at++;
    } else {
      const end = endOfField(source, at, delimiter);
      field = source.slice(at, end);
      at = end;
    }
    row.push(field.trim());
    if (source[at] === delimiter) {
      at++;
      if (at === length) row.push('');
      continue;
    }
    if (source[at] === '\r' && source[at + 1] === '\n') at++;
    at++;
    rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push(row);
  return { rows, delimiter };
}

function endOfField(source: string, from: number, delimiter: string): number {
  const separator = delimiter.charCodeAt(0);
  for (let at = from; at < source.length; at++) {
    const sign = source.charCodeAt(at);
    if (sign === separator || sign === LINE_FEED || sign === RETURN) return at;
  }
  return source.length;
}

/** The sign that separates most of the fields: comma, semicolon or tab. */
function delimiterOf(source: string): string {
  const sample = source.slice(0, 20_000).replace(/"[^"]*"/g, '');
  let best = ',';
  let most = -1;
  for (const candidate of [',', ';', '\t']) {
    const count = sample.split(candidate).length;
    // A decimal comma makes commas look frequent where semicolons separate, so a semicolon needs fewer to win.
    const weight = candidate === ',' ? count : count * 1.5;
    if (count > 1 && weight > most) {
      most = weight;
      best = candidate;
    }
  }
  return best;
}
