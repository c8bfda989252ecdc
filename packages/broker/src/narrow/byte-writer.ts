const BLOCK_BYTES = 16 * 1024;
/** Longer runs are not copied: the copies would be most of the garbage. */
const MIN_VIEW_BYTES = 2 * 1024;
/**
 * Shorter parts wait for more bytes: sending a part costs as much as copying thousands of bytes.
 */
const MIN_PART_BYTES = 4 * 1024;

/** Concatenates bytes into parts that are large enough to send. */
export class ByteWriter {
  #parts: Uint8Array[] = [];
  #block = new Uint8Array(0);
  #from = 0;
  #to = 0;

  /** Appends bytes, which must not change afterwards: the output may share their memory. */
  write(bytes: Uint8Array, from = 0, to = bytes.length): void {
    const length = to - from;
    // A view keeps its whole buffer in memory, so it is used only for the larger part of one.
    if (length >= MIN_VIEW_BYTES && 2 * length >= bytes.length) {
      this.#flush();
      this.#parts.push(bytes.subarray(from, to));
      return;
    }
    if (this.#to + length > this.#block.length) this.#startBlock(length);
    // For fewer bytes a loop is faster than `set`.
    if (length > 64) this.#block.set(bytes.subarray(from, to), this.#to);
    else for (let i = 0; i < length; i += 1) this.#block[this.#to + i] = bytes[from + i] as number;
    this.#to += length;
  }

  /** Appends one byte. */
  byte(byte: number): void {
    if (this.#to === this.#block.length) this.#startBlock(1);
    this.#block[this.#to] = byte;
    this.#to += 1;
  }

  /**
   * Returns what was written since the last call. A short rest is kept back unless `all` is true.
   */
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

  #startBlock(length: number): void {
    this.#flush();
    this.#block = new Uint8Array(Math.max(BLOCK_BYTES, length));
    this.#from = 0;
    this.#to = 0;
  }
}
