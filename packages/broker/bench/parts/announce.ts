import type { Server } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Cost } from '../measures/part.ts';

/** Reports the address of a part to the parent process, then its usage at each request. */
export function announce(server: Server | string): void {
  const address = typeof server === 'string' ? null : server.address();
  const url =
    typeof server === 'string'
      ? server
      : `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on('message', (question) => {
    if (question === 'gc') globalThis.gc?.();
    const { user, system } = process.cpuUsage();
    const active = process.getActiveResourcesInfo();
    const timers = active.filter((name) => name === 'Timeout').length;
    const cost: Cost = {
      cpuUs: user + system,
      rssBytes: process.memoryUsage.rss(),
      heapBytes: process.memoryUsage().heapUsed,
      handles: active.length - timers,
      timers,
      loopDelayMs: delay.percentile(99) / 1e6,
    };
    delay.reset();
    process.send?.(cost);
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url });
}
