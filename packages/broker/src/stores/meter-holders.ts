/** How long a user gets events about a meter after reading it. */
export const HOLDER_LIFE_MS = 3_600_000;

/**
 * Remembers which users were shown a meter recently, because webhooks about meters name no owner.
 */
export interface MeterHolders {
  /**
   * Records for an hour that a user was shown these meters. `all`: the user has no other meters.
   */
  note(user: string, meterIds: readonly string[], all: boolean): void;
  /** Returns the users to notify about a meter. @throws {Error} The store is not available. */
  of(meterId: string): readonly string[] | Promise<readonly string[]>;
}
