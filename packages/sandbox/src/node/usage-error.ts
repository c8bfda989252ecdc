/**
 * A flag or variable that cannot be used. `message` names it; further lines list what can be
 * chosen.
 */
export class UsageError extends Error {
  readonly code = 'usage';
}
