import { Agent } from 'undici';
import type { Transport } from '../upstream/transport.ts';

/** A transport over undici's connection pools, and the way to let go of them. */
export interface UndiciTransport {
  readonly transport: Transport;
  readonly close: () => Promise<void>;
}

/**
 * Sends requests over pooled connections: no redirects, no unpacking, a deadline for each phase. Several times cheaper
 * than `fetch`, which is what a broker's cost mostly is.
 */
export function undiciTransport(): UndiciTransport {
  const agent = new Agent({
    connections: 64,
    connect: { timeout: 2000 },
    headersTimeout: 8000,
    bodyTimeout: 10_000,
    keepAliveTimeout: 30_000,
  });
  return {
    transport: async ({ method, url, headers, body, signal }) => {
      const { origin, pathname, search } = new URL(url);
      const answer = await agent.request({
        origin,
        path: pathname + search,
        method,
        headers,
        signal,
        ...(body === undefined ? {} : { body }),
      });
      return {
        status: answer.statusCode,
        headers: {
          get: (name) => {
            const value = answer.headers[name];
            return Array.isArray(value) ? value.join(', ') : (value ?? null);
          },
        },
        body: answer.body,
      };
    },
    close: () => agent.close(),
  };
}
