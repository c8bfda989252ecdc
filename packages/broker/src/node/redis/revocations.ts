import { Revocations } from '../../stores/revocations.ts';
import type { BusEntry } from './bus.ts';
import type { Run } from './connection.ts';
import { BUS_LENGTH } from './event-log.ts';
import type { RedisKeys } from './keys.ts';

/** Revocations that all nodes get by the bus, and read from Redis if they may have missed some. */
export class RedisRevocations extends Revocations {
  readonly #run: Run;
  readonly #keys: RedisKeys;

  constructor(now: () => number, run: Run, keys: RedisKeys) {
    super(now);
    this.#run = run;
    this.#keys = keys;
  }

  /** Reads all revocations that are still needed. */
  async load(run: Run = this.#run): Promise<void> {
    const all = await run((client) => client.zRange(this.#keys.revoked, this.now(), '+inf', { BY: 'SCORE' }));
    for (const entry of all) this.#recordEntry(entry);
    this.notifyListeners();
  }

  /** Records a revocation on the bus. */
  onBusEntry({ v: entry = '' }: BusEntry): void {
    this.#recordEntry(entry);
    this.notifyListeners();
  }

  protected override async publish(who: string, through: number): Promise<void> {
    const keep = { nowMs: this.now(), forgetAtMs: this.forgetAtMs(through), busLength: BUS_LENGTH };
    await this.#run((client) => client.revoke(this.#keys, `${through} ${who}`, keep));
  }

  #recordEntry(entry: string): void {
    const [through, kind, name] = entry.split(' ');
    this.record(`${kind} ${name}`, Number(through));
  }
}
