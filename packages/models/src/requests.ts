/**
 * Headers that name the API version. Both names are sent, because the pages disagree on it (`Arc-Version` in samples,
 * `Arcadia-Version` in newer pages), and a missing one is answered 400. Source: UPSTREAM.md.
 * @param version - Such as `2024-02-21`.
 */
export const versionHeaders = (version: string): Readonly<Record<'arc-version' | 'arcadia-version', string>> => ({
  'arc-version': version,
  'arcadia-version': version,
});

/** One value of a Plug search, quoted where RSQL needs it. */
const rsqlValue = (value: string): string =>
  /^[\w.:@-]+$/.test(value) ? value : `"${value.replace(/[\\"]/g, '\\$&')}"`;

/**
 * A Plug `search` for rows whose `field` is one of `values`, before URL encoding. The printed samples use a single `=`; the
 * reference of the search language has `==` and `=in=`, which is what is sent. Source: UPSTREAM.md, Credentials.
 * @throws {RangeError} There are no values: an empty filter would return everybody's rows.
 */
export function searchFor(field: string, values: string | readonly string[]): string {
  const list = typeof values === 'string' ? [values] : values;
  if (list.length === 0) throw new RangeError(`a search for "${field}" needs at least one value`);
  const quoted = list.map(rsqlValue);
  return quoted.length === 1 ? `${field}==${quoted[0]}` : `${field}=in=(${quoted.join(',')})`;
}

/** Paths of both interval routes. The prose leaves `/plug` out; the printed requests have it. Source: UPSTREAM.md, Intervals. */
export const intervalPaths = {
  raw: (meterId: string): string => `/plug/intervals/meters/${encodeURIComponent(meterId)}`,
  normalized: (meterId: string): string => `/plug/normalizedIntervals/meters/${encodeURIComponent(meterId)}`,
} as const;

/**
 * Path of the Switch account with the partner's own id. `GET /rest/v1/account?providerAccountId=` is printed once too; this is
 * the one with a reference page. Source: UPSTREAM.md, Account API.
 */
export const switchAccountPath = (providerAccountId: string): string =>
  `/rest/v1/accounts/pid/${encodeURIComponent(providerAccountId)}`;
