import { serve } from '@hono/node-server';
import { type Demo, startDemo } from '../../demo/server/server.ts';

/** A server on loopback for a test. */
export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server that answers every request by `answer`. */
export async function startSite(answer: (request: Request) => Response | Promise<Response>): Promise<Site> {
  const server = serve({ hostname: '127.0.0.1', port: 0, fetch: answer });
  await new Promise<void>((resolve) => (server.listening ? resolve() : server.once('listening', resolve)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/**
 * Starts the demo's site only. Nothing listens at its broker and its sandbox, so requests to them
 * fail.
 */
export function startDemoAlone(): Promise<Demo> {
  const nowhere = 'http://127.0.0.1:9';
  return startDemo({ port: 0, brokerUrl: nowhere, brokerKey: 'none', sandboxUrl: nowhere });
}
