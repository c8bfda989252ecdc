/**
 * A search that cannot be read, or names a field that cannot be searched. `message` is safe to send
 * back.
 */
export class SearchError extends Error {
  readonly code = 'search';
}

/** The values of one record's field: several for a list such as `accountIds`. */
export type FieldValue = string | number | boolean | null | readonly (string | number)[];

/** Gives a record's field, or `undefined` when there is no such field. */
export type FieldReader<T> = (record: T, field: string) => FieldValue | undefined;

/**
 * Reads a Plug search (RSQL): `==`, `=` (as the printed samples have it), `!=`, `<`, `<=`, `>`,
 * `>=`, `=in=(…)`, `=out=(…)`, `=isnull=true`, `=notnull=true`, `;` for and, `,` for or,
 * parentheses, `*` at the end as a wildcard. Text without an operator is looked for in `anywhere`.
 * @throws {SearchError} Not readable.
 */
export function parseSearch<T>(
  text: string,
  read: FieldReader<T>,
  anywhere: readonly string[],
): (record: T) => boolean {
  if (text.trim() === '') return () => true;
  if (!/[=<>!]/.test(text)) {
    const wanted = text.trim().toLowerCase();
    return (record) =>
      anywhere.some((field) => valuesOf(read(record, field)).some((value) => value.toLowerCase().includes(wanted)));
  }
  const parser = new Parser(text, read);
  return parser.whole();
}

class Parser<T> {
  readonly #text: string;
  readonly #read: FieldReader<T>;
  #at = 0;
  #depth = 0;

  constructor(text: string, read: FieldReader<T>) {
    this.#text = text;
    this.#read = read;
  }

  whole(): (record: T) => boolean {
    const test = this.#or();
    if (this.#at < this.#text.length) throw new SearchError(`Unexpected "${this.#text[this.#at]}" in search`);
    return test;
  }

  #or(): (record: T) => boolean {
    const tests = [this.#and()];
    while (this.#take(',')) tests.push(this.#and());
    return (record) => tests.some((test) => test(record));
  }

  #and(): (record: T) => boolean {
    const tests = [this.#one()];
    while (this.#take(';')) tests.push(this.#one());
    return (record) => tests.every((test) => test(record));
  }

  #one(): (record: T) => boolean {
    if (this.#take('(')) {
      // Deeper nesting could exhaust the stack.
      if (++this.#depth > 50) throw new SearchError('Search is nested too deeply');
      const test = this.#or();
      if (!this.#take(')')) throw new SearchError('Missing ")" in search');
      this.#depth--;
      return test;
    }
    const found = /^\s*([\w.]+)\s*(=in=|=out=|=isnull=|=notnull=|=lt=|=le=|=gt=|=ge=|==|!=|<=|>=|<|>|=)/.exec(
      this.#text.slice(this.#at),
    );
    if (found === null) throw new SearchError('Search needs a field, an operator and a value');
    this.#at += found[0].length;
    return this.#comparison(found[1] as string, found[2] as string);
  }

  #comparison(field: string, operator: string): (record: T) => boolean {
    const values = operator === '=in=' || operator === '=out=' ? this.#list() : [this.#value()];
    const first = values[0] as string;
    const read = (record: T): string[] => {
      const value = this.#read(record, field);
      if (value === undefined) throw new SearchError(`Field ${field} cannot be searched`);
      return valuesOf(value);
    };
    const among = (record: T): boolean => read(record).some((have) => values.some((want) => matches(have, want)));
    switch (operator) {
      case '=':
      case '==':
      case '=in=':
        return among;
      case '!=':
      case '=out=':
        return (record) => !among(record);
      case '=isnull=':
        return (record) => (read(record).length === 0) === (first === 'true');
      case '=notnull=':
        return (record) => read(record).length > 0 === (first === 'true');
      default:
        return (record) => read(record).some((have) => ordered(have, first, operator));
    }
  }

  #list(): string[] {
    if (!this.#take('(')) return [this.#value()];
    const values = [this.#value()];
    while (this.#take(',')) values.push(this.#value());
    if (!this.#take(')')) throw new SearchError('Missing ")" in search');
    return values;
  }

  #value(): string {
    const rest = this.#text.slice(this.#at);
    const quoted = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*/.exec(rest);
    if (quoted !== null) {
      this.#at += quoted[0].length;
      return (quoted[1] ?? quoted[2] ?? '').replace(/\\(.)/g, '$1');
    }
    const bare = /^[^;,()"']+/.exec(rest);
    if (bare === null) throw new SearchError('Search has an operator without a value');
    this.#at += bare[0].length;
    return bare[0].trim();
  }

  #take(character: string): boolean {
    while (this.#text[this.#at] === ' ') this.#at++;
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}

const valuesOf = (value: FieldValue | undefined): string[] => {
  if (value === null || value === undefined) return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
};

const matches = (have: string, want: string): boolean =>
  want.endsWith('*') ? have.startsWith(want.slice(0, -1)) : have === want;

function ordered(have: string, want: string, operator: string): boolean {
  // Numbers and times compare as such; anything else as text.
  const numbers = [Number(have), Number(want)];
  const times = [Date.parse(have), Date.parse(want)];
  const [a, b] = !numbers.some(Number.isNaN) ? numbers : !times.some(Number.isNaN) ? times : [have, want];
  const order = a === b ? 0 : (a as string) < (b as string) ? -1 : 1;
  switch (operator) {
    case '<':
    case '=lt=':
      return order < 0;
    case '<=':
    case '=le=':
      return order <= 0;
    case '>':
    case '=gt=':
      return order > 0;
    default:
      return order >= 0;
  }
}
