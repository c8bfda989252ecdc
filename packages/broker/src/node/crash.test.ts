import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createClient } from '@redis/client';
import { freePort, hasRedis, RedisServer } from '../testing/redis-server.ts';

const COMMAND = fileURLToPath(new URL('./command.ts', import.meta.url));
const WEBHOOK_KEY = 'webhook-key-for-tests';
const EVENTS = 400;
const NODES = 2;

/** A broker process that is started again whenever it dies. */
class Node {
  readonly port: number;
  readonly #redisUrl: string;
  #child: ChildProcess | null = null;

  constructor(port: number, redisUrl: string) {
    this.port = port;
    this.#redisUrl = redisUrl;
  }

  async up(): Promise<void> {
    const child = spawn(process.execPath, ['--conditions=source', COMMAND], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: {
        PATH: process.env.PATH,
        ARC_BROKER_PORT: String(this.port),
        ARC_API_URL: 'http://127.0.0.1:9',
        ARC_CLIENT_ID: '001',
        ARC_CLIENT_SECRET: 'client-secret-for-tests',
        ARC_BROKER_KEYS: 'broker-key-for-tests',
        ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
        ARC_WEBHOOK_KEYS: WEBHOOK_KEY,
        ARC_ALLOWED_ORIGINS: 'https://partner.example',
        ARC_REDIS_URL: this.#redisUrl,
        ARC_REDIS_DURABILITY: 'strict',
        ARC_LOG_LEVEL: 'silent',
      },
    });
    this.#child = child;
    await once(child.stdout, 'data');
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}

describe('brokers that are killed', { skip: hasRedis ? false : 'redis-server is not installed' }, () => {
  it('lose no acknowledged event, and store none twice, while the sender tries again (T50, R01, R05)', async () => {
    const redis = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
    const nodes = [new Node(await freePort(), redis.url), new Node(await freePort(), redis.url)];
    await Promise.all(nodes.map((node) => node.up()));
    const acknowledged = new Set<number>();
    let killing = true;
    let kills = 0;
    const killer = (async () => {
      for (let n = 0; killing; n = (n + 1) % NODES) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        await nodes[n]?.kill();
        kills += 1;
        await nodes[n]?.up();
      }
    })();
    /** Sends one event to one node after the other until one says that it is kept. */
    const send = async (id: number): Promise<void> => {
      const body = JSON.stringify({
        type: 'utility_account_updated',
        created_at: null,
        data: { id, client_user_id: `user${id % 7}` },
      });
      for (let attempt = 0; !acknowledged.has(id); attempt += 1) {
        const timestamp = String(Math.floor(Date.now() / 1000));
        const signature = createHmac('sha256', WEBHOOK_KEY).update(`${timestamp}.${body}`).digest('hex');
        const status = await fetch(`http://127.0.0.1:${nodes[(id + attempt) % NODES]?.port}/webhooks/arc`, {
          method: 'POST',
          body,
          headers: { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature },
        }).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 204) acknowledged.add(id);
        else await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    let next = 0;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (next < EVENTS) {
          const id = next;
          next += 1;
          await send(id);
        }
      }),
    );
    killing = false;
    await killer;
    const client = createClient({ url: redis.url, RESP: 2 });
    await client.connect();
    const stored: number[] = [];
    for (const key of await client.keys('arc:events:*')) {
      for (const { message } of (await client.xRange(key, '-', '+')) ?? []) {
        stored.push((JSON.parse(String(message.d)) as { data: { id: number } }).data.id);
      }
    }
    client.destroy();
    await Promise.all(nodes.map((node) => node.kill()));
    await redis.stop();
    assert.ok(kills >= 1, 'nobody was killed');
    assert.deepEqual(
      stored.sort((a, b) => a - b),
      Array.from({ length: EVENTS }, (_, id) => id),
    );
  });
});
