import type { ErrorLike } from './errors.ts';

/** Codes of failures that only a developer of the page or of its broker can correct. */
const SET_UP_ERRORS: ReadonlySet<string> = new Set(['unreachable', 'origin-not-allowed']);

const warned = new Set<string>();

/** Returns true if a developer has to change the page or its broker to correct this failure. */
export const isSetUpError = ({ code }: ErrorLike): boolean => SET_UP_ERRORS.has(code);

/** Writes a failure to the console, with where a developer finds its cause; once for each code. */
export function warnDeveloper({ code, message }: ErrorLike): void {
  if (warned.has(code)) return;
  warned.add(code);
  console.warn(`arc-elements: ${message} Open this page with ?arc-doctor, or put an <arc-doctor> into it, to see why.`);
}
