const BLOCK_BYTES = 16 * 1024;
/** Long runs are not copied: blocks for copies of all that passes would be most of the garbage. */
const MIN_VIEW_BYTES = 2 * 1024;
/** Pieces as short as this wait for others: each part that is sent costs as much as copying thousands of bytes. */
const MIN_PART_BYTES = 4 * 1024;

/** Puts bytes one after the other. */
export class ByteWriter {
  #parts: Uint8Array[] = [];
  #block = new Uint8Array(0);
  #from = 0;
  #to = 0;

  /** Appends bytes, which must stay as they are. */
  write(bytes: Uint8Array, from = 0, to = bytes.length): void {
    const length = to - from;
    // A view keeps all that it is a part of.
    if (length >= MIN_VIEW_BYTES && 2 * length >= bytes.length) {
      this.#flush();
      this.#parts.push(bytes.subarray(from, to));
      return;
    }
    if (this.#to + length > this.#block.length) this.#renew(length);
    // A call of `set` costs as much as copying this many.
    if (length > 64) this.#block.set(bytes.subarray(from, to), this.#to);
    else for (let i = 0; i < length; i += 1) this.#block[this.#to + i] = bytes[from + i] as number;
    this.#to += length;
  }

  /** Appends one byte. */
  byte(byte: number): void {
    if (this.#to === this.#block.length) this.#renew(1);
    this.#block[this.#to] = byte;
    this.#to += 1;
  }

  /** What was written since the last time, but for a few last bytes that wait for more; with `all`, those too. */
  take(all = false): Uint8Array[] {
    if (all || this.#to - this.#from >= MIN_PART_BYTES) this.#flush();
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  #flush(): void {
    if (this.#to > this.#from) this.#parts.push(this.#block.subarray(this.#from, this.#to));
    this.#from = this.#to;
  }

  #renew(length: number): void {
    this.#flush();
    this.#block = new Uint8Array(Math.max(BLOCK_BYTES, length));
    this.#from = 0;
    this.#to = 0;
  }
}
