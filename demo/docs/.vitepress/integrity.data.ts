import { readIntegrity } from '../../../packages/elements/src/node/bundles.ts';

/** Hashes of the script-tag bundles of this version, by file name. */
export declare const data: Readonly<Record<string, string>>;

export default { load: readIntegrity };
