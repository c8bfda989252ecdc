/**
 * Cuts the UTF-8 of a text into chunks of these sizes, repeatedly; without sizes into one chunk.
 */
export function* cut(text: string, sizes: readonly number[]): Generator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const size = sizes[i % sizes.length] ?? bytes.length;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}
