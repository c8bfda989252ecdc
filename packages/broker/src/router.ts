import type { Route } from './route.ts';
import { isScope } from './scopes.ts';

/** What a path leads to. */
export interface Match {
  readonly routes: readonly Route[];
  /** Their methods, and those of them that browsers may use; empty when there are none. */
  readonly methods: string;
  readonly browserMethods: string;
  /** Path parameters, not decoded yet. */
  readonly raw: Readonly<Record<string, string>>;
}

const methodsOf = (routes: readonly Route[]): string => [...routes.map(({ method }) => method)].sort().join(', ');

/**
 * Exact routing: literal segments byte by byte, no trailing slash, no method override. A router of our own, because the table is
 * short and each of the broader ones decodes, normalises or falls back somewhere.
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
