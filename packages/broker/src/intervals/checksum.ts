/**
 * 128 bits that tell versions of a body apart, in a quarter of the time of SHA-256, which was a quarter of what handing on half a
 * megabyte costs. Good against accidents only: whoever can choose the bytes can find two texts with one checksum.
 *
 * @param words - The bytes, four to a word, the last ones filled up with zeros; a multiple of four words.
 * @param length - How many bytes there are.
 */
export function checksum(words: Uint32Array, length: number): string {
  let [a, b, c, d] = [length, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  for (let i = 0; i < words.length; i += 4) {
    a = Math.imul(a ^ (words[i] as number), 0x85ebca6b);
    b = Math.imul(b ^ (words[i + 1] as number), 0xc2b2ae35);
    c = Math.imul(c ^ (words[i + 2] as number), 0x27d4eb2f);
    d = Math.imul(d ^ (words[i + 3] as number), 0x165667b1);
    // From each lane into the next: what differs in one differs in all of them a round later. Each step can be undone, so
    // nothing that differs is lost.
    a ^= d >>> 15;
    b ^= a >>> 15;
    c ^= b >>> 15;
    d ^= c >>> 15;
  }
  return [a, b, c, d].map((lane) => (lane >>> 0).toString(36)).join('-');
}
