import type { EventLog } from './event-log.ts';
import type { MeterHolders } from './meter-holders.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Revocations } from './revocations.ts';

/** Everything a broker keeps, in one place: this process's memory, a Redis, or one of your own. */
export interface Store {
  readonly events: EventLog;
  readonly revocations: Revocations;
  readonly limits: RateLimits;
  readonly holders: MeterHolders;
  /** What an acknowledged webhook can be relied on for, for the line printed at start. */
  readonly guarantee: string;
  /** Returns true if events can be taken at the moment. */
  ready(): boolean;
  close(): Promise<void>;
}
