/** Where the files of the script tag are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.js';

/** The folder with one folder of files for each version. Served as `/arc/` by the demo and the tests. */
export const CDN = join(root, 'packages/elements/dist/cdn');

/** The version that this checkout builds. */
export const { version: VERSION } = JSON.parse(readFileSync(join(root, 'packages/elements/package.json'), 'utf8'));

/** The folder of that version's files. */
export const BUNDLES = join(CDN, VERSION);

/** Address of a file of that version on a site that serves {@link CDN} as `/arc/`. */
export const bundleUrl = (file) => `/arc/${VERSION}/${file}`;
