/**
 * A source that a list has to allow: an address, `'self'`, a hash, or a Trusted Types policy name.
 */
export interface NeededSource {
  /** The source as a list has it. */
  readonly source: string;
  /** True for a tag in the markup, which can have a nonce; false if a script adds it later. */
  readonly ownTag: boolean;
}

const has = (sources: readonly string[], pattern: RegExp): boolean => sources.some((source) => pattern.test(source));

/** Returns the nonce of a list; `null` without one. */
export const nonceIn = (sources: readonly string[]): string | null =>
  sources.map((source) => /^'nonce-(.+)'$/i.exec(source)?.[1]).find((nonce) => nonce !== undefined) ?? null;

/**
 * Returns true if a list has `'strict-dynamic'`: addresses do not count, allowed scripts may add
 * others.
 */
export const isStrictDynamic = (sources: readonly string[]): boolean => has(sources, /^'strict-dynamic'$/i);

/**
 * Returns true if a list allows a source already. Tags in the markup have the nonce of the list.
 */
export function allows(sources: readonly string[], { source, ownTag }: NeededSource): boolean {
  if (ownTag && nonceIn(sources) !== null) return true;
  if (isStrictDynamic(sources)) return !ownTag || sources.includes(source);
  if (sources.includes(source)) return true;
  if (source.startsWith("'sha"))
    // A hash or nonce in the list disables 'unsafe-inline'.
    return has(sources, /^'unsafe-inline'$/i) && !has(sources, /^'(nonce|sha\d+)-/i);
  if (!URL.canParse(source)) return sources.includes('*');
  return sources.some((each) => covers(each, new URL(source)));
}

/** Returns true if a source, such as `https:` or `*.example.com/arc/`, allows an address. */
function covers(source: string, { protocol, hostname, port, pathname }: URL): boolean {
  if (source === '*') return true;
  if (/^https?:$/i.test(source)) return sameScheme(source.toLowerCase(), protocol);
  const parts = /^(?:(https?:)\/\/)?(\*|(?:\*\.)?[\w.-]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source);
  if (parts === null) return false;
  const [, scheme, host = '', allowedPort, path = ''] = parts;
  // A source without a scheme has that of the page, which is https in production.
  if (!sameScheme(scheme?.toLowerCase() ?? 'https:', protocol)) return false;
  if (host.startsWith('*') ? !hostname.endsWith(host.slice(1).toLowerCase()) : hostname !== host.toLowerCase())
    return false;
  if (allowedPort !== '*' && Number(allowedPort ?? defaultPort(protocol)) !== Number(port || defaultPort(protocol)))
    return false;
  return path === '' || (path.endsWith('/') ? pathname.startsWith(path) : pathname === path);
}

const sameScheme = (allowed: string, protocol: string): boolean =>
  allowed === protocol || (allowed === 'http:' && protocol === 'https:');
const defaultPort = (protocol: string): string => (protocol === 'https:' ? '443' : '80');
