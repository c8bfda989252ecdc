import { EmbedOptionError, embedCode } from '../embed-code/embed-code.ts';
import { readArguments, USAGE } from './arguments.ts';
import { readIntegrity } from './bundles.ts';
import { textOf } from './text.ts';

/**
 * Returns the output of the command for its arguments.
 * @throws {EmbedOptionError} An argument is invalid.
 */
export async function outputOf([command, ...args]: readonly string[]): Promise<string> {
  if ([command, ...args].some((each) => each === undefined || each === '--help' || each === '-h')) return USAGE;
  if (command !== 'embed') throw new EmbedOptionError(`"${command}"`, 'is not a command; the only one is embed.');
  const { options, integrity, json } = readArguments(args);
  const code = await embedCode(integrity ? { ...options, integrity: readIntegrity() } : options);
  return json ? JSON.stringify(code, null, 2) : textOf(code, options.policy !== undefined);
}
