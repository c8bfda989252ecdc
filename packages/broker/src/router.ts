import type { Route } from './route.ts';

/** One path of the table: its routes by method, and the raw parameters, not decoded yet. */
export interface Match {
  readonly byMethod: ReadonlyMap<string, Route>;
  readonly raw: Readonly<Record<string, string>>;
}

/**
 * Exact routing: literal segments byte by byte, no trailing slash, no method override. A router of our own, because the table is
 * short and each of the broader ones decodes, normalises or falls back somewhere.
 */
export class Router {
  readonly #lines = new Map<string, { readonly pattern: RegExp; readonly byMethod: Map<string, Route> }>();

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const source = route.path.replaceAll('.', '\\.').replace(/:(\w+)/g, '(?<$1>[^/]+)');
      const line = this.#lines.get(route.path) ?? { pattern: new RegExp(`^${source}$`), byMethod: new Map() };
      this.#lines.set(route.path, line);
      line.byMethod.set(route.method, route);
    }
  }

  /** The line of the table for a path. `null`: there is no such path. */
  find(pathname: string): Match | null {
    for (const { pattern, byMethod } of this.#lines.values()) {
      const found = pattern.exec(pathname);
      if (found !== null) return { byMethod, raw: found.groups ?? {} };
    }
    return null;
  }
}
