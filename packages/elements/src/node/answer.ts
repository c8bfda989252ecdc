import { EmbedOptionError, embedCode } from '../embed-code/embed-code.ts';
import { readArguments, USAGE } from './arguments.ts';
import { readIntegrity } from './bundles.ts';
import { textOf } from './text.ts';

/**
 * Returns what the command prints for its arguments.
 * @throws {EmbedOptionError} An argument cannot be used.
 */
export async function answerTo([word, ...args]: readonly string[]): Promise<string> {
  if ([word, ...args].some((each) => each === undefined || each === '--help' || each === '-h')) return USAGE;
  if (word !== 'embed') throw new EmbedOptionError(`"${word}"`, 'is not a command; the only one is embed.');
  const { options, integrity, json } = readArguments(args);
  const code = await embedCode(integrity ? { ...options, integrity: readIntegrity() } : options);
  return json ? JSON.stringify(code, null, 2) : textOf(code, options.policy !== undefined);
}
