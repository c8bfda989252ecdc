/**
 * Returns a text as one word of a POSIX shell, in which nothing is run, replaced or split. It has
 * quotes only if it needs them.
 */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
