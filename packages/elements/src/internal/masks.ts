const DOT = '•';

/** Masks a number but for its last four characters, which are enough to tell two meters apart. */
export function maskNumber(text: string): string {
  const compact = text.replaceAll(/[\s-]/g, '');
  return compact.length <= 4 ? compact : `${DOT.repeat(4)} ${compact.slice(-4)}`;
}

/** Masks a login but for its first and last two characters, and the domain of an email address. */
export function maskLogin(text: string): string {
  const login = text.trim();
  const at = login.lastIndexOf('@');
  if (at > 0) return `${login.slice(0, Math.min(2, at))}${DOT.repeat(3)}${login.slice(at)}`;
  if (login.length <= 4) return `${login.slice(0, 1)}${DOT.repeat(3)}`;
  return `${login.slice(0, 2)}${DOT.repeat(3)}${login.slice(-2)}`;
}
