/**
 * Returns the headers that name the API version. Both names are sent, because the documentation
 * disagrees and a missing header is answered 400. Source: UPSTREAM.md.
 * @param version - Such as `2024-02-21`.
 */
export const versionHeaders = (version: string): Readonly<Record<'arc-version' | 'arcadia-version', string>> => ({
  'arc-version': version,
  'arcadia-version': version,
});

/** Returns a value of a Plug search, with quotes if RSQL needs them. */
const rsqlValue = (value: string): string =>
  /^[\w.:@-]+$/.test(value) ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;

/**
 * Returns the Plug `search` for rows whose `field` is one of `values`, before URL encoding. Uses
 * `==` and `=in=`, as the search language documents; samples have a single `=`. Source:
 * UPSTREAM.md, Credentials.
 * @throws {RangeError} There are no values: an empty filter would return the rows of all users.
 */
export function searchFor(field: string, values: string | readonly string[]): string {
  const list = typeof values === 'string' ? [values] : values;
  if (list.length === 0) throw new RangeError(`a search for "${field}" needs at least one value`);
  const quoted = list.map(rsqlValue);
  return quoted.length === 1 ? `${field}==${quoted[0]}` : `${field}=in=(${quoted.join(',')})`;
}

/** Paths of the interval routes. Source: UPSTREAM.md, Intervals. */
export const intervalPaths = {
  raw: (meterId: string): string => `/plug/intervals/meters/${encodeURIComponent(meterId)}`,
  normalized: (meterId: string): string => `/plug/normalizedIntervals/meters/${encodeURIComponent(meterId)}`,
} as const;

/**
 * Returns the path of the Switch account with the partner's own user id. One page has another path,
 * `/rest/v1/account?providerAccountId=`. Source: UPSTREAM.md, Account API.
 */
export const switchAccountPath = (providerAccountId: string): string =>
  `/rest/v1/accounts/pid/${encodeURIComponent(providerAccountId)}`;
