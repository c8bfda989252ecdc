/** `2024-08-28T09:56:12.000Z`. */
export const isoZ = (ms: number): string => new Date(ms).toISOString();

/** `2024-08-28T09:56:12.000+00:00`, as the interval bodies print it. */
export const isoOffset = (ms: number): string => `${new Date(ms).toISOString().slice(0, -1)}+00:00`;

/** Like {@link isoZ}, or `null`. */
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : isoZ(ms));
