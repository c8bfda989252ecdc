/**
 * Removes rows with a repeated id, and keeps the last of them: a later page may repeat an item that
 * has changed meanwhile.
 */
export const unique = <T extends { readonly id: string | number }>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
