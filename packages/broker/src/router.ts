import type { Route } from './route.ts';

/** One path of the table. */
export interface Line {
  readonly pattern: RegExp;
  readonly routes: readonly Route[];
  /** Its methods, and those of them that browsers may use; empty when there are none. */
  readonly methods: string;
  readonly browserMethods: string;
}

/** A line that a path led to, and the raw parameters, not decoded yet. */
export interface Match {
  readonly line: Line;
  readonly raw: Readonly<Record<string, string>>;
}

const methodsOf = (routes: readonly Route[]): string => [...routes.map(({ method }) => method)].sort().join(', ');

/**
 * Exact routing: literal segments byte by byte, no trailing slash, no method override. A router of our own, because the table is
 * short and each of the broader ones decodes, normalises or falls back somewhere.
 */
export class Router {
  readonly #lines: readonly Line[];

  constructor(table: readonly Route[]) {
    this.#lines = [...Map.groupBy(table, ({ path }) => path)].map(([path, routes]) => ({
      pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
      routes,
      methods: methodsOf(routes),
      browserMethods: methodsOf(routes.filter(({ access }) => access === 'session')),
    }));
  }

  /** `null`: there is no such path. */
  find(pathname: string): Match | null {
    for (const line of this.#lines) {
      const found = line.pattern.exec(pathname);
      if (found !== null) return { line, raw: found.groups ?? {} };
    }
    return null;
  }
}
