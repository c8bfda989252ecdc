/**
 * A text as one word of a POSIX shell, in which nothing is run, replaced or split; without quotes
 * where it needs none.
 */
export function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
