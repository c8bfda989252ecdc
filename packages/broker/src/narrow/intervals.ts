import { parseExact, toBytes } from '../encoding.ts';
import { ObjectScanner } from './object-scanner.ts';
import { ForeignDataError, isMarker, type Owner, ownAmong, ownerIn } from './owner.ts';
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
const READINGS = 'readings';
const NOTHING = new Uint8Array(0);

/**
 * Narrows either interval answer while it arrives, because a year of one-minute data is too large to be held: unknown fields and
 * other users' ids are left out, readings pass byte for byte. What `take` gives may only leave once `header` is known or `end` has
 * been called, since the ids may come last.
 */
export class IntervalNarrower {
  readonly #owner: IntervalOwner;
  readonly #scanner = new ObjectScanner({
    key: (name) => this.#key(name),
    value: (name, text) => this.#value(name, text),
    part: (bytes) => this.#pass(bytes),
  });
  readonly #seen = new Set<string>();
  readonly #members: string[] = [];
  #parts: Uint8Array[] = [];
  #text = '';
  #first = true;
  #own = false;
  /** About how many bytes wait to be taken. */
  waiting = 0;
  /** It is known whose answer this is, and the readings have begun: what waits may be handed on. */
  ready = false;
  /**
   * The small fields that came before the answer was ready, if upstream's stamp of the last change is among them: another text for
   * each version. Decided at that place in the bytes, not when a chunk happens to end there.
   */
  version: string | null = null;

  constructor(owner: IntervalOwner) {
    this.#owner = owner;
  }

  /** @throws {ForeignDataError | SyntaxError} It is somebody else's, or no interval answer. */
  push(chunk: Uint8Array): void {
    this.#scanner.push(chunk);
  }

  /** The answer has ended. @throws As {@link push}; also when it ends too early. */
  end(): void {
    this.#scanner.end();
    if (!this.#seen.has('meterId')) throw new SyntaxError('the answer names no meter');
    this.#write(this.#first ? '{}' : '}');
  }

  /** What has come together since the last time, in order: readings are views of what was pushed. */
  take(): Uint8Array[] {
    this.#pass(NOTHING);
    const parts = this.#parts;
    this.#parts = [];
    this.waiting = 0;
    return parts;
  }

  #settle(): void {
    if (this.ready || !this.#own || !this.#seen.has('meterId') || !this.#seen.has(READINGS)) return;
    this.ready = true;
    if (this.#seen.has('intervalsUpdatedAt')) this.version = this.#members.join();
  }

  #key(name: string): 'keep' | 'pass' | 'drop' {
    // What is dropped is not looked into for owners either: there is no saying how large it is.
    if (name !== READINGS && !HEADER_KEYS.has(name) && !isMarker(name)) return 'drop';
    // Which of two equal keys counts depends on the parser, so neither does.
    if (this.#seen.has(name)) throw new SyntaxError('a key occurs twice');
    this.#seen.add(name);
    if (name !== READINGS) return 'keep';
    this.#write(`${this.#separator()}"readings":`);
    this.#settle();
    return 'pass';
  }

  #value(name: string, text: string): void {
    const value = parseExact(text);
    const named = isMarker(name) ? ownerIn({ [name]: value }, this.#owner) : 'nobody';
    if (named === 'another' || (name === 'meterId' && value !== this.#owner.meterId))
      throw new ForeignDataError('intervals');
    this.#own ||= named === 'own';
    const shown = Array.isArray(value) ? narrow(ownAmong(name, value, this.#owner), [true]) : narrow(value, true);
    if (shown !== undefined && HEADER_KEYS.has(name)) {
      const member = `${JSON.stringify(name)}:${JSON.stringify(shown)}`;
      this.#members.push(member);
      this.#write(this.#separator() + member);
    }
    this.#settle();
  }

  #separator(): string {
    const separator = this.#first ? '{' : ',';
    this.#first = false;
    return separator;
  }

  #write(text: string): void {
    this.#text += text;
    this.waiting += text.length;
  }

  #pass(bytes: Uint8Array): void {
    const text = toBytes(this.#text);
    this.#text = '';
    for (const part of [text, bytes]) if (part.length > 0) this.#parts.push(part);
    this.waiting += bytes.length;
  }
}
