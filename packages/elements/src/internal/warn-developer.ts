import type { ErrorLike } from './errors.ts';

/** Failures that whoever embeds the elements can mend, and nobody else. */
const OF_THE_PAGE: ReadonlySet<string> = new Set(['unreachable', 'origin-not-allowed']);

const told = new Set<string>();

/** Returns true if the page or its broker has to be changed to mend this failure. */
export const isSetUpError = ({ code }: ErrorLike): boolean => OF_THE_PAGE.has(code);

/** Says on the console where a developer learns why nothing is shown; once for each code. */
export function warnDeveloper({ code, message }: ErrorLike): void {
  if (told.has(code)) return;
  told.add(code);
  console.warn(`arc-elements: ${message} Open this page with ?arc-doctor, or put an <arc-doctor> into it, to see why.`);
}
