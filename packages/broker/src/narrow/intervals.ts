import { parseExact, toBytes } from '../encoding.ts';
import { ByteWriter } from './byte-writer.ts';
import { type Column, canShow, columnNamed, columnWrittenAt, replacementFor } from './columns.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, JsonReader, OPEN_BRACKET } from './json-reader.ts';
import { endOfNumbers } from './literals.ts';
import { ForeignDataError, isOwnerField, isSearched, type Owner, onlyOwn, ownerIn } from './owner.ts';
import { narrow } from './shape.ts';

/** The owner that the answer must have. */
export interface IntervalOwner extends Required<Owner> {
  readonly meterId: string;
}

/** Fields of both interval answers beside the readings. Source: UPSTREAM.md, Intervals. */
const HEADER_KEYS = new Set([
  'correlationIds',
  'credentialIds',
  'meterId',
  'meterNumber',
  'intervalsCreatedAt',
  'intervalsUpdatedAt',
  'earliestIntervalAt',
  'latestIntervalAt',
  'providerName',
  'providerId',
  'serviceType',
  'electricMeterMultiplier',
  'readType',
  'localTimezone',
  'intervalDurationMinutes',
  'sourceIntervalDurationMinutes',
  'startAt',
  'endAt',
]);
const METER = 'meterId';
const READINGS = 'readings';
const READINGS_KEY = toBytes(`"${READINGS}":`);
const NULL = toBytes('null');
// Which of two equal keys counts depends on the parser, so the answer is refused.
const DUPLICATE_KEY = 'a key occurs twice';
const NOTHING = new Uint8Array(0);

const utf8 = new TextDecoder('utf-8', { fatal: true });
const textOf = (bytes: Uint8Array, from: number, to: number): string => utf8.decode(bytes.subarray(from, to));

/**
 * What contains the current position in the answer. `hidden` is not shown but searched for owners;
 * `ignored` is neither.
 */
type Container = 'nothing' | 'head' | 'readings' | 'reading' | 'values' | 'hidden' | 'ignored';

/**
 * Narrows either kind of interval answer while it arrives, because a year of one-minute data is too
 * large to hold. It keeps only the fields that are listed here and in `columns.ts`, and in lists of
 * owners only this one. A field that names another user makes the whole answer foreign wherever it
 * is, since the reading beside it may be theirs. The output of `take` may be sent only once the
 * narrower is `ready` or has ended, since the ids may come last.
 */
