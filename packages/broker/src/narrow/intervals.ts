import { parseExact, toBytes } from '../encoding.ts';
import { ByteWriter } from './byte-writer.ts';
import { type Column, columnAt, columnNamed, shownOf, shows } from './columns.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COMMA, JsonReader, OPEN_BRACKET } from './json-reader.ts';
import { endOfNumbers } from './literals.ts';
import { ForeignDataError, isJudged, isMarker, type Owner, ownAmong, ownerIn } from './owner.ts';
import { narrow } from './shape.ts';

/** Whose answer it has to be. */
export interface IntervalOwner extends Required<Owner> {
  readonly meterId: string;
}

/** Small fields of both interval bodies. Source: upstream reference 4.4 and 4.5. */
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
// Which of two equal keys counts depends on the parser, so neither does.
const TWICE = 'a key occurs twice';
const NOTHING = new Uint8Array(0);

const utf8 = new TextDecoder('utf-8', { fatal: true });
const textOf = (bytes: Uint8Array, from: number, to: number): string => utf8.decode(bytes.subarray(from, to));

/** What is around a place in the answer. What is not shown is `hidden`, or `ignored` where it may name anybody. */
type Around = 'nothing' | 'head' | 'readings' | 'reading' | 'values' | 'hidden' | 'ignored';

