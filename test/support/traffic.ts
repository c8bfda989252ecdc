import type { BrowserContext, Request } from 'playwright-core';

/** What the tabs of one browser asked for. */
export interface Traffic {
  /**
   * How often a path was asked for with a method, such as `GET /events`; preflights are not
   * counted.
   */
  count(call: string): number;
  /** Requests with a method and path, oldest first. */
  all(call: string): readonly Request[];
  /** All of them as `METHOD /path`, oldest first. */
  readonly calls: readonly string[];
  /** Answers that are still coming in, as `METHOD /path`; a stream is one of them until it ends. */
  readonly open: readonly string[];
}

/** Counts from now on what goes to `origins`. Take it before the first page is opened. */
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