export class IntervalNarrower {
  readonly #owner: IntervalOwner;
  readonly #reader = new JsonReader({
    key: (bytes, from, to) => this.#key(bytes, from, to),
    open: (bracket) => this.#open(bracket),
    close: () => this.#close(),
    scalar: (bytes, from, to) => this.#scalar(bytes, from, to),
    whole: (bytes, from, to) => this.#whole(bytes, from, to),
    items: (bytes, from) => this.#items(bytes, from),
  });
  readonly #writer = new ByteWriter();
  readonly #outer: Container[] = [];
  #container: Container = 'nothing';
  /** True if nothing has been written inside the current brackets yet. */
  #isEmpty = true;
  /** Names of the fields of the head so far. */
  readonly #names = new Set<string>();
  /** Bits of the columns of the current reading so far. */
  #columns = 0;
  /** Name of the current field. */
  #name = '';
  /** Column of the current field, if it is one. */
  #column: Column | undefined;
  /** True once a field has named the user. */
  #isOwn = false;
  #ended = false;
  /**
   * True once the owner is known and the readings have begun: the output may be sent from then on.
   */
  ready = false;

  constructor(owner: IntervalOwner) {
    this.#owner = owner;
  }

  /**
   * Reads the next chunk.
   * @throws {ForeignDataError | SyntaxError} Another user's, or no interval answer.
   */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** Ends the answer. @throws {SyntaxError} It ended too early or names no meter. */
  end(): void {
    this.#reader.end();
    this.#ended = true;
    if (!this.#names.has(METER)) throw new SyntaxError('the answer names no meter');
  }

  /**
   * Returns the output since the last call. It may share memory with the chunks that were pushed.
   */
  take(): Uint8Array[] {
    return this.#writer.take(this.#ended);
  }

  /** @returns true if the value has to be given to `#whole`. */
  #key(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#container === 'reading') {
      const column = columnWrittenAt(bytes, from, to);
      this.#column = column;
      if (column !== undefined) return this.#onceInReading(column);
    }
    this.#name = String(JSON.parse(textOf(bytes, from, to)));
    switch (this.#container) {
      case 'head':
        return this.#headKey();
      case 'reading':
        // The name may be written with escapes.
        this.#column = columnNamed(this.#name);
        if (this.#column !== undefined) return this.#onceInReading(this.#column);
        return this.#name === METER || isOwnerField(this.#name);
      default:
        return this.#container === 'hidden' && isOwnerField(this.#name);
    }
  }

  #headKey(): boolean {
    if (this.#name !== READINGS && !HEADER_KEYS.has(this.#name) && !isOwnerField(this.#name)) return false;
    if (this.#names.has(this.#name)) throw new SyntaxError(DUPLICATE_KEY);
    this.#names.add(this.#name);
    if (this.#name !== READINGS) return true;
    this.#member(READINGS_KEY);
    this.#updateReady();
    return false;
  }

  #onceInReading({ bit }: Column): false {
    if ((this.#columns & bit) !== 0) throw new SyntaxError(DUPLICATE_KEY);
    this.#columns |= bit;
    return false;
  }

  #open(bracket: number): void {
    const inside = this.#containerOf(bracket);
    if (inside === 'hidden' || inside === 'ignored') this.#scalar(NOTHING, 0, 0);
    else {
      if (inside === 'values' && this.#column !== undefined) this.#member(this.#column.key);
      if (this.#container === 'readings') this.#comma();
      this.#writer.byte(bracket);
      this.#isEmpty = true;
    }
    if (inside === 'reading') this.#columns = 0;
    this.#outer.push(this.#container);
    this.#container = inside;
  }

  #containerOf(bracket: number): Container {
    const isList = bracket === OPEN_BRACKET;
    const container = this.#container;
    if (container === 'nothing') return 'head';
    // The object of parallel lists may come without the list around it, as rows of other resources
    // do.
    if (container === 'head' && this.#name === READINGS) return isList ? 'readings' : 'reading';
    if (container === 'readings' && !isList) return 'reading';
    if (container === 'reading' && isList && this.#column?.isList === true) return 'values';
    return container === 'ignored' || !isSearched(this.#name) ? 'ignored' : 'hidden';
  }

  #close(): void {
    if (this.#container !== 'hidden' && this.#container !== 'ignored') {
      const isList = this.#container === 'readings' || this.#container === 'values';
      this.#writer.byte(isList ? CLOSE_BRACKET : CLOSE_BRACE);
      this.#isEmpty = false;
    }
    this.#container = this.#outer.pop() ?? 'nothing';
    this.#name = '';
  }

  /** A string, number, `null`, `true` or `false`; no bytes stand for a value of another kind. */
  #scalar(bytes: Uint8Array, from: number, to: number): void {
    const column = this.#column;
    if (this.#container === 'head' && this.#name === READINGS) {
      if (textOf(bytes, from, to) !== 'null') throw new SyntaxError('the readings are not a list');
      this.#writer.write(NULL);
    } else if (this.#container === 'readings') {
      this.#comma();
      this.#writer.write(NULL);
    } else if (column !== undefined && (this.#container === 'reading' || this.#container === 'values')) {
      const isValue = this.#container === 'values';
      if (isValue) this.#comma();
      else this.#member(column.key);
      if (column.isList !== isValue) this.#writer.write(column.fallback);
      else if (canShow(column, bytes, from, to)) this.#writer.write(bytes, from, to);
      else this.#writer.write(replacementFor(column, textOf(bytes, from, to)));
    }
  }

  #whole(bytes: Uint8Array, from: number, to: number): void {
    const name = this.#name;
    const value = parseExact(textOf(bytes, from, to));
    const named = ownerIn({ [name]: value }, this.#owner);
    if (named === 'another' || (name === METER && value !== this.#owner.meterId))
      throw new ForeignDataError('intervals');
    if (this.#container !== 'head') return;
    this.#isOwn ||= named === 'own';
    const shown = Array.isArray(value) ? narrow(onlyOwn(name, value, this.#owner), [true]) : narrow(value, true);
    if (shown !== undefined && HEADER_KEYS.has(name))
      this.#member(toBytes(`${JSON.stringify(name)}:${JSON.stringify(shown)}`));
    this.#updateReady();
  }

  /** Copies a run of numbers at once: nearly all bytes of an answer are in such runs. */
  #items(bytes: Uint8Array, from: number): number {
    // Outside of a column, items are hidden or are `null` in place of a reading.
    if (this.#container !== 'values') return from;
    const end = endOfNumbers(bytes, from);
    if (end > from) {
      this.#comma();
      this.#writer.write(bytes, from, end);
    }
    return end;
  }

  #updateReady(): void {
    this.ready ||= this.#isOwn && this.#names.has(METER) && this.#names.has(READINGS);
  }

  #member(bytes: Uint8Array): void {
    this.#comma();
    this.#writer.write(bytes);
  }

  #comma(): void {
    if (!this.#isEmpty) this.#writer.byte(COMMA);
    this.#isEmpty = false;
  }
}
