// In every browser and server runtime, though in no language library of TypeScript but the DOM's.
declare const TextDecoder: new (
  label?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252',
  options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * Decodes a file: UTF-8 or UTF-16, with or without a byte-order mark, else Windows-1252, which
 * includes Latin-1. The mark is removed.
 */
export function textOf(bytes: Uint8Array): string {
  const wide = utf16Of(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (startsWith(bytes, '\xef\xbb\xbf')) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8. In Windows-1252 every byte is a character, so digits and separators of other code
    // pages are read correctly too.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Returns true if the bytes begin with these characters, of which each is one byte. */
export function startsWith(bytes: Uint8Array, start: string): boolean {
  if (bytes.length < start.length) return false;
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start.charCodeAt(i)) return false;
  return true;
}

/** Number of bytes that are searched for the zeros of UTF-16. */
const PROBED = 512;

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, '\xff\xfe')) return 'utf-16le';
  if (startsWith(bytes, '\xfe\xff')) return 'utf-16be';
  // Without a mark: digits and separators, most of such a file, have a zero as their other byte.
  const pairs = Math.min(bytes.length, PROBED) >> 1;
  let first = 0;
  let second = 0;
  for (let i = 0; i < pairs; i++) {
    if (bytes[2 * i] === 0) first++;
    if (bytes[2 * i + 1] === 0) second++;
  }
  if (pairs < 2 || Math.max(first, second) < pairs / 2 || Math.min(first, second) > 0) return null;
  return second > 0 ? 'utf-16le' : 'utf-16be';
}
