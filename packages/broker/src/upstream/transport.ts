import { chunksOf } from '../body.ts';

/**
 * Groups of requests that may wait for each other. A family that hangs, or slow readers of long
 * answers, must not delay other requests, least of all the one for the token that all need.
 */
export type Lane = 'token' | 'arc' | 'plug' | 'switch' | 'long';

/** One complete request to the platform. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A transport with a connection pool should have one for each lane. */
  readonly lane?: Lane;
  /** Aborts when the client has disconnected or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** An answer of the platform. A transport returns it as soon as the head has arrived. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The body, read at most once; leaving the iteration early must release the connection. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Sends one request. Must not follow redirects or retry; rejects if there is no answer. */
export type Transport = (request: UpstreamRequest) => Promise<UpstreamAnswer>;

/** Creates a transport over any `fetch`. The Node command uses a faster one. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const answer = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    return {
      // Some runtimes report a redirect as status 0.
      status: answer.type === 'opaqueredirect' ? 302 : answer.status,
      headers: answer.headers,
      body: answer.body === null ? null : chunksOf(answer.body),
    };
  };
}
