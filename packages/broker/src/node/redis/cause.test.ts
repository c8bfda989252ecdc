import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, it, type TestContext } from 'node:test';
import { eventually } from '../../testing/eventually.ts';
import { freePort } from '../../testing/free-port.ts';
import { redisNode } from '../../testing/redis-nodes.ts';
import { REDIS, RedisServer } from '../../testing/redis-server.ts';
import { createLog } from '../log.ts';
import { causeOf } from './cause.ts';

describe('the cause of a Redis outage', () => {
  /** Waits until brokers report a cause for each of these addresses. */
  async function expectCauses(t: TestContext, causes: readonly (readonly [url: string, cause: string])[]) {
    await Promise.all(
      causes.map(async ([url, cause]) => {
        let minutes = 0;
        const monotonic = (): number => {
          minutes += 1; // each failure is worth a reminder
          return minutes * 60_000;
        };
        const node = await redisNode(url, { monotonic });
        t.after(() => node.close());
        // On a busy machine the first cause may be a timeout.
        const saysSo = () => node.storeEvents.some((event) => event.kind === 'store' && event.cause === cause);
        await eventually(saysSo, `${cause} at ${url}`);
      }),
    );
  }

  async function listen(t: TestContext, server: Server): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => sockets.add(socket));
    t.after(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  it('is refused if nothing listens', async (t) => {
    const nowhere = `redis://127.0.0.1:${await freePort()}`;
    const urls = [nowhere, 'unix:///nowhere/redis.sock', `${nowhere}?cluster=true`, `${nowhere}?sentinel=arc`];
    await expectCauses(
      t,
      urls.map((url) => [url, 'refused']),
    );
  });

  it('is silent, lost, not-redis or tls for what the server does', async (t) => {
    const servers = [createServer(() => undefined), createServer((socket) => socket.destroy()), createHttpServer()];
    const [silent, closing, web] = await Promise.all(servers.map((server) => listen(t, server)));
    await expectCauses(t, [
      [`redis://127.0.0.1:${silent}`, 'silent'],
      [`redis://127.0.0.1:${closing}`, 'lost'],
      [`redis://127.0.0.1:${web}`, 'not-redis'],
      [`rediss://127.0.0.1:${web}`, 'tls'],
    ]);
  });

  it('has a word for each error of Redis', { skip: REDIS.skip }, async (t) => {
    const servers = await Promise.all([
      RedisServer.start('--requirepass', 'right-password'),
      RedisServer.start('--replicaof', '127.0.0.1', '9'),
      RedisServer.start('--maxmemory', '1'),
      RedisServer.start('--min-replicas-to-write', '1'),
    ]);
    t.after(() => Promise.all(servers.map((server) => server.stop())));
    const [locked = '', replica = '', full = '', lonely = ''] = servers.map(({ url }) => url);
    await expectCauses(t, [
      [locked, 'auth'],
      [locked.replace('//', '//:wrong-password@'), 'auth'],
      [replica, 'read-only'],
      [full, 'full'],
      [lonely, 'no-replica'],
      [`${full}?cluster=true`, 'wrong-kind'],
      [`${full}?sentinel=arc`, 'wrong-kind'],
    ]);
  });

  it('is public-address if a cluster names a public address without TLS (T67)', { skip: REDIS.skip }, async (t) => {
    const busPort = String(await freePort());
    const options = ['--cluster-enabled', 'yes', '--cluster-port', busPort, '--cluster-announce-ip', '203.0.113.7'];
    const node = await RedisServer.start(...options);
    t.after(() => node.stop());
    await node.command('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await expectCauses(t, [[`${node.url}?cluster=true`, 'public-address']]);
  });

  it('is logged once, without the password, for any number of attempts', async (t) => {
    let tries = 0;
    const port = await listen(
      t,
      createServer((socket) => {
        tries += 1;
        socket.destroy();
      }),
    );
    const node = await redisNode(`redis://alice:CANARY-password@127.0.0.1:${port}`);
    await eventually(() => tries >= 8, 'trying');
    await node.close();
    const lines = new PassThrough();
    const log = createLog('debug', [], lines);
    for (const event of node.storeEvents) log(event);
    lines.end();
    const [line = '', ...more] = (await text(lines)).trim().split('\n');
    assert.deepEqual(more, []);
    assert.match(line, /"kind":"store","available":false,"cause":"lost","failures":1,"forS":0/);
    assert.equal(/CANARY|127\.0\.0\.1/.test(line), false);
  });

  it('is one of a fixed list of words for any error', () => {
    for (const [code, cause] of [
      ['ENOTFOUND', 'unreachable'],
      ['EAI_AGAIN', 'unreachable'],
      ['EHOSTUNREACH', 'unreachable'],
      ['ETIMEDOUT', 'unreachable'],
      ['CERT_HAS_EXPIRED', 'tls'],
      ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
      ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
      ['CANARY', 'other'],
    ] as const) {
      assert.equal(causeOf(Object.assign(new Error('CANARY'), { code })), cause, code);
    }
    assert.equal(causeOf('CANARY'), 'other');
  });
});
