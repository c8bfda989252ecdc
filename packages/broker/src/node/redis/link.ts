import { RedisClient as Client, createCluster, createSentinel } from '@redis/client';
import { type RedisAddress, type RedisNode, requirePrivate } from './address.ts';
import { SCRIPTS } from './scripts.ts';

/** A connection to the one server that has the broker's keys. */
export type RedisClient = ReturnType<typeof openClient>;

/** A way to that server, good for one time: when it breaks, the next one looks anew where the server is. */
export interface RedisLink {
  readonly connect: () => Promise<RedisClient>;
  readonly close: () => Promise<void>;
}

/** Sentinels tell of a new master by themselves; this is for the one that told us nothing because it died. */
const ASK_SENTINELS_MS = 10_000;
/** Nothing reconnects by itself: it would go on with a server that may not be the master any more. */
const SOCKET = { connectTimeout: 2000, reconnectStrategy: false } as const;
/** Of a server that is only asked where to go: another one may know when this one says nothing. */
const SEED_SOCKET = { connectTimeout: 1000, socketTimeout: 1500, reconnectStrategy: false } as const;

const COMMANDS = { scripts: SCRIPTS };
const CLIENT = {
  // A wish of one vendor's product only.
  maintNotifications: 'disabled',
  // Offline, a command fails at once: a webhook that waits in a queue is neither kept nor refused.
  disableOfflineQueue: true,
  commandsQueueMaxLength: 20_000,
} as const;

/** Made once: the client library builds a class with a method for each command, which takes longer than to connect. */
const openClient = Client.factory(COMMANDS);

/**
 * Prepares one way to the server that has `key`. `lost` is told when it is lost, or when the server is no longer the master.
 * Until `connect` is done, what fails is told by `connect`.
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

/** Options of a socket, whose type knows no `tls: boolean`. */
const encryption = (tls: boolean) => (tls ? ({ tls } as const) : {});

type Through<Kind extends RedisAddress['kind']> = Extract<RedisAddress, { kind: Kind }>;

function throughCluster(address: Through<'cluster'>, key: string, lost: (cause: unknown) => void): RedisLink {
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

function throughSentinels(address: Through<'sentinel'>, lost: (cause: unknown) => void): RedisLink {
  const { nodes, master, login, sentinelLogin, database, tls } = address;
  const sentinel = createSentinel({
    name: master,
    sentinelRootNodes: [...nodes],
    sentinelClientOptions: { ...sentinelLogin, socket: { ...SEED_SOCKET, tls } },
    // Its own connection to the master carries nothing but these.
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
      // Not through the sentinel client: it holds back commands while it asks sentinels, and the master may well be there without them.
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

/** Holds addresses that a cluster or a sentinel names to the rule for those that were given. */
function onlyAllowed({ tls, plainAnywhere }: { readonly tls: boolean; readonly plainAnywhere: boolean }) {
  return (named: string): RedisNode | undefined => {
    const host = named.slice(0, named.lastIndexOf(':'));
    if (!tls && !plainAnywhere) requirePrivate(host.includes(':') ? `[${host}]` : host);
    return undefined; // as it is
  };
}
