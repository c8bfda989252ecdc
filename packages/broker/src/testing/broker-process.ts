import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';

const COMMAND = fileURLToPath(new URL('../node/command.ts', import.meta.url));

/** Settings of every broker process in the fault tests. */
export const PROCESS_KEYS = { broker: 'broker-key-for-tests', webhook: 'webhook-key-for-tests' } as const;

/** A complete environment whose platform cannot be reached. */
export const PROCESS_ENV = {
  ARC_API_URL: 'http://127.0.0.1:9',
  ARC_CLIENT_ID: '001',
  ARC_CLIENT_SECRET: 'client-secret-for-tests',
  ARC_BROKER_KEYS: PROCESS_KEYS.broker,
  ARC_SESSION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64url')}`,
  ARC_WEBHOOK_KEYS: PROCESS_KEYS.webhook,
  ARC_ALLOWED_ORIGINS: 'https://partner.example',
  ARC_LOG_LEVEL: 'silent',
};

/** `arc-broker` as a separate process that keeps its port when it is restarted. */
export class BrokerProcess {
  readonly port: number;
  readonly url: string;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;

  private constructor(port: number, env: Readonly<Record<string, string>>) {
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = env;
  }

  /** Starts the process and waits until it listens. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<BrokerProcess> {
    const broker = new BrokerProcess(await freePort(), env);
    await broker.up();
    return broker;
  }

  /** Starts or restarts the process and waits until it listens. @throws {Error} It exited. */
  async up(): Promise<void> {
    const child = spawn(process.execPath, ['--conditions=@arc-elements/source', COMMAND], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        ...PROCESS_ENV,
        ARC_BROKER_PORT: String(this.port),
        ...this.#env,
      },
    });
    this.#child = child;
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(() => Promise.reject(new Error('the broker did not start'))),
    ]);
  }

  /** Kills the process with SIGKILL, so that nothing in it can finish. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops the process with SIGTERM. Returns the exit code. */
  async terminate(): Promise<number | null> {
    return await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const [code] = (await gone) as [number | null];
    return code;
  }
}
