import type { BrowserContext, Request } from 'playwright-core';

/** Requests of the tabs of one browser. */
export interface Traffic {
  /**
   * Returns the number of requests with a method and path, such as `GET /events`, without
   * preflights.
   */
  count(call: string): number;
  /** Requests with a method and path, oldest first. */
  all(call: string): readonly Request[];
  /** All of them as `METHOD /path`, oldest first. */
  readonly calls: readonly string[];
  /**
   * Requests whose response has not ended, as `METHOD /path`; a stream is one of them until it
   * ends.
   */
  readonly open: readonly string[];
}

/** Records requests to `origins` from now on. Call it before the first page is opened. */
export function watchTraffic(context: BrowserContext, origins: readonly string[]): Traffic {
  const requests: Request[] = [];
  const ended = new Set<Request>();
  const nameOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`;
  context.on('request', (request) => {
    if (request.method() !== 'OPTIONS' && origins.includes(new URL(request.url()).origin)) requests.push(request);
  });
  context.on('requestfinished', (request) => ended.add(request));
  context.on('requestfailed', (request) => ended.add(request));
  const all = (call: string): readonly Request[] => requests.filter((request) => nameOf(request) === call);
  return {
    all,
    count: (call) => all(call).length,
    get calls() {
      return requests.map(nameOf);
    },
    get open() {
      return requests.filter((request) => !ended.has(request)).map(nameOf);
    },
  };
}
