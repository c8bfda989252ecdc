/** A flag or variable that cannot be used. `message` names it, and has more lines where there is something to choose from. */
export class UsageError extends Error {
  readonly code = 'usage';
}
