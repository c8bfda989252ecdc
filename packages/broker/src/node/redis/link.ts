import { RedisClient as Client, createCluster, createSentinel } from '@redis/client';
import { type RedisAddress, type RedisNode, requirePrivate } from './address.ts';
import { SCRIPTS } from './scripts.ts';

/** A client of the server that has the broker's keys. */
export type RedisClient = ReturnType<typeof openClient>;

/**
 * Finds that server and connects to it once. After a failure a new link is opened, which looks for
 * the server again.
 */
export interface RedisLink {
  readonly connect: () => Promise<RedisClient>;
  readonly close: () => Promise<void>;
}

/**
 * Sentinels announce a new master by themselves; asking them as well covers one that died before it
 * could.
 */
const ASK_SENTINELS_MS = 10_000;
/** The client library must not reconnect: the server may no longer be the master. */
const SOCKET = { connectTimeout: 2000, reconnectStrategy: false } as const;
/**
 * For servers that are only asked for the address. The timeouts are shorter because another server
 * can answer instead.
 */
const SEED_SOCKET = { connectTimeout: 1000, socketTimeout: 1500, reconnectStrategy: false } as const;

const COMMANDS = { scripts: SCRIPTS };
const CLIENT = {
  // A feature of Redis Enterprise only.
  maintNotifications: 'disabled',
  // While offline, commands fail at once, so that a webhook gets a 503 and is sent again instead of
  // waiting in a queue.
  disableOfflineQueue: true,
  commandsQueueMaxLength: 20_000,
} as const;

/** Created once: building the client class with all its commands takes longer than connecting. */
const openClient = Client.factory(COMMANDS);

/**
 * Creates a link to the server that has `key`. `lost` is called when the connection breaks or the
 * server is no longer the master. A failure before `connect` resolves rejects `connect`, and `lost`
 * may be called as well.
 */
export function openLink(address: RedisAddress, key: string, lost: (cause: unknown) => void): RedisLink {
  switch (address.kind) {
    case 'single':
      return toServer(openClient({ ...CLIENT, url: address.url, socket: { ...SOCKET } }), lost);
    case 'cluster':
      return throughCluster(address, key, lost);
    case 'sentinel':
      return throughSentinels(address, lost);
  }
}

function toServer(client: RedisClient, lost: (cause: unknown) => void): RedisLink {
  client.on('error', lost);
  return {
    connect: () => client.connect(),
    close: async () => {
      if (client.isOpen) client.destroy();
    },
  };
}

/** Returns the TLS option of a socket, whose type does not allow `tls: false`. */
const encryption = (tls: boolean) => (tls ? ({ tls } as const) : {});

type AddressOf<Kind extends RedisAddress['kind']> = Extract<RedisAddress, { kind: Kind }>;

function throughCluster(address: AddressOf<'cluster'>, key: string, lost: (cause: unknown) => void): RedisLink {
  const { nodes, login, tls } = address;
  const cluster = createCluster({
    ...COMMANDS,
    rootNodes: nodes.map((node) => ({ socket: { ...node, ...SEED_SOCKET, tls } })),
    defaults: { ...CLIENT, ...login, socket: { ...SOCKET, tls } },
    // All keys are in one slot, so one connection is enough.
    minimizeConnections: true,
    topologyRefreshOnReconnectionAttemptStrategy: false,
    nodeAddressMap: onlyAllowed(address),
  });
  let failure: unknown;
  cluster.on('error', (cause) => {
    failure = cause;
  });
  cluster.on('node-error', lost);
  return {
    connect: async () => {
      await cluster.connect().catch((cause: unknown) => Promise.reject(failure ?? cause));
      return await cluster.getNodeClientForKey(key);
    },
    close: async () => {
      if (cluster.isOpen) cluster.destroy();
    },
  };
}

function throughSentinels(address: AddressOf<'sentinel'>, lost: (cause: unknown) => void): RedisLink {
  const { nodes, master, login, sentinelLogin, database, tls } = address;
  const sentinel = createSentinel({
    name: master,
    sentinelRootNodes: [...nodes],
    sentinelClientOptions: { ...sentinelLogin, socket: { ...SEED_SOCKET, tls } },
    // The sentinel client's own connection to the master carries only pings; commands use `direct`.
    nodeClientOptions: { ...login, pingInterval: 1000, socket: { ...SEED_SOCKET, tls } },
    maxCommandRediscovers: 0,
    scanInterval: ASK_SENTINELS_MS,
    nodeAddressMap: onlyAllowed(address),
  });
  let failure: unknown;
  sentinel.on('error', (cause) => {
    failure = cause;
  });
  let direct: RedisLink | null = null;
  return {
    connect: async () => {
      await sentinel.connect().catch((cause: unknown) => Promise.reject(failure ?? cause));
      const node = sentinel.getMasterNode();
      if (node === undefined) throw new Error('no valid master');
      sentinel.on('topology-change', ({ type, node: { host, port } }) => {
        if (type === 'MASTER_CHANGE' && (host !== node.host || port !== node.port)) lost(new Error('MOVED'));
      });
      // Not through the sentinel client, which delays commands while it cannot reach the sentinels.
      direct = toServer(
        openClient({ ...CLIENT, ...login, database, socket: { ...SOCKET, ...node, ...encryption(tls) } }),
        lost,
      );
      return await direct.connect();
    },
    close: async () => {
      await direct?.close();
      await sentinel.destroy();
    },
  };
}

/**
 * Returns a function that applies the rule for configured addresses (private network or TLS) to
 * those that a cluster or a sentinel names. It changes no address.
 */
function onlyAllowed({ tls, plainAnywhere }: { readonly tls: boolean; readonly plainAnywhere: boolean }) {
  return (named: string): RedisNode | undefined => {
    const host = named.slice(0, named.lastIndexOf(':'));
    if (!tls && !plainAnywhere) requirePrivate(host.includes(':') ? `[${host}]` : host);
    return undefined; // keeps the address
  };
}
