const WEIGHT = /^q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/;

/**
 * Returns true if an `Accept-Encoding` header prefers gzip to no compression (RFC 9110, 12.5.3).
 * `*` covers only codings that are not named. An invalid weight counts as 0, and of a coding that
 * is named twice the lower weight counts: a client can always read an uncompressed answer.
 */
export function acceptsGzip(header: string | null): boolean {
  const weights = new Map<string, number>();
  for (const element of (header ?? '').toLowerCase().split(',')) {
    const [name = '', ...parameters] = element.split(';').map((part) => part.trim());
    const coding = name === 'x-gzip' ? 'gzip' : name;
    const weight = parameters.length === 0 ? 1 : Number(WEIGHT.exec(parameters.join(';'))?.[1] ?? 0);
    weights.set(coding, Math.min(weight, weights.get(coding) ?? 1));
  }
  const identity = weights.get('identity');
  // If uncompressed bytes are refused by name, gzip is the only other coding that we have.
  const gzip = weights.get('gzip') ?? weights.get('*') ?? (identity === 0 ? 1 : 0);
  return gzip > 0 && gzip >= (identity ?? 0);
}
