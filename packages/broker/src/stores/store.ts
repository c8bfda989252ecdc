import type { EventLog } from './event-log.ts';
import type { MeterHolders } from './meter-holders.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Revocations } from './revocations.ts';

/** Keeps the state of a broker: in this process's memory, in Redis, or in a place of your own. */
export interface Store {
  readonly events: EventLog;
  readonly revocations: Revocations;
  readonly limits: RateLimits;
  readonly holders: MeterHolders;
  /** How durable an acknowledged webhook is, for the line printed at start. */
  readonly guarantee: string;
  /** Returns true if events can be stored at the moment. */
  ready(): boolean;
  close(): Promise<void>;
}
