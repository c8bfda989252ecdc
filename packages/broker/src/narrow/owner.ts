import { DecodeError } from '@arc-elements/models';

/**
 * The answer holds data of somebody else than it was asked for. Lists of the platform do so when they overlook a filter, and may
 * then have left rows out as well, so the answer is of no use to anybody.
 */
export class ForeignDataError extends DecodeError {
  /** Kind of thing that was asked for. */
  readonly resource: string;

  constructor(resource: string) {
    super('', `the answer about ${resource} is somebody else's`);
    this.name = 'ForeignDataError';
    this.resource = resource;
  }
}

/** Passes when `owner` is the user. The platform's quickstart sends numbers here. @throws {ForeignDataError} */
export function requireOwner(owner: unknown, user: string, resource: string): void {
  if (owner !== user && !(typeof owner === 'number' && String(owner) === user)) throw new ForeignDataError(resource);
}
