/** How long a user is told about a meter without having read it again. */
export const HOLDER_LIFE_MS = 3_600_000;

/** Who was lately shown which meter: webhooks about meters name no owner. */
export interface MeterHolders {
  /** Notes that a user was shown these meters, for an hour. `all`: no others are theirs, so what was noted before is over. */
  note(user: string, meterIds: readonly string[], all: boolean): void;
  /** Users to tell about a meter. @throws {Error} It cannot be known now; the sender of the webhook has to try again. */
  of(meterId: string): readonly string[] | Promise<readonly string[]>;
}
