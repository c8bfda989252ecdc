/** An option that cannot be used. The message is one sentence that starts with the option and says what to write. */
export class EmbedOptionError extends Error {
  override readonly name = 'EmbedOptionError';
  readonly code = 'invalid-option';
  /** As the command spells it, such as `--base`. */
  readonly option: string;

  constructor(option: string, problem: string) {
    super(`${option} ${problem}`);
    this.option = option;
  }
}

/** Where something is, seen from the partner's page. */
export interface Address {
  /** As it was given: a whole address, or a path of the site. */
  readonly href: string;
  /** `null` on the site of the page itself. */
  readonly origin: string | null;
  /** Without query; for a source of a policy. */
  readonly pathname: string;
}

/** Base to parse a path with; its host is never shown. */
const SITE = 'https://site.invalid';
/** A name, or a number of either kind. URLs allow more in a name, such as a semicolon, which ends a directive. */
const HOST = /^([a-z\d.-]+|\[[\da-f:]+\])$/;

/**
 * Reads `https://…`, or a path from the root of the site. A query is refused unless it is `allowed`.
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
  // A URL may begin with "/\", as "//" does with the name of another site.
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

/** The source that allows an address in a policy: `'self'` or its origin, with `withPath` also its path. */
export function sourceOf({ origin, pathname }: Address, withPath = false): string {
  if (origin === null) return "'self'";
  // Both characters would end the source.
  return withPath ? origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C') : origin;
}
