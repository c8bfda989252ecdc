/**
 * An option is invalid. The message is one sentence that starts with the option and says what to
 * write.
 */
export class EmbedOptionError extends Error {
  override readonly name = 'EmbedOptionError';
  readonly code = 'invalid-option';
  /** Name of the option in the command, such as `--base`. */
  readonly option: string;

  constructor(option: string, problem: string) {
    super(`${option} ${problem}`);
    this.option = option;
  }
}

/** An address in the partner's page. */
export interface Address {
  /** The address as it was given: a URL, or a path of the site. */
  readonly href: string;
  /** `null` for the site of the page. */
  readonly origin: string | null;
  /** Path without the query, for a source of a policy. */
  readonly pathname: string;
}

/** Base for parsing a path. */
const SITE = 'https://site.invalid';
/**
 * Name or IP address. A URL allows more characters, such as a semicolon, which ends a directive.
 */
const HOST = /^([a-z\d.-]+|\[[\da-f:]+\])$/;

/**
 * Reads `https://…`, or a path from the root of the site. A query is refused unless it is
 * `allowed`.
 * @throws {EmbedOptionError} The text is neither, or is `http:` to another machine.
 */
export function readAddress(option: string, text: string, query: 'allowed' | 'refused' = 'refused'): Address {
  const path = /^\/(?!\/)/.test(text);
  if (!path && !/^https?:\/\//i.test(text))
    throw new EmbedOptionError(
      option,
      `"${text}" has no scheme; write https://… or a path from the root of your site, such as /arc/.`,
    );
  const url = URL.canParse(text, SITE) ? new URL(text, SITE) : null;
  // In a URL, "/\" means "//", which is followed by the host of another site.
  if (url === null || !HOST.test(url.hostname) || (path && url.origin !== SITE))
    throw new EmbedOptionError(option, `"${text}" is not an address.`);
  const { origin, pathname, search, hash, protocol, hostname, username } = url;
  if (username !== '') throw new EmbedOptionError(option, 'contains a user name; write the address without it.');
  if (protocol === 'http:' && !isThisMachine(hostname))
    throw new EmbedOptionError(option, `"${text}" is not encrypted; write https://, as http is only for this machine.`);
  if (hash !== '' || (search !== '' && query === 'refused'))
    throw new EmbedOptionError(option, `"${text}" has a query or a fragment; write it without.`);
  return { href: text, origin: path ? null : origin, pathname };
}

const isThisMachine = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/**
 * Returns the source of a policy for an address: `'self'` or its origin, if asked with its path.
 */
export function sourceOf({ origin, pathname }: Address, withPath = false): string {
  if (origin === null) return "'self'";
  // Unescaped, both characters would end the source.
  return withPath ? origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C') : origin;
}
