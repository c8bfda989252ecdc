import type { Route } from './route.ts';
import { isScope } from './scopes.ts';

/** The routes of a path. */
export interface Match {
  readonly routes: readonly Route[];
  /** Methods of the routes, separated by commas. */
  readonly methods: string;
  /** Methods that browsers may use, separated by commas; empty if there are none. */
  readonly browserMethods: string;
  /** Path parameters, not yet decoded. */
  readonly raw: Readonly<Record<string, string>>;
}

const methodsOf = (routes: readonly Route[]): string => [...routes.map(({ method }) => method)].sort().join(', ');

/**
 * Creates a router that matches exactly: literal segments byte by byte, no trailing slash, no
 * method override. It is our own because the table is short and general routers decode, normalize
 * or fall back somewhere.
 */
export function createRouter(table: readonly Route[]): (pathname: string) => Match | null {
  const lines = [...Map.groupBy(table, ({ path }) => path)].map(([path, routes]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
    line: {
      routes,
      methods: methodsOf(routes),
      browserMethods: methodsOf(routes.filter(({ access }) => isScope(access))),
    },
  }));
  return (pathname) => {
    for (const { pattern, line } of lines) {
      const found = pattern.exec(pathname);
      if (found !== null) return { ...line, raw: found.groups ?? {} };
    }
    return null;
  };
}
