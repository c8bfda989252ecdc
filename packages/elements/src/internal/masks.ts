const DOT = '•';

/** Last four characters behind four dots: enough to tell two meters apart, not enough to use one. */
export function maskNumber(text: string): string {
  const compact = text.replaceAll(/[\s-]/g, '');
  return compact.length <= 4 ? compact : `${DOT.repeat(4)} ${compact.slice(-4)}`;
}

/** A login: first characters of the local part and the domain of an address, otherwise first and last characters. */
export function maskLogin(text: string): string {
  const login = text.trim();
  const at = login.lastIndexOf('@');
  if (at > 0) return `${login.slice(0, Math.min(2, at))}${DOT.repeat(3)}${login.slice(at)}`;
  if (login.length <= 4) return `${login.slice(0, 1)}${DOT.repeat(3)}`;
  return `${login.slice(0, 2)}${DOT.repeat(3)}${login.slice(-2)}`;
}
