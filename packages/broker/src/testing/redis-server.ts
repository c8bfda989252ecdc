import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { freePort } from './free-port.ts';

/** A server program with the protocol of Redis. */
export interface RedisProgram {
  readonly name: string;
  readonly path: string;
  /** For `describe`: why tests with it are skipped; false if they are not. */
  readonly skip: string | false;
}

const program = (name: string, path: string): RedisProgram => ({
  name,
  path,
  skip: existsSync(path) ? false : `${name} is not installed: no ${path}`,
});

/** Debian's Redis, or the one in `REDIS_SERVER_PATH`. */
export const REDIS: RedisProgram = program('Redis', process.env.REDIS_SERVER_PATH ?? '/usr/bin/redis-server');
/** Debian has Valkey from version 13 on. */
export const VALKEY: RedisProgram = program('Valkey', process.env.VALKEY_SERVER_PATH ?? '/usr/bin/valkey-server');

/** True if there is a Redis for tests. */
export const hasRedis: boolean = REDIS.skip === false;

/** A Redis on a free port with its own folder. */
export class RedisServer {
  readonly url: string;
  readonly port: number;
  readonly #program: RedisProgram;
  readonly #folder = mkdtempSync(join(tmpdir(), 'arc-broker-redis-'));
  readonly #args: readonly string[];
  #child: ChildProcess | null = null;

  private constructor(program: RedisProgram, port: number, args: readonly string[], settings: string | null = null) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#program = program;
    const common = ['--port', String(port), '--bind', '127.0.0.1', '--dir', this.#folder, ...args];
    if (settings === null) this.#args = ['--save', '', ...common];
    else {
      const file = join(this.#folder, 'settings.conf');
      writeFileSync(file, settings);
      this.#args = [file, ...common];
    }
  }

  static start(...args: string[]): Promise<RedisServer> {
    return RedisServer.startOf(REDIS, ...args);
  }

  static async startOf(program: RedisProgram, ...args: string[]): Promise<RedisServer> {
    const server = new RedisServer(program, await freePort(), args);
    await server.up();
    return server;
  }

  /** Starts a sentinel, which writes to its configuration file. */
  static async startSentinel(program: RedisProgram, settings: string): Promise<RedisServer> {
    const server = new RedisServer(program, await freePort(), ['--sentinel'], settings);
    await server.up();
    return server;
  }

  /** Restarts the server on the same port with the same files. */
  async up(): Promise<void> {
    this.#child = spawn(this.#program.path, this.#args, { stdio: 'ignore' });
    for (;;) {
      if (await answers(this.port)) return;
      if (this.#child.exitCode !== null) throw new Error(`${this.#program.name} ended with ${this.#child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** SIGSTOP hangs it, SIGCONT wakes it, SIGKILL is a crash. */
  async signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = signal === 'SIGKILL' ? once(child, 'exit') : null;
    child.kill(signal);
    await gone;
  }

  /** Runs a command with `redis-cli`. */
  async command(...words: string[]): Promise<unknown> {
    const client = await createClient({ url: this.url, RESP: 2 }).connect();
    try {
      return await client.sendCommand(words);
    } finally {
      client.destroy();
    }
  }

  /** Waits until a replica has everything. */
  async replicated(): Promise<void> {
    const client = await createClient({ url: this.url, RESP: 2 }).connect();
    try {
      await client.set('{arc}:written', 'last');
      if ((await client.wait(1, 10_000)) < 1) throw new Error('no replica has it');
    } finally {
      client.destroy();
    }
  }

  async stop(): Promise<void> {
    await this.signal('SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      socket.destroy();
      resolve(/^(\+PONG|-NOAUTH)/.test(data.toString()));
    });
  });
}
