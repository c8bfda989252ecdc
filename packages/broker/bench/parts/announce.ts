import type { Server } from 'node:http';

/** Tells the parent where a part listens, and from then on what it has cost whenever it is asked. */
export function announce(server: Server | string): void {
  const address = typeof server === 'string' ? null : server.address();
  const url =
    typeof server === 'string'
      ? server
      : `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  process.on('message', (question) => {
    if (question === 'gc') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuUs: user + system, rssBytes: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url });
}
