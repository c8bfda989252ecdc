import { eventually } from './eventually.ts';
import { follows } from './redis-cluster.ts';
import { type RedisProgram, RedisServer } from './redis-server.ts';

/** Name of the master. */
const NAME = 'arc';

/**
 * A master, a replica and three sentinels on this machine. They notice within about a second that
 * the master is gone.
 */
export class RedisSentinels {
  readonly master: RedisServer;
  readonly replica: RedisServer;
  readonly sentinels: readonly RedisServer[];
  /** Address in the form of `ARC_REDIS_URL`. */
  readonly url: string;

  private constructor(master: RedisServer, replica: RedisServer, sentinels: readonly RedisServer[]) {
    this.master = master;
    this.replica = replica;
    this.sentinels = sentinels;
    this.url = `${sentinels.map(({ url }) => url).join()}?sentinel=${NAME}`;
  }

  /** Starts all servers and waits until the replica follows and the sentinels know each other. */
  static async start(program: RedisProgram, ...options: string[]): Promise<RedisSentinels> {
    const master = await RedisServer.startOf(program, ...options, '--repl-diskless-sync-delay', '0');
    const replica = await RedisServer.startOf(program, ...options, '--replicaof', '127.0.0.1', String(master.port));
    await eventually(() => follows(replica), 'following');
    const settings = [
      `sentinel monitor ${NAME} 127.0.0.1 ${master.port} 2`,
      `sentinel down-after-milliseconds ${NAME} 1000`,
      `sentinel failover-timeout ${NAME} 3000`,
    ].join('\n');
    const sentinels = await Promise.all([1, 2, 3].map(() => RedisServer.startSentinel(program, settings)));
    const knowsAll = async (sentinel: RedisServer): Promise<boolean> => {
      const master = (await sentinel.command('SENTINEL', 'MASTER', NAME)) as string[];
      const field = (name: string) => master[master.indexOf(name) + 1];
      return field('num-slaves') === '1' && field('num-other-sentinels') === '2';
    };
    await eventually(async () => (await Promise.all(sentinels.map(knowsAll))).every(Boolean), 'sentinels that know');
    return new RedisSentinels(master, replica, sentinels);
  }

  async stop(): Promise<void> {
    await Promise.all([this.master, this.replica, ...this.sentinels].map((server) => server.stop()));
  }
}
