import { existsSync, readFileSync } from 'node:fs';
import { EmbedOptionError } from '../embed-code/embed-code.ts';

/** Folder of this package, relative to both `src/node/` and `dist/node/`. */
const PACKAGE = new URL('../../', import.meta.url);

/**
 * Returns the folder of the script-tag bundles of this version.
 * @throws {EmbedOptionError} The bundles are not built.
 */
export function bundleFolder(): URL {
  const { version } = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'));
  const folder = new URL(`dist/cdn/${version}/`, PACKAGE);
  if (!existsSync(new URL('integrity.json', folder)))
    throw new EmbedOptionError('--integrity', 'needs the script-tag bundles, which are not built: npm run build.');
  return folder;
}

/**
 * Returns the hashes of the script-tag bundles, by file name.
 * @throws {EmbedOptionError} The bundles are not built.
 */
export const readIntegrity = (): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL('integrity.json', bundleFolder()), 'utf8'));
