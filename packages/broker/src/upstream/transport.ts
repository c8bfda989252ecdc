import { chunksOf } from '../body.ts';

/**
 * Requests that may wait for each other. A family that hangs, or readers of long answers that are slow, must not hold up
 * the others, and least of all the token that all of them need.
 */
export type Lane = 'token' | 'arc' | 'plug' | 'switch' | 'long';

/** One request to the platform, complete: a transport adds nothing but the framing. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A transport that keeps a limited number of connections keeps them for each lane; others may ignore it. */
  readonly lane?: Lane;
  /** Aborts when the browser is gone or the deadline has passed. */
  readonly signal: AbortSignal;
}

/** What a transport gives back as soon as the head of the answer is there. */
export interface UpstreamAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The bytes, to be read at most once; leaving the iteration early must release the connection. */
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Sends one request. Must not follow redirects, must not retry; rejects when there is no answer. */
export type Transport = (request: UpstreamRequest) => Promise<UpstreamAnswer>;

/** A transport over any `fetch`; works wherever the broker does. The Node command has a cheaper one. */
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
      // A page's fetch hides a redirect behind status 0; say what it was.
      status: answer.type === 'opaqueredirect' ? 302 : answer.status,
      headers: answer.headers,
      body: answer.body === null ? null : chunksOf(answer.body),
    };
  };
}
