import { RateLimits } from '../rate-limits.ts';
import { Revocations } from '../revocations.ts';
import type { Store } from '../store.ts';
import { MemoryEventLog, type MemoryEventLogOptions } from './event-log.ts';
import { MemoryMeterHolders } from './meter-holders.ts';

/** The clock, and how much of the history is kept. */
export type MemoryStoreOptions = MemoryEventLogOptions & { readonly now: () => number };

/**
 * Keeps everything in this process's memory. Acknowledged events are lost when the process is
 * killed. Browsers that resume after a restart get `reset` and read everything again, so none stays
 * outdated.
 */
export class MemoryStore implements Store {
  readonly guarantee = 'memory: events and revocations last as long as this process';
  readonly events: MemoryEventLog;
  readonly revocations: Revocations;
  readonly limits: RateLimits;
  readonly holders: MemoryMeterHolders;

  constructor({ now, ...bounds }: MemoryStoreOptions) {
    this.events = new MemoryEventLog(bounds);
    this.revocations = new Revocations(now);
    this.limits = new RateLimits(now);
    this.holders = new MemoryMeterHolders(now);
  }

  ready(): boolean {
    return true;
  }

  async close(): Promise<void> {}
}
