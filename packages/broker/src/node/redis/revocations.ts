import { Revocations } from '../../stores/revocations.ts';
import type { BusEntry } from './bus.ts';
import type { Run } from './connection.ts';
import { BUS_LENGTH } from './event-log.ts';
import type { RedisKeys } from './keys.ts';

/** Revocations that all nodes hear of by the bus, and read from Redis when they may have missed some. */
export class RedisRevocations extends Revocations {
  readonly #run: Run;
  readonly #keys: RedisKeys;

  constructor(now: () => number, run: Run, keys: RedisKeys) {
    super(now);
    this.#run = run;
    this.#keys = keys;
  }

  /** Reads all that hold. */
  async load(run: Run = this.#run): Promise<void> {
    const all = await run((client) => client.zRange(this.#keys.revoked, this.now(), '+inf', { BY: 'SCORE' }));
    for (const entry of all) this.#noteEntry(entry);
    this.tell();
  }

  /** Passes on what the bus says. */
  heard({ v: entry = '' }: BusEntry): void {
    this.#noteEntry(entry);
    this.tell();
  }

  protected override async share(who: string, through: number): Promise<void> {
    const keep = { nowMs: this.now(), forgetAtMs: this.forgetAtMs(through), busLength: BUS_LENGTH };
    await this.#run((client) => client.revoke(this.#keys, `${through} ${who}`, keep));
  }

  #noteEntry(entry: string): void {
    const [through, kind, name] = entry.split(' ');
    this.note(`${kind} ${name}`, Number(through));
  }
}
