/** Folders and addresses of the script-tag bundles. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.js';

/** Folder with one subfolder for each version. The demo and the tests serve it as `/arc/`. */
export const CDN = join(root, 'packages/elements/dist/cdn');

/** The version that this checkout builds. */
export const { version: VERSION } = JSON.parse(readFileSync(join(root, 'packages/elements/package.json'), 'utf8'));

/** The folder of that version's files. */
export const BUNDLES = join(CDN, VERSION);

/** Returns the address of a file of that version on a site that serves {@link CDN} as `/arc/`. */
export const bundleUrl = (file) => `/arc/${VERSION}/${file}`;
