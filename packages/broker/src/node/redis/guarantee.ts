import { ErrorReply } from '@redis/client';
import type { RedisAddress } from './address.ts';
import type { Run } from './connection.ts';

/**
 * `strict` accepts only a Redis that has each event on disk, and with fail-over on a replica too,
 * before it acknowledges the event.
 */
export type Durability = 'strict' | 'relaxed';

/** How durable the acknowledged writes of a Redis are. */
export interface Guarantee {
  /** For the line printed at start. */
  readonly text: string;
  /** Why `strict` refuses this Redis; `null` if it does not. */
  readonly weak: string | null;
}

const NAMES = { single: 'redis', cluster: 'redis cluster', sentinel: 'redis with sentinel' };

/**
 * Reads the configuration of a Redis. What a hosted one does not reveal counts as the weaker
 * setting.
 */
export async function readGuarantee(run: Run, kind: RedisAddress['kind'], durability: Durability): Promise<Guarantee> {
  const setting = async (name: string): Promise<string> => {
    const found = await run((client) => client.configGet(name).catch(ifRefused<Record<string, string>>({})));
    return found[name] ?? 'unknown';
  };
  const [appendOnly, fsync, policy, maxMemory, leastReplicas, maxLagS] = await Promise.all([
    setting('appendonly'),
    setting('appendfsync'),
    setting('maxmemory-policy'),
    setting('maxmemory'),
    setting('min-replicas-to-write'),
    setting('min-replicas-max-lag'),
  ]);
  const replication = await run((client) => client.info('replication').catch(ifRefused('')));
  const replicas = Number(/^connected_slaves:([0-9]+)/m.exec(replication)?.[1] ?? 0);
  const failsOver = kind !== 'single';
  const evicts = policy !== 'noeviction' && maxMemory !== '0';

  const weak = evicts
    ? `maxmemory-policy is ${policy}, which throws events away`
    : appendOnly !== 'yes' || fsync !== 'always'
      ? `appendonly is ${appendOnly} and appendfsync is ${fsync}; needed are yes and always`
      : failsOver && replicas === 0
        ? 'no replica follows the master'
        : null;
  const crash =
    appendOnly !== 'yes'
      ? 'acknowledged events are lost when Redis dies'
      : fsync === 'always'
        ? 'acknowledged events survive a crash of Redis'
        : 'a crash of Redis may lose about the last second of acknowledged events';
  const failOver =
    durability === 'strict' && failsOver
      ? 'each is on a replica before it is acknowledged'
      : Number(leastReplicas) > 0
        ? `a fail-over may lose those of the last ${maxLagS} s`
        : 'a fail-over may lose the last of them, since replicas follow later';
  const parts = [
    crash,
    ...(failsOver || replicas > 0 ? [failOver] : []),
    ...(failsOver && replicas === 0 ? ['no replica follows the master now'] : []),
    ...(evicts ? [`it may evict them (${policy})`] : []),
  ];
  return { text: `${NAMES[kind]}: ${parts.join('; ')}`, weak };
}

/** Returns a handler that replaces a refusal of Redis by this value. */
const ifRefused =
  <T>(value: T) =>
  (cause: unknown): T => {
    if (cause instanceof ErrorReply) return value;
    throw cause;
  };
