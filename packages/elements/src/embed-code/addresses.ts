/** An option that cannot be used. The message is one sentence, which names the option as the command does and says what to write. */
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

/** Any site: a path is completed with it to be read. */
const SITE = 'https://site.invalid';

/**
 * Reads `https://…`, or a path from the root of the site. A query is refused unless it is `allowed`.
 * @throws {EmbedOptionError} It is neither, or is not encrypted on the way to another machine.
 */
export function readAddress(option: string, text: string, query: 'allowed' | 'refused' = 'refused'): Address {
  const path = /^\/(?!\/)/.test(text);
  if (!path && !/^https?:\/\//i.test(text))
    throw new EmbedOptionError(
      option,
      `"${text}" has no scheme; write https://… or a path from the root of your site, such as /arc/.`,
    );
  if (!URL.canParse(text, SITE)) throw new EmbedOptionError(option, `"${text}" is not an address.`);
  const { origin, pathname, search, hash, protocol, hostname, username } = new URL(text, SITE);
  if (username !== '') throw new EmbedOptionError(option, 'contains a user name; write the address without it.');
  if (protocol === 'http:' && !isThisMachine(hostname))
    throw new EmbedOptionError(
      option,
      `"${text}" is not encrypted; write https://, as http is for this machine alone.`,
    );
  if (hash !== '' || (search !== '' && query === 'refused'))
    throw new EmbedOptionError(option, `"${text}" has a query or a fragment; write it without.`);
  return { href: text, origin: path ? null : origin, pathname };
}

const isThisMachine = (host: string): boolean => /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** The source of a policy that allows what is at an address, or with `withPath` only below it, where it is of another site. */
export function sourceOf({ origin, pathname }: Address, withPath = false): string {
  if (origin === null) return "'self'";
  // Both characters end a source.
  return withPath ? origin + pathname.replaceAll(';', '%3B').replaceAll(',', '%2C') : origin;
}
