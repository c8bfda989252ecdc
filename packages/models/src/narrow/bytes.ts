/** In every runtime, but not among the types this package is compiled with, which leave out the DOM on purpose. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new (label: string, options: object) => { decode(bytes: Uint8Array): string };

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 bytes of a text. */
export const encode = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);

/** @throws {TypeError} The bytes are not UTF-8. */
export const decode = (bytes: Uint8Array): string => decoder.decode(bytes);

/** The parts, `length` bytes together, as one; a single part as it is. */
export function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
