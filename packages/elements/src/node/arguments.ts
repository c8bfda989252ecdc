import { parseArgs } from 'node:util';
import { EmbedOptionError, type EmbedOptions } from '../embed-code/embed-code.ts';

/** Output of `--help`. */
export const USAGE = `npx @arc-elements/elements embed --broker URL --base URL [options]
Prints what a page needs: markup, import map, content security policy and style.

  Addresses: https://… or a path of your site, such as /arc/
    --base URL             folder of the script-tag bundles
    --broker URL           your token broker
    --session-url URL      your session route; default /arc/session
    --connect URL          the Connect page
    --connect-script URL   the platform's older Connect script, if you use it

  The page
    --trusted-types        enforces Trusted Types
    --integrity            lets the browser run only the files of this package
    --files                has a chart in which people open their own files
    --chart-only           has only the chart, without a session
    --gap LENGTH           space between the elements; default 16px

  --policy "…"             policy of your page, to which the missing sources are added
  --json                   prints JSON for scripts
  --help                   prints this help`;

const TEXTS = ['base', 'broker', 'session-url', 'connect', 'connect-script', 'gap', 'policy'] as const;
const FLAGS = ['trusted-types', 'integrity', 'files', 'chart-only', 'json'] as const;

/** The parsed arguments of `embed`. */
export interface Arguments {
  readonly options: Omit<EmbedOptions, 'integrity'>;
  readonly integrity: boolean;
  readonly json: boolean;
}

/**
 * Parses the arguments after `embed`.
 * @throws {EmbedOptionError} An option is unknown, is given twice, or lacks its value.
 */
export function readArguments(args: readonly string[]): Arguments {
  const types = [
    ...TEXTS.map((name) => [name, { type: 'string' }]),
    ...FLAGS.map((name) => [name, { type: 'boolean' }]),
  ];
  // Not strict, because the messages of those errors have several sentences.
  const { tokens } = parseArgs({ args: [...args], options: Object.fromEntries(types), strict: false, tokens: true });
  const texts = new Map<string, string>();
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional')
      throw new EmbedOptionError(token.value, 'does not belong to an option; --help lists them.');
    const { name, rawName, value } = token;
    if (texts.has(name) || flags.has(name)) throw new EmbedOptionError(rawName, 'is there twice; write it once.');
    if (isOneOf(TEXTS, name) && rawName.startsWith('--')) {
      if (value === undefined || value === '' || (value.startsWith('--') && !token.inlineValue))
        throw new EmbedOptionError(rawName, 'needs a value; --help shows which.');
      texts.set(name, value);
    } else if (isOneOf(FLAGS, name) && rawName.startsWith('--')) {
      if (value !== undefined) throw new EmbedOptionError(rawName, 'takes no value.');
      flags.add(name);
    } else {
      throw new EmbedOptionError(rawName, 'is not an option; --help lists them.');
    }
  }
  return {
    options: {
      base: texts.get('base') as string,
      broker: texts.get('broker'),
      sessionUrl: texts.get('session-url'),
      connect: texts.get('connect'),
      connectScript: texts.get('connect-script'),
      gap: texts.get('gap'),
      policy: texts.get('policy'),
      trustedTypes: flags.has('trusted-types'),
      files: flags.has('files'),
      chartOnly: flags.has('chart-only'),
    },
    integrity: flags.has('integrity'),
    json: flags.has('json'),
  };
}

const isOneOf = <T extends string>(all: readonly T[], text: string): text is T =>
  (all as readonly string[]).includes(text);
