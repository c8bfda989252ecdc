const WEIGHT = /^q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/;

/**
 * Returns true if an `Accept-Encoding` wants gzip at least as much as the bytes as they are. RFC 9110, 12.5.3: a coding that
 * is named is not meant by `*`. A weight that is none, and the lower one of a coding that is named twice, count as a refusal
 * would: what is not packed can always be read.
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
  // Where the bytes as they are have been refused by name, gzip is all there is beside them.
  const gzip = weights.get('gzip') ?? weights.get('*') ?? (identity === 0 ? 1 : 0);
  return gzip > 0 && gzip >= (identity ?? 0);
}
