import type { ErrorLike } from './errors.ts';

/** Failures that whoever embeds the elements can mend, and nobody else. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(['unreachable', 'origin-not-allowed']);

const told = new Set<string>();

/** Says on the console what to look at when the broker or the session route does not answer this page; once for each code. */
export function tellDeveloper({ code, message }: ErrorLike): void {
  if (!OF_THE_PAGE.has(code) || told.has(code)) return;
  told.add(code);
  console.warn(`arc-elements: ${message} Open this page with ?arc-doctor, or put an <arc-doctor> into it, to see why.`);
}
