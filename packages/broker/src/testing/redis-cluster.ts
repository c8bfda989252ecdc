import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { type RedisProgram, RedisServer } from './redis-server.ts';

const MASTERS = 3;
const SLOTS = 16_384;
const OPTIONS = [
  ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '1000', '--appendonly', 'yes'],
  ...['--repl-diskless-sync-delay', '0'],
];

/**
 * A cluster of three masters on this machine, one with a replica. It notices within about a second
 * that one is gone.
 */
export class RedisCluster {
  /** The master that has the broker's keys. */
  readonly master: RedisServer;
  readonly replica: RedisServer;
  /** All addresses, in the form of `ARC_REDIS_URL`. */
  readonly url: string;
  readonly #nodes: readonly RedisServer[];

  private constructor(nodes: readonly RedisServer[], master: RedisServer, replica: RedisServer) {
    this.#nodes = nodes;
    this.master = master;
    this.replica = replica;
    this.url = nodes.map(({ url }) => url).join();
  }

  /**
   * Starts the cluster and waits until it is complete and the replica follows. `key` is one of the
   * broker's.
   */
  static async start(program: RedisProgram, key: string): Promise<RedisCluster> {
    const busPorts = await Promise.all(Array.from({ length: MASTERS + 1 }, freePort));
    const nodes = await Promise.all(
      busPorts.map((port) => RedisServer.startOf(program, ...OPTIONS, '--cluster-port', String(port))),
    );
    for (const [n, node] of nodes.entries()) {
      await node.command('CLUSTER', 'SET-CONFIG-EPOCH', String(n + 1));
      if (n > 0) await nodes[0]?.command('CLUSTER', 'MEET', '127.0.0.1', String(node.port), String(busPorts[n]));
    }
    const slot = Number(await nodes[0]?.command('CLUSTER', 'KEYSLOT', key));
    const starts = [0, 1, 2, 3].map((n) => Math.ceil((n * SLOTS) / MASTERS));
    for (const [n, node] of nodes.slice(0, MASTERS).entries()) {
      await node.command('CLUSTER', 'ADDSLOTSRANGE', String(starts[n]), String((starts[n + 1] ?? 0) - 1));
    }
    const master = nodes[starts.findIndex((start) => start > slot) - 1] as RedisServer;
    const replica = nodes[MASTERS] as RedisServer;
    const isWhole = async (node: RedisServer): Promise<boolean> => {
      const info = String(await node.command('CLUSTER', 'INFO'));
      return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${nodes.length}`);
    };
    await eventually(async () => (await Promise.all(nodes.map(isWhole))).every(Boolean), 'a whole cluster');
    await replica.command('CLUSTER', 'REPLICATE', String(await master.command('CLUSTER', 'MYID')));
    const knows = async (node: RedisServer) => /\bslave\b/.test(String(await node.command('CLUSTER', 'NODES')));
    await eventually(async () => (await Promise.all(nodes.map(knows))).every(Boolean), 'a known replica');
    await eventually(() => follows(replica), 'following');
    return new RedisCluster(nodes, master, replica);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.stop()));
  }
}

/** Returns true if a replica has caught up with its master. */
export async function follows(replica: RedisServer): Promise<boolean> {
  return String(await replica.command('INFO', 'replication')).includes('master_link_status:up');
}
