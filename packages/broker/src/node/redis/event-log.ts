import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import { randomId } from '../../encoding.ts';
import { EventLog, type Replay } from '../../stores/event-log.ts';
import type { BusEntry } from './bus.ts';
import type { Run } from './connection.ts';
import type { RedisKeys } from './keys.ts';

/** Bus entries that are kept, for nodes that were cut off. */
export const BUS_LENGTH = 10_000;
const KEPT = {
  markerMs: 3 * 24 * 3_600_000, // longer than the platform goes on trying
  perUser: 200,
  userMs: 24 * 3_600_000,
  busLength: BUS_LENGTH,
};
const MAX_REPLAYED = 100;
const REPLICA_WITHIN_MS = 1000;

/** Events in Redis, one stream for each user; other nodes hear of them by the bus. Ids are `epoch.user.position`. */
export class RedisEventLog extends EventLog {
  readonly #run: Run;
  readonly #keys: RedisKeys;
  readonly #onReplica: boolean;
  #epoch = '';

  /** With `onReplica`, an event counts as stored only once a replica has it too. */
  constructor(run: Run, keys: RedisKeys, { onReplica }: { readonly onReplica: boolean }) {
    super();
    this.#run = run;
    this.#keys = keys;
    this.#onReplica = onReplica;
  }

  replay(user: string, afterId: string | null): Promise<Replay> {
    return this.#replay(this.#run, user, afterId);
  }

  /** Learns the epoch, which ids of live events begin with. */
  async load(run: Run): Promise<void> {
    await this.#replay(run, '', null);
  }

  /** Passes on what the bus says. */
  heard({ u: user = '', i: at = '', d: data = '' }: BusEntry): void {
    if (this.#epoch === '') {
      this.missed(); // not known yet what ids look like: reading everything again is always right
      return;
    }
    const event = { id: idOf(this.#epoch, user, at), data: kept(data) };
    this.tell((listener) => listener.event(user, event));
  }

  /** Passes on that the bus has lost something. */
  missed(): void {
    this.tell((listener) => listener.gap());
  }

  protected async keep(user: string | null, data: string | null, marker: string): Promise<'stored' | 'duplicate'> {
    const { bus, ...named } = this.#keys;
    const keys = { marker: named.marker(marker), events: named.events(user ?? ''), bus };
    const stored = await this.#run(async (client) => {
      const isNew = await client.append(keys, { user: user ?? '', data: data ?? '' }, KEPT);
      if (this.#onReplica && (await client.wait(1, REPLICA_WITHIN_MS)) < 1) throw new ErrorReply('NOREPLICAS in time');
      return isNew;
    });
    return stored ? 'stored' : 'duplicate';
  }

  async #replay(run: Run, user: string, afterId: string | null): Promise<Replay> {
    const [epoch = '', tag = '', position = ''] = (afterId ?? '').split('.');
    const isOwn = afterId === null || (tag === tagOf(user) && /^[0-9]{1,15}-[0-9]{1,15}$/.test(position));
    // An id of somebody else is looked for as one that cannot exist.
    const after = isOwn ? position : '0-1';
    const keys = { events: this.#keys.events(user), epoch: this.#keys.epoch };
    const asked = { newEpoch: randomId(6), epoch, after, atMost: MAX_REPLAYED };
    const found = await run((client) => client.replay(keys, asked));
    this.#epoch = found.epoch;
    return {
      complete: found.complete && isOwn,
      events: found.events.map(({ at, data }) => ({ id: idOf(found.epoch, user, at), data: kept(data) })),
      cursor: idOf(found.epoch, user, found.last),
    };
  }
}

/** No text stands for one that was too large. */
const kept = (data: string): string | null => (data === '' ? null : data);

const idOf = (epoch: string, user: string, at: string): string => `${epoch}.${tagOf(user)}.${at}`;

/** Ties an id to one user, so that it is no position in another's stream. Not a secret. */
function tagOf(user: string): string {
  return createHash('sha256').update(user).digest('base64url').slice(0, 8);
}
