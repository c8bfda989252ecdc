import { DecodeError } from '@arc-elements/models';

/** The file has readings, but none of electricity. */
export class NoElectricityError extends DecodeError {
  /** What the readings are of: `gas (therms)`, `water`. */
  readonly found: readonly string[];

  /** @param found - At least one. */
  constructor(found: readonly string[]) {
    super('', `it has readings of ${found.join(', ')} and none of electricity`);
    this.name = 'NoElectricityError';
    this.found = found;
  }
}
