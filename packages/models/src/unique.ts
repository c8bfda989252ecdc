/** Each row once by its id. Later rows win: a list read page by page may repeat an item that changed in between. */
export const unique = <T extends { readonly id: string | number }>(rows: readonly T[]): readonly T[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];
