// In every browser and server runtime, though in no language library of TypeScript but the DOM's.
declare const TextDecoder: new (
  label?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252',
  options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array): string };

/**
 * Text of a file: UTF-8 or UTF-16, with or without a mark, and else Windows-1252, which has Latin-1
 * in it. The mark is not in the text.
 */
export function textOf(bytes: Uint8Array): string {
  const wide = utf16Of(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (startsWith(bytes, '\xef\xbb\xbf')) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8. Every byte is some character here, so a file in yet another code page has its
    // digits and separators right too.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Returns true if the bytes begin with these characters, of which each stands for one byte. */
export function startsWith(bytes: Uint8Array, start: string): boolean {
  if (bytes.length < start.length) return false;
  for (let i = 0; i < start.length; i++) if (bytes[i] !== start.charCodeAt(i)) return false;
  return true;
}

/** How many bytes are looked at for the zeros of UTF-16. */
const PROBED = 512;

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, '\xff\xfe')) return 'utf-16le';
  if (startsWith(bytes, '\xfe\xff')) return 'utf-16be';
  // Without a mark: digits and separators, most of such a file, have a zero for their other byte.
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
