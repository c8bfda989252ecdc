import { manifest, readTokens, type Token } from './theme-tokens.ts';

declare const data: readonly Token[];

export { data };

/** The custom properties of the elements, read when the pages are built. */
export default {
  watch: [manifest],
  load: readTokens,
};
