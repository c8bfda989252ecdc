import { connect, createServer, type Server, type Socket } from 'node:net';

const CHECK_MS = 100;

/**
 * A small TCP load balancer. New connections go in turn to the nodes whose `/readyz` answers 200.
 */
export class Balancer {
  readonly url: string;
  readonly #server: Server;
  readonly #checking: ReturnType<typeof setInterval>;
  readonly #sockets: Set<Socket>;
  readonly #ready: ReadonlySet<number>;

  private constructor(
    url: string,
    server: Server,
    checking: ReturnType<typeof setInterval>,
    sockets: Set<Socket>,
    ready: ReadonlySet<number>,
  ) {
    this.url = url;
    this.#server = server;
    this.#checking = checking;
    this.#sockets = sockets;
    this.#ready = ready;
  }

  /** Starts the balancer after it has checked every node once. */
  static async start(ports: readonly number[]): Promise<Balancer> {
    const ready = new Set<number>();
    const check = async (port: number): Promise<void> => {
      const ok = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(1000) }).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ok) ready.add(port);
      else ready.delete(port);
    };
    const checkAll = (): Promise<unknown> => Promise.all(ports.map(check));
    await checkAll();
    const sockets = new Set<Socket>();
    const keep = (socket: Socket): void => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    };
    let turn = 0;
    const server = createServer((inner) => {
      keep(inner);
      const open = [...ready];
      turn += 1;
      const port = open[turn % open.length];
      if (port === undefined) {
        inner.destroy();
        return;
      }
      const outer = connect(port, '127.0.0.1');
      keep(outer);
      inner.pipe(outer).pipe(inner);
      inner.on('close', () => outer.destroy());
      outer.on('close', () => inner.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    return new Balancer(
      url,
      server,
      setInterval(() => void checkAll(), CHECK_MS),
      sockets,
      ready,
    );
  }

  /** Returns true if new connections go to the node on this port. */
  sendsTo(port: number): boolean {
    return this.#ready.has(port);
  }

  async stop(): Promise<void> {
    clearInterval(this.#checking);
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
