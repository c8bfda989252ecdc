/**
 * Returns each row once, by its id; of two, the later one. Pages may repeat an item that changed.
 */
export const unique = <T extends { readonly id: string | number }>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
