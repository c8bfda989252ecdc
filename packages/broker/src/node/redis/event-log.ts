import { createHash } from 'node:crypto';
import { ErrorReply } from '@redis/client';
import { randomId } from '../../encoding.ts';
import { EventLog, type Replay } from '../../stores/event-log.ts';
import type { BusEntry } from './bus.ts';
import type { Run } from './connection.ts';
import type { RedisKeys } from './keys.ts';

/** Bus entries that are kept for nodes that were disconnected. */
export const BUS_LENGTH = 10_000;
const RETENTION = {
  markerMs: 3 * 24 * 3_600_000, // longer than the platform retries
  perUser: 200,
  userMs: 24 * 3_600_000,
  busLength: BUS_LENGTH,
};
const MAX_REPLAYED = 100;
const REPLICA_WITHIN_MS = 1000;

/**
 * Events in Redis, a stream for each user. The bus tells other nodes. Ids are
 * `epoch.user.position`.
 */
export class RedisEventLog extends EventLog {
  readonly #run: Run;
  readonly #keys: RedisKeys;
  readonly #onReplica: boolean;
  #epoch = '';

  /** @param options `onReplica`: an event counts as stored only once a replica has it too. */
  constructor(run: Run, keys: RedisKeys, { onReplica }: { readonly onReplica: boolean }) {
    super();
    this.#run = run;
    this.#keys = keys;
    this.#onReplica = onReplica;
  }

  replay(user: string, afterId: string | null): Promise<Replay> {
    return this.#replay(this.#run, user, afterId);
  }

  /** Reads the epoch, with which the ids of live events begin. */
  async load(run: Run): Promise<void> {
    await this.#replay(run, '', null);
  }

  /** Notifies listeners of an event on the bus. */
  onBusEntry({ u: user = '', i: at = '', d: data = '' }: BusEntry): void {
    if (this.#epoch === '') {
      this.onBusGap(); // without the epoch there is no id; to read everything again is always right
      return;
    }
    const event = { id: idOf(this.#epoch, user, at), data: fromRedis(data) };
    this.notifyEach((listener) => listener.event(user, event));
  }

  /** Notifies listeners that bus entries were lost. */
  onBusGap(): void {
    this.notifyEach((listener) => listener.gap());
  }

  protected async store(user: string | null, data: string | null, marker: string): Promise<'stored' | 'duplicate'> {
    const { bus, ...named } = this.#keys;
    const keys = { marker: named.marker(marker), events: named.events(user ?? ''), bus };
    const stored = await this.#run(async (client) => {
      const isNew = await client.append(keys, { user: user ?? '', data: data ?? '' }, RETENTION);
      if (this.#onReplica && (await client.wait(1, REPLICA_WITHIN_MS)) < 1) throw new ErrorReply('NOREPLICAS in time');
      return isNew;
    });
    return stored ? 'stored' : 'duplicate';
  }

  async #replay(run: Run, user: string, afterId: string | null): Promise<Replay> {
    const [epoch = '', tag = '', position = ''] = (afterId ?? '').split('.');
    const isOwn = afterId === null || (tag === tagOf(user) && /^[0-9]{1,15}-[0-9]{1,15}$/.test(position));
    // An id of another user is replaced by one that cannot exist.
    const after = isOwn ? position : '0-1';
    const keys = { events: this.#keys.events(user), epoch: this.#keys.epoch };
    const asked = { newEpoch: randomId(6), epoch, after, atMost: MAX_REPLAYED };
    const found = await run((client) => client.replay(keys, asked));
    this.#epoch = found.epoch;
    return {
      complete: found.complete && isOwn,
      events: found.events.map(({ at, data }) => ({ id: idOf(found.epoch, user, at), data: fromRedis(data) })),
      cursor: idOf(found.epoch, user, found.last),
    };
  }
}

/** An empty string stands for data that was too large. */
const fromRedis = (data: string): string | null => (data === '' ? null : data);

const idOf = (epoch: string, user: string, at: string): string => `${epoch}.${tagOf(user)}.${at}`;

/** Returns a short hash of a user id, so that an event id is valid for one user only. No secret. */
function tagOf(user: string): string {
  return createHash('sha256').update(user).digest('base64url').slice(0, 8);
}
