/** Returns true if a host name in the form of `URL.hostname` is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.[0-9]{1,3}){3}$/.test(hostname);
}

/**
 * Returns true if a host name is this machine, an address of a private network, or a name that only
 * a private network resolves: one without a dot, or below `.internal` or `.local`.
 */
export function isPrivate(hostname: string): boolean {
  return (
    isLoopback(hostname) ||
    /^(10|192\.168|172\.(1[6-9]|2[0-9]|3[01]))(\.[0-9]{1,3}){2,3}$/.test(hostname) ||
    /^\[f[cd][0-9a-f]{2}:[0-9a-f:]*\]$/.test(hostname) ||
    /^[a-z]([a-z0-9_-]*|[a-z0-9_.-]*\.(internal|local))$/.test(hostname)
  );
}