/**
 * Narrows either interval answer while it arrives, because a year of one-minute data is too large to be held. Of the head and of
 * each reading only what is named here and in `columns.ts` is left, and of lists of owners only this one. A field that names
 * somebody else makes the answer foreign wherever it is, since the reading beside it may be theirs. What `take` gives may only
 * leave once it is `ready` or has ended: the ids may come last.
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
  readonly #outer: Around[] = [];
  #around: Around = 'nothing';
  /** Nothing has been written inside of these brackets yet. */
  #empty = true;
  /** Of the head, and of the reading around this place. */
  readonly #names = new Set<string>();
  #columns = 0;
  #name = '';
  #column: Column | undefined;
  #own = false;
  #ended = false;
  /** It is known whose answer this is, and the readings have begun: what was taken may be handed on. */
  ready = false;

  constructor(owner: IntervalOwner) {
    this.#owner = owner;
  }

  /** @throws {ForeignDataError | SyntaxError} It is somebody else's, or no interval answer. */
  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** The answer has ended. @throws As {@link push}; also when it ends too early. */
  end(): void {
    this.#reader.end();
    this.#ended = true;
    if (!this.#names.has(METER)) throw new SyntaxError('the answer names no meter');
  }

  /** What has come together since the last time, in order; it may be in the memory of what was pushed. */
  take(): Uint8Array[] {
    return this.#writer.take(this.#ended);
  }

  /** @returns true for a value that is to come as a whole. */
  #key(bytes: Uint8Array, from: number, to: number): boolean {
    if (this.#around === 'reading') {
      const column = columnAt(bytes, from, to);
      this.#column = column;
      if (column !== undefined) return this.#onceInReading(column);
    }
    this.#name = String(JSON.parse(textOf(bytes, from, to)));
    switch (this.#around) {
      case 'head':
        return this.#headKey();
      case 'reading':
        // Written with escapes it is the same column.
        this.#column = columnNamed(this.#name);
        if (this.#column !== undefined) return this.#onceInReading(this.#column);
        return this.#name === METER || isMarker(this.#name);
      default:
        return this.#around === 'hidden' && isMarker(this.#name);
    }
  }

  #headKey(): boolean {
    if (this.#name !== READINGS && !HEADER_KEYS.has(this.#name) && !isMarker(this.#name)) return false;
    if (this.#names.has(this.#name)) throw new SyntaxError(TWICE);
    this.#names.add(this.#name);
    if (this.#name !== READINGS) return true;
    this.#member(READINGS_KEY);
    this.#settle();
    return false;
  }

  #onceInReading({ bit }: Column): false {
    if ((this.#columns & bit) !== 0) throw new SyntaxError(TWICE);
    this.#columns |= bit;
    return false;
  }

  #open(bracket: number): void {
    const inside = this.#insideOf(bracket);
    if (inside === 'hidden' || inside === 'ignored') this.#scalar(NOTHING, 0, 0);
    else {
      if (inside === 'values' && this.#column !== undefined) this.#member(this.#column.key);
      if (this.#around === 'readings') this.#comma();
      this.#writer.byte(bracket);
      this.#empty = true;
    }
    if (inside === 'reading') this.#columns = 0;
    this.#outer.push(this.#around);
    this.#around = inside;
  }

  #insideOf(bracket: number): Around {
    const isList = bracket === OPEN_BRACKET;
    const around = this.#around;
    if (around === 'nothing') return 'head';
    // The object of parallel lists may come without the list around it, as other resources do (quirk 15).
    if (around === 'head' && this.#name === READINGS) return isList ? 'readings' : 'reading';
    if (around === 'readings' && !isList) return 'reading';
    if (around === 'reading' && isList && this.#column?.isList === true) return 'values';
    return around === 'ignored' || !isJudged(this.#name) ? 'ignored' : 'hidden';
  }

  #close(): void {
    if (this.#around !== 'hidden' && this.#around !== 'ignored') {
      const isList = this.#around === 'readings' || this.#around === 'values';
      this.#writer.byte(isList ? CLOSE_BRACKET : CLOSE_BRACE);
      this.#empty = false;
    }
    this.#around = this.#outer.pop() ?? 'nothing';
    this.#name = '';
  }

  /** A text, a number or a word; without any bytes, a value of another kind. */
  #scalar(bytes: Uint8Array, from: number, to: number): void {
    const column = this.#column;
    if (this.#around === 'head' && this.#name === READINGS) {
      if (textOf(bytes, from, to) !== 'null') throw new SyntaxError('the readings are no list');
      this.#writer.write(NULL);
    } else if (this.#around === 'readings') {
      this.#comma();
      this.#writer.write(NULL);
    } else if (column !== undefined && (this.#around === 'reading' || this.#around === 'values')) {
      const isValue = this.#around === 'values';
      if (isValue) this.#comma();
      else this.#member(column.key);
      if (column.isList !== isValue) this.#writer.write(column.otherwise);
      else if (shows(column, bytes, from, to)) this.#writer.write(bytes, from, to);
      else this.#writer.write(shownOf(column, textOf(bytes, from, to)));
    }
  }

  #whole(bytes: Uint8Array, from: number, to: number): void {
    const name = this.#name;
    const value = parseExact(textOf(bytes, from, to));
    const named = ownerIn({ [name]: value }, this.#owner);
    if (named === 'another' || (name === METER && value !== this.#owner.meterId))
      throw new ForeignDataError('intervals');
    if (this.#around !== 'head') return;
    this.#own ||= named === 'own';
    const shown = Array.isArray(value) ? narrow(ownAmong(name, value, this.#owner), [true]) : narrow(value, true);
    if (shown !== undefined && HEADER_KEYS.has(name))
      this.#member(toBytes(`${JSON.stringify(name)}:${JSON.stringify(shown)}`));
    this.#settle();
  }

  /** Nearly all bytes of an answer are in such runs, which need no look at each value. */
  #items(bytes: Uint8Array, from: number): number {
    // Outside of a column the items are hidden, or `null` in the place of readings.
    if (this.#around !== 'values') return from;
    const end = endOfNumbers(bytes, from);
    if (end > from) {
      this.#comma();
      this.#writer.write(bytes, from, end);
    }
    return end;
  }

  #settle(): void {
    this.ready ||= this.#own && this.#names.has(METER) && this.#names.has(READINGS);
  }

  #member(bytes: Uint8Array): void {
    this.#comma();
    this.#writer.write(bytes);
  }

  #comma(): void {
    if (!this.#empty) this.#writer.byte(COMMA);
    this.#empty = false;
  }
}
